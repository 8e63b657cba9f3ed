// From the answer to ProcessMedia to the start of ffmpeg, on a stack whose backend has nothing else to do.
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../../src/cli/commandError.ts';
import { putObject } from '../../src/cli/objects.ts';
import { pollTask } from '../../src/cli/pollTask.ts';
import { freePorts } from '../../src/cli/ports.ts';
import { sdkClient } from '../../src/cli/sdk.ts';
import { startStack } from '../../src/cli/stack.ts';
import { ffmpeg } from '../e2e/ffmpeg.ts';

const BUCKET = 'bench-1250000000';
const START_LIMIT_MS = 30_000;

/** Milliseconds of `count` tasks, one after the other, sorted. A shell notes the time and becomes ffmpeg. */
export async function startTimes(count: number): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'edge-mps-bench-'));
  const starts = join(folder, 'starts');
  const real = process.env.FFMPEG_PATH;
  const clip = join(folder, 'clip.mp4');
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=5', '-t', '1', '-pix_fmt', 'yuv420p', clip);
  const shell = join(folder, 'ffmpeg.sh');
  await writeFile(shell, `#!/bin/sh\ndate +%s%3N >> '${starts}'\nexec '${real || 'ffmpeg'}' "$@"\n`);
  await chmod(shell, 0o755);
  process.env.FFMPEG_PATH = shell; // The stack's backend inherits it.
  process.env.SANDBOX = 'none'; // The shell writes where no ffmpeg may.
  const [port, backendPort] = (await freePorts(2)) as [number, number];
  const stack = await startStack({ port, backendPort, stateDir: join(folder, 'state') });
  try {
    await putObject(stack, { bucket: BUCKET, key: 'clip.mp4' }, clip);
    const client = sdkClient(stack.url, stack.secrets.account);
    const times: number[] = [];
    for (let n = 0; n < count; n++) {
      const before = (await startsOf(starts)).length;
      const { TaskId = '' } = await client.ProcessMedia({
        InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'r', Object: 'clip.mp4' } },
        OutputDir: `/${n}/`,
        MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
      });
      const accepted = Date.now();
      times.push((await nextStart(starts, before)) - accepted);
      await pollTask(client, TaskId, () => {});
    }
    return times.sort((a, b) => a - b);
  } finally {
    if (real === undefined) delete process.env.FFMPEG_PATH;
    else process.env.FFMPEG_PATH = real;
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function nextStart(file: string, known: number): Promise<number> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    const start = (await startsOf(file))[known];
    if (start !== undefined) return start;
    await sleep(5);
  }
  throw new CommandError('ffmpeg was not started within 30 s');
}

async function startsOf(file: string): Promise<number[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean).map(Number);
}
