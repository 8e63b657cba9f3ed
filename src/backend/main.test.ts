// The backend as a process: how it starts and how it ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { clip, QUICK, VIDEO } from '../../test/backend/clips.ts';
import { jobOn, TestEdge } from '../../test/backend/testEdge.ts';

let folder = '';
let edge: TestEdge;
let child: ChildProcess | undefined;

let long: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  const media = await mkdtemp(join(tmpdir(), 'clips-'));
  long = new Uint8Array(
    await readFile(await clip(join(media, 'long.mp4'), [VIDEO(40, '640x360', '50')], QUICK)),
  );
  await rm(media, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'main-'));
  edge = await new TestEdge().start();
});
afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  edge.close();
  await rm(folder, { recursive: true, force: true });
});

function launch(more: Record<string, string> = {}) {
  const settings = { EDGE_URL: edge.url, INTERNAL_TOKEN: edge.token, BACKEND_PORT: '0', WORK_DIR: folder };
  const env = { PATH: process.env.PATH ?? '', ...settings, ...more };
  child = spawn(process.execPath, ['src/backend/main.ts'], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stdout, stderr }));
  return { child, ended, output: () => stdout };
}

/** A running backend with a job whose ffmpeg is at work. */
async function busy(more: Record<string, string> = {}) {
  edge.inputs.set('long.mp4', long);
  const backend = launch(more);
  await edge.until(() => edge.beats.length > 0);
  const video = {
    codec: 'h264' as const,
    profile: '' as const,
    bitrate: 1_000_000,
    rateControl: 'vbr' as const,
    fps: 0,
    width: 0,
    height: 360,
    adaptive: true,
    fill: 'black' as const,
    gop: 0,
  };
  const job = jobOn('long.mp4', [
    { kind: 'media', subtask: 0, container: 'mp4', video, audio: null, main: 'a.mp4', segment: null },
  ]);
  const response = await fetch(`${edge.beats[0]?.url}/jobs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${edge.token}` },
    body: JSON.stringify(job),
  });
  expect(response.status).toBe(202);
  await edge.until(() => edge.beats.some(({ jobs }) => (jobs[0]?.subtasks[0]?.percent ?? 0) > 0));
  return backend;
}

async function encoders(): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    const line = /^\d+$/.test(pid) ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') : '';
    if (line.includes(`${folder}/`)) found.push(pid);
  }
  return found;
}

test('it says where it is and ends when stdin is closed', async () => {
  const { child, ended, output } = launch({ EXIT_WITH_STDIN: '1' });
  await edge.until(() => edge.beats.length > 0);
  expect(edge.beats[0]).toMatchObject({
    pool: 'cpu',
    slots: 1,
    capabilities: expect.arrayContaining(['libx264']),
  });
  await expect.poll(output, { timeout: 20_000 }).toBe(`backend ready ${edge.beats[0]?.url}\n`);
  child.stdin?.end();
  expect(await ended).toMatchObject({ code: 0 });
  expect(edge.beats.at(-1)).toMatchObject({ draining: true });
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s gives the job back', async (signal) => {
  const { child, ended } = await busy();
  child.kill(signal);
  expect(await ended).toMatchObject({ code: 0 });
  expect(edge.reports.at(-1)?.report).toMatchObject({ final: true, retry: true });
  expect(await encoders()).toEqual([]);
});

test('a backend that is killed takes ffmpeg with it, and its next start clears what it left', async () => {
  const { child, ended } = await busy({ BACKEND_ID: 'b' });
  expect((await encoders()).length).toBeGreaterThan(0);
  child.kill('SIGKILL');
  await ended;
  await expect.poll(encoders, { timeout: 10_000 }).toEqual([]);
  expect(await readdir(join(folder, 'edge-mps-b'))).toHaveLength(1);
  const beats = edge.beats.length;
  launch({ BACKEND_ID: 'b' });
  await edge.until(() => edge.beats.length > beats);
  expect(edge.beats.at(-1)?.bootId).not.toBe(edge.beats[0]?.bootId);
  const left = await readdir(join(folder, 'edge-mps-b'));
  expect(left).toEqual([edge.beats.at(-1)?.bootId]);
});

test.each([
  [{ INTERNAL_TOKEN: '' }, 'backend: INTERNAL_TOKEN is not set\n'],
  [
    { FFMPEG_PATH: '/nowhere/ffmpeg' },
    "backend: /nowhere/ffmpeg can't be run: install ffmpeg (Debian: apt-get install ffmpeg) or set FFMPEG_PATH\n",
  ],
])('%o is said in one line', async (more, message) => {
  expect(await launch(more).ended).toMatchObject({ code: 1, stdout: '', stderr: message });
});

test('so is a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const end = await launch({ BACKEND_PORT: String(port) }).ended;
  other.close();
  expect(end).toMatchObject({
    code: 1,
    // After what the log says of the start.
    stderr: expect.stringMatching(
      new RegExp(`^(\\{.*\\}\n)*backend: port ${port} is taken: set BACKEND_PORT to a free one\n$`),
    ),
  });
});
