// Input and output throughput of the backend's own client against curl, with the same signed URLs, on versitygw:
// `npm run bench:transfer [-- MIB]`. curl sends and takes a file in one request; so do we, and in parts as large outputs go.
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { download } from '../../src/backend/input/download.ts';
import { createInputClient } from '../../src/backend/input/inputClient.ts';
import { diskSource } from '../../src/backend/output/diskSource.ts';
import { runCommand } from '../../src/cli/commandError.ts';
import { uploadTo } from '../../src/contract/transfer.ts';
import type { UploadFile } from '../../src/contract/upload.ts';
import type { Env } from '../../src/platform/env.ts';
import { completeMultipart, downloadUrl, multipartGrant, putGrant } from '../../src/storage/access.ts';
import { startVersitygw } from '../storage/versitygw.ts';
import { S3_KEYS } from '../support/s3Server.ts';

const MIB = 1024 * 1024;
const SIZE = Number(process.argv[2] ?? 128) * MIB;
const ROUNDS = 9;
const BY = { taskId: 'task', fence: 'cpu:task-0:1' };
const OBJECT = { provider: 's3', appId: '1', bucket: 'bench', region: 'us-east-1', key: 'file' } as const;

await runCommand(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-transfer-'));
  const server = await startVersitygw();
  const endpoint = `http://127.0.0.1:${server.port}`;
  const client = createInputClient({ edgeUrl: endpoint, stallMs: 30_000 });
  try {
    await createBucket(endpoint);
    const path = join(folder, 'file');
    await compareAll(endpoint, path, await randomFile(path), client);
  } finally {
    await client.close();
    await server.stop();
    await rm(folder, { recursive: true });
  }
});

async function compareAll(
  endpoint: string,
  path: string,
  md5: string,
  client: ReturnType<typeof createInputClient>,
): Promise<void> {
  const env = {
    ...{ SIGNING_KEY: 'k', KEYS: JSON.stringify(S3_KEYS) },
    MPS_BUCKETS: JSON.stringify([
      { match: { type: 'AWS-S3' }, to: { provider: 's3', endpoint, credentials: 'KEYS' } },
    ]),
  } as unknown as Env;
  const file: UploadFile = { key: 'file', size: SIZE, md5, contentType: 'video/mp4' };
  const source = diskSource({ path, size: SIZE, md5 });
  const options = { baseUrl: endpoint };
  const curl = (...args: string[]) =>
    promisify(execFile)('curl', ['-sSf', '-o', `${path}.curl`, ...args]).then(() => {});

  const put = await putGrant(env, OBJECT, file, BY, Date.now());
  if (put.kind !== 'put') throw new Error('not a put');
  const headers = Object.entries(put.headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const curlPut = () => curl('-T', path, ...headers, put.url);
  await compare('output, one PUT', async () => void (await uploadTo(put, source, options)), curlPut);
  const inParts = async () => {
    const grant = await multipartGrant(env, OBJECT, file, BY, Date.now());
    const parts = (await uploadTo(grant, source, options)) ?? [];
    await completeMultipart(env, OBJECT, { uploadId: grant.uploadId, parts, size: SIZE }, BY.fence);
  };
  await compare('output, in parts', inParts, curlPut);
  const url = await downloadUrl(env, OBJECT, Date.now());
  const limits = { maxBytes: 2 * SIZE, timeoutMs: 600_000 };
  const signal = new AbortController().signal;
  const get = async () =>
    void (await download(client, { url, allowLoopback: true }, `${path}.ours`, limits, signal));
  await compare('input', get, () => curl(url));
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

async function createBucket(endpoint: string): Promise<void> {
  const credentials = { accessKeyId: S3_KEYS.secretId, secretAccessKey: S3_KEYS.secretKey };
  const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  await s3.send(new CreateBucketCommand({ Bucket: OBJECT.bucket }));
  s3.destroy();
}

/**
 * Its MD5, lower hex. Not at once: what lies in memory makes the garbage collector run at every piece that is read.
 */
async function randomFile(path: string): Promise<string> {
  const hash = createHash('md5');
  const handle = await open(path, 'w');
  for (let written = 0; written < SIZE; written += MIB) {
    const piece = randomBytes(MIB);
    hash.update(piece);
    await handle.write(piece);
  }
  await handle.close();
  return hash.digest('hex');
}
