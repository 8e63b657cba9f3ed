// From the answer to ProcessMedia to the start of ffmpeg, on a stack whose backend has nothing else to do.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { chmod, type FileHandle, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { CommandError } from '../../src/cli/commandError.ts';
import { putObject } from '../../src/cli/objects.ts';
import { pollTask } from '../../src/cli/pollTask.ts';
import { freePorts } from '../../src/cli/ports.ts';
import { sdkClient } from '../../src/cli/sdk.ts';
import { startStack } from '../../src/cli/stack.ts';
import { ffmpeg } from '../e2e/ffmpeg.ts';

const BUCKET = 'bench-1250000000';
const START_LIMIT_MS = 30_000;

/** Milliseconds of `count` tasks, one after the other, sorted. A shell tells the time and becomes ffmpeg. */
export async function startTimes(count: number): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'edge-mps-bench-'));
  const tools = join(folder, 'tools');
  await mkdir(tools);
  // Through a pipe: what ffmpeg is shut in with has no file that it could write to.
  const pipe = join(tools, 'starts');
  await promisify(execFile)('mkfifo', ['-m', '666', pipe]);
  const starts = new Starts(await open(pipe, constants.O_RDWR | constants.O_NONBLOCK));
  const real = process.env.FFMPEG_PATH;
  const clip = join(folder, 'clip.mp4');
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=5', '-t', '1', '-pix_fmt', 'yuv420p', clip);
  const shell = join(tools, 'ffmpeg.sh');
  await writeFile(shell, `#!/bin/sh\ndate +%s%3N > '${pipe}'\nexec '${real || 'ffmpeg'}' "$@"\n`);
  await chmod(shell, 0o755);
  process.env.FFMPEG_PATH = shell; // The stack's backend inherits it.
  const [port, backendPort] = (await freePorts(2)) as [number, number];
  const stack = await startStack({ port, backendPort, stateDir: join(folder, 'state') });
  try {
    await putObject(stack, { bucket: BUCKET, key: 'clip.mp4' }, clip);
    const client = sdkClient(stack.url, stack.secrets.account);
    const times: number[] = [];
    for (let n = 0; n < count; n++) {
      starts.forget();
      const { TaskId = '' } = await client.ProcessMedia({
        InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'r', Object: 'clip.mp4' } },
        OutputDir: `/${n}/`,
        MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
      });
      const accepted = Date.now();
      times.push((await starts.next()) - accepted);
      await pollTask(client, TaskId, () => {});
    }
    return times.sort((a, b) => a - b);
  } finally {
    if (real === undefined) delete process.env.FFMPEG_PATH;
    else process.env.FFMPEG_PATH = real;
    await stack.stop();
    await starts.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The times that come out of the pipe. */
class Starts {
  readonly #socket: Socket;
  /** Kept: a handle that nobody has any more is closed with its pipe. */
  readonly #pipe: FileHandle;
  #times: number[] = [];
  #arrived = Promise.withResolvers<void>();

  constructor(pipe: FileHandle) {
    this.#pipe = pipe;
    this.#socket = new Socket({ fd: pipe.fd, readable: true, writable: false });
    createInterface(this.#socket).on('line', (line) => {
      this.#times.push(Number(line));
      this.#arrived.resolve();
    });
  }

  forget(): void {
    this.#times = [];
    this.#arrived = Promise.withResolvers();
  }

  /** The first one since `forget`. */
  async next(): Promise<number> {
    const late = AbortSignal.timeout(START_LIMIT_MS);
    await Promise.race([this.#arrived.promise, once(late, 'abort')]);
    const [first] = this.#times;
    if (first === undefined) throw new CommandError('ffmpeg was not started within 30 s');
    return first;
  }

  async close(): Promise<void> {
    this.#socket.destroy();
    // The socket has closed what the handle stands for.
    await this.#pipe.close().catch(() => {});
  }
}
