// A backend that the edge cannot reach: it comes for its jobs itself.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { subtasksOf } from '../../src/cli/results.ts';
import { decodeAll, ffmpeg } from './ffmpeg.ts';
import { startTestStack, type TestStack } from './testStack.ts';

const BUCKET = 'pull-1250000000';
let system: TestStack;

beforeAll(async () => {
  process.env.TRANSPORT = 'pull'; // The stack's backend inherits it.
  system = await startTestStack();
});
afterAll(async () => {
  delete process.env.TRANSPORT;
  await system?.stop();
});

const Ready = z.object({ backends: z.int(), slots: z.int(), waiting: z.int(), running: z.int() });

async function ready() {
  const { url, secrets } = system.stack;
  const headers = { Authorization: `Bearer ${secrets.internalToken}` };
  return Ready.parse(await (await fetch(`${url}/internal/ready`, { headers })).json());
}

test('tasks run on a backend that pulls, one after the other in its only slot', async () => {
  const clip = join(system.folder, 'clip.mp4');
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc=size=128x96:rate=10', '-t', '1', '-pix_fmt', 'yuv420p', clip);
  await system.put(BUCKET, 'in/clip.mp4', clip);
  const tasks = await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      system.run({
        InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'r', Object: 'in/clip.mp4' } },
        OutputDir: `/${name}/`,
        MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
      }),
    ),
  );
  for (const { task } of tasks) {
    expect(subtasksOf(task)).toMatchObject([{ status: 'SUCCESS', progress: 100 }]);
    await decodeAll(await system.get(BUCKET, subtasksOf(task)[0]!.path!));
  }
  await expect.poll(ready, { timeout: 10_000 }).toEqual({ backends: 1, slots: 1, waiting: 0, running: 0 });
});
