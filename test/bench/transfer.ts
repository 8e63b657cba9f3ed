// Input and output throughput of the backend's own client against curl, on the same S3 server: `npm run bench:transfer`.
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { download } from '../../src/backend/input/download.ts';
import { createInputClient } from '../../src/backend/input/inputClient.ts';
import { uploadTo } from '../../src/contract/transfer.ts';
import { startS3Server } from '../support/s3Server.ts';

const MIB = 1024 * 1024;
const SIZE = Number(process.argv[2] ?? 256) * MIB;
const ROUNDS = 3;
const folder = await mkdtemp(join(tmpdir(), 'bench-transfer-'));
const server = await startS3Server(['bench']);
const client = createInputClient({ edgeUrl: server.direct, stallMs: 30_000 });
const signal = new AbortController().signal;
const file = join(folder, 'file');
await writeFile(file, randomBytes(SIZE));
const md5 = createHash('md5')
  .update(await readFile(file))
  .digest('hex');
const url = `${server.direct}/bench/file`;

async function curl(...args: string[]): Promise<void> {
  await promisify(execFile)('curl', ['-sSf', '-o', join(folder, 'curl'), ...args]);
}

async function put(): Promise<void> {
  const blob = await openAsBlob(file);
  const source = { size: SIZE, md5: () => md5, open: (start: number, end: number) => blob.slice(start, end) };
  await uploadTo({ kind: 'put', key: 'file', url, headers: {} }, source, { baseUrl: server.direct });
}

async function get(): Promise<void> {
  const limits = { maxBytes: 2 * SIZE, timeoutMs: 600_000 };
  await download(client, { url, allowLoopback: true }, join(folder, 'ours'), limits, signal);
}

/** MiB a second of the fastest of the rounds, in which both take turns. */
async function compare(name: string, ours: () => Promise<void>, theirs: () => Promise<void>): Promise<void> {
  const best = { ours: 0, curl: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [who, work] of [
      ['curl', theirs],
      ['ours', ours],
    ] as const) {
      const began = performance.now();
      await work();
      best[who] = Math.max(best[who], SIZE / MIB / ((performance.now() - began) / 1000));
    }
  }
  const rate = (value: number) => `${value.toFixed(0)} MiB/s`;
  console.log(
    `${name}: ${rate(best.ours)}, curl ${rate(best.curl)}, ratio ${(best.ours / best.curl).toFixed(2)}`,
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
