// Sources that cost too much, against a backend with small limits: each ends, and for the right reason.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { clip, QUICK, TONE, VIDEO } from '../../test/backend/clips.ts';
import { aac, h264 } from '../../test/backend/specs.ts';
import { jobOn, TestEdge } from '../../test/backend/testEdge.ts';
import { gif } from '../../test/support/gif.ts';
import type { MediaOutput } from '../contract/media.ts';
import { type Backend, startBackend } from './backend.ts';
import { readConfig } from './config.ts';

const mp4: MediaOutput = {
  ...{ kind: 'media', subtask: 0, container: 'mp4', main: 'out/a.mp4', segment: null },
  ...{ video: h264, audio: aac },
};

let folder = '';
let edge: TestEdge;
let backend: Backend | undefined;
let endless: Server;

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  folder = await mkdtemp(join(tmpdir(), 'bad-source-'));
  edge = await new TestEdge().start();
  endless = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'video/mp2t' });
    const more = setInterval(() => response.write(Buffer.alloc(64 * 1024, 0x47)), 1);
    response.on('close', () => clearInterval(more));
  });
  await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
});
afterEach(() => backend?.drain());
afterAll(async () => {
  endless?.closeAllConnections();
  endless?.close();
  edge?.close();
  await rm(folder, { recursive: true, force: true });
});

let jobs = 0;
async function start(limits: Record<string, string> = {}): Promise<void> {
  const line = { BACKEND_PORT: '0', EDGE_URL: edge.url, INTERNAL_TOKEN: edge.token };
  // What is left of a job is what is there: no ffprobe waits for the next one.
  const settings = { ...line, WORK_DIR: folder, READY_PROBE: '0' };
  backend = await startBackend(readConfig({ ...settings, ...limits, BACKEND_ID: 'b' }));
}

/** Why the only output was not made. */
async function failure(name: string, content: Uint8Array<ArrayBuffer> | null, url?: string) {
  const id = `task-${jobs++}`;
  if (content) edge.inputs.set(name, content);
  const input = url ? { input: { url, allowLoopback: true } } : {};
  const job = jobOn(name, [mp4], { id, ...input });
  const init = {
    method: 'POST',
    headers: { authorization: `Bearer ${edge.token}` },
    body: JSON.stringify(job),
  };
  expect((await fetch(`${backend?.url}/jobs`, init)).status).toBe(202);
  const final = await edge.final(id);
  const [result] = edge.results(id);
  expect(final.retry).toBe(false);
  const left = await readdir(folder, { recursive: true });
  expect(left.filter((path) => path.includes('job-'))).toEqual([]);
  const reason = final.failure ?? (result?.status === 'failed' ? result.failure : null);
  return `${reason?.code}: ${reason?.message}`;
}

test('a stream without an end', async () => {
  await start({ MAX_INPUT_BYTES: '8000000' });
  const { port } = endless.address() as AddressInfo;
  expect(await failure('endless', null, `http://127.0.0.1:${port}/live.ts`)).toBe(
    'SourceFileError.ContentUnsupported: The source is larger than 8000000 bytes.',
  );
});

test('an animation of a few kilobytes that runs for three years', async () => {
  await start({ RUN_TIMEOUT_MS: '4000' });
  const small = new Uint8Array(gif(64, 48, 150_000, 65_535));
  expect(small.length).toBeLessThan(8_000_000);
  expect(await failure('long.gif', small)).toBe(
    'SourceFileError.ContentUnsupported: The work on the source takes longer than it may.',
  );
});

test('an output that grows beyond what files may have', async () => {
  await start({ MAX_OUTPUT_BYTES: '20000' });
  const file = join(folder, 'noise.mp4');
  await clip(file, [VIDEO(2, '320x240'), TONE(2)], QUICK);

  const content = new Uint8Array(await readFile(file));
  await rm(file);
  expect(await failure('noise.mp4', content)).toBe(
    'InvalidInput.ResultFileSizeTooLarge: The output is larger than files may be.',
  );
});

test('a canvas of a thousand million pixels', async () => {
  await start();
  expect(await failure('huge.gif', new Uint8Array(gif(65_535, 16_000, 1, 10)))).toBe(
    "SourceFileError.NoVideoResolution: The size of the source's picture is unknown.",
  );
});

test('no bytes, and nearly none', async () => {
  await start();
  for (const size of [0, 1, 7, 64]) {
    expect(await failure(`of-${size}`, new Uint8Array(size))).toMatch(/^SourceFileError\.ContentMalformed: /);
  }
});
