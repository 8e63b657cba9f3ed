// Input and output throughput of the backend's own client against curl, on the same S3 server, which has a process of its
// own: `npm run bench:transfer [-- MIB]`. One request each.
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { download } from '../../src/backend/input/download.ts';
import { createInputClient } from '../../src/backend/input/inputClient.ts';
import { diskSource } from '../../src/backend/output/diskSource.ts';
import { uploadTo } from '../../src/contract/transfer.ts';
import { serverProcess } from './transferServer.ts';

const MIB = 1024 * 1024;
const SIZE = Number(process.argv[2] ?? 256) * MIB;
const ROUNDS = 3;
const folder = await mkdtemp(join(tmpdir(), 'bench-transfer-'));
const server = await serverProcess();
const client = createInputClient({ edgeUrl: server.url, stallMs: 30_000 });
const signal = new AbortController().signal;
const file = join(folder, 'file');
const { md5 } = await randomFile(file);
const url = `${server.url}/bench/file`;

/** Not at once: what lies in memory makes the garbage collector run at every piece that is read. */
async function randomFile(path: string): Promise<{ md5: string }> {
  const hash = createHash('md5');
  const handle = await open(path, 'w');
  for (let written = 0; written < SIZE; written += MIB) {
    const piece = randomBytes(MIB);
    hash.update(piece);
    await handle.write(piece);
  }
  await handle.close();
  return { md5: hash.digest('hex') };
}

async function curl(...args: string[]): Promise<void> {
  await promisify(execFile)('curl', ['-sSf', '-o', join(folder, 'curl'), ...args]);
}

const source = diskSource({ path: file, size: SIZE, md5 });

async function put(): Promise<void> {
  await uploadTo({ kind: 'put', key: 'file', url, headers: {} }, source, { baseUrl: server.url });
}

async function get(): Promise<void> {
  const limits = { maxBytes: 2 * SIZE, timeoutMs: 600_000 };
  await download(client, { url, allowLoopback: true }, join(folder, 'ours'), limits, signal);
}

/** MiB a second of the fastest of the rounds, in which both take turns. */
async function compare(name: string, ours: () => Promise<void>, theirs: () => Promise<void>): Promise<void> {
  const best = { ours: 0, curl: 0 };
  let cpu = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [who, work] of [
      ['curl', theirs],
      ['ours', ours],
    ] as const) {
      const began = performance.now();
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      if (who === 'ours') cpu = Math.min(cpu, (user + system) / 1000 / (SIZE / MIB));
      best[who] = Math.max(best[who], SIZE / MIB / ((performance.now() - began) / 1000));
    }
  }
  const rate = (value: number) => `${value.toFixed(0)} MiB/s`;
  console.log(
    `${name}: ${rate(best.ours)}, curl ${rate(best.curl)}, ratio ${(best.ours / best.curl).toFixed(2)}; ours takes ${cpu.toFixed(1)} ms of CPU for a MiB`,
  );
}

try {
  await compare('output', put, () => curl('-T', file, url));
  await compare('input', get, () => curl(url));
} finally {
  await client.close();
  await server.close();
  await rm(folder, { recursive: true });
}
