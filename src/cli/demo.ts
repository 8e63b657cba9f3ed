// npm run demo [-- FILE]: the documented request on a real recording, from the official SDK to playable files.
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallbackEvent } from './callbackEvent.ts';
import { signatureState } from './callbackEvent.ts';
import { CommandError, runCommand } from './commandError.ts';
import { untilInterrupted } from './interrupt.ts';
import { getObject, putObject } from './objects.ts';
import { outputTable } from './outputTable.ts';
import { pollTask } from './pollTask.ts';
import { freePorts } from './ports.ts';
import { ProgressBars } from './progressBars.ts';
import type { Receiver } from './receiver.ts';
import { startReceiver } from './receiver.ts';
import { subtasksOf } from './results.ts';
import { documentedRequest, sdkClient } from './sdk.ts';
import { ROOT, userPath } from './settings.ts';
import type { Stack } from './stack.ts';
import { startStack } from './stack.ts';

const BUCKET = 'TopRankVideo-125xxx88';
const NOTIFY_KEY = 'demo-notify-key';
const CALLBACK_LIMIT_MS = 60_000;

await runCommand(async () => {
  const [given, ...rest] = process.argv.slice(2);
  const file = given ? userPath(given) : join(ROOT, 'test/media/hello.mov');
  if (rest.length > 0) throw new CommandError('usage: npm run demo [-- FILE]');
  if (!(await stat(file).catch(() => null))?.isFile()) throw new CommandError(`${file} is not a file`);
  const interrupt = untilInterrupted();
  const stateDir = join(ROOT, '.state', 'demo');
  const [port, backendPort] = (await freePorts(2)) as [number, number];
  console.log('starting edge and backend…');
  const events: CallbackEvent[] = [];
  let stack: Stack | null = null;
  let receiver: Receiver | null = null;
  try {
    stack = await startStack({ port, backendPort, stateDir, note: console.error, signal: interrupt });
    receiver = await startReceiver(0, (event) => events.push(event));
    await processFile(stack, receiver.url, events, file, join(stateDir, 'out'), interrupt);
  } catch (error) {
    throw interrupt.aborted ? new CommandError('interrupted') : error;
  } finally {
    await receiver?.close();
    await stack?.stop();
  }
});

async function processFile(
  stack: Stack,
  notifyUrl: string,
  events: CallbackEvent[],
  file: string,
  outDir: string,
  signal: AbortSignal,
): Promise<void> {
  const key = `movie/201907/WildAnimal${extname(file) || '.mov'}`;
  const { size } = await putObject(stack, { bucket: BUCKET, key }, file);
  console.log(`put ${shown(file)} (${size} bytes) as ${BUCKET}/${key}`);

  const client = sdkClient(stack.url, stack.secrets.account);
  const { TaskId } = await client.ProcessMedia({
    ...documentedRequest(BUCKET, key),
    TaskNotifyConfig: {
      NotifyType: 'URL',
      NotifyMode: 'Change',
      NotifyUrl: notifyUrl,
      NotifyKey: NOTIFY_KEY,
    },
    SessionId: randomUUID(),
    SessionContext: 'demo',
  });
  if (!TaskId) throw new CommandError('ProcessMedia answered without a TaskId');
  console.log(`ProcessMedia: ${TaskId}`);

  const bars = new ProgressBars();
  const task = await pollTask(
    client,
    TaskId,
    (state) =>
      bars.show(
        subtasksOf(state).map(({ type, definition, progress, status }) => ({
          label: `${type} ${definition ?? ''}`.trimEnd(),
          percent: progress,
          status,
        })),
      ),
    signal,
  );
  console.log(`webhook: ${await finishCallback(events, TaskId, signal)}`);

  const subtasks = subtasksOf(task);
  const files: string[] = [];
  for (const { path } of subtasks) {
    if (!path) continue;
    const target = join(outDir, path);
    await getObject(stack, { bucket: BUCKET, key: path.replace(/^\//, '') }, target);
    files.push(target);
  }
  if (files.length > 0)
    console.log(`\n${await outputTable(files, outDir)}\n\nThe files are in ${shown(outDir)}`);
  const failed = subtasks.filter(({ status }) => status !== 'SUCCESS');
  if (failed.length > 0 || subtasks.length === 0)
    throw new CommandError(
      failed.map(({ type, definition, reason }) => `${type} ${definition} failed: ${reason}`).join('\n') ||
        `the task has no subtasks: ${task.Message ?? ''}`,
    );
}

/** Waits for the FINISH callback; says what came and whether its signature holds. */
async function finishCallback(events: CallbackEvent[], taskId: string, signal: AbortSignal): Promise<string> {
  const deadline = Date.now() + CALLBACK_LIMIT_MS;
  for (;;) {
    const mine = events.filter((event) => event.WorkflowTaskEvent?.TaskId === taskId);
    const finish = mine.find((event) => event.WorkflowTaskEvent?.Status === 'FINISH');
    if (finish) {
      const signature = signatureState(finish, NOTIFY_KEY, Date.now() / 1000);
      if (signature !== 'holds') throw new CommandError(`the webhook's signature: ${signature}`);
      return `${mine.length} events, FINISH came, signature ${signature}`;
    }
    if (Date.now() > deadline) throw new CommandError('the task is FINISH, but no webhook came');
    await sleep(100, undefined, { signal });
  }
}

/** A path as it is shortest from where the command runs. */
function shown(path: string): string {
  const short = relative(userPath('.'), path);
  return short.startsWith('..') ? path : short;
}
