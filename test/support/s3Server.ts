// A real S3 server (s3rver) for tests, behind a gate that makes it strict and fails on demand. The gate refuses what is not
// signed, has another MD5 than it says, or belongs to an upload that is over, all of which s3rver lets through; and it
// takes COS's signatures too, which it checks with the official COS SDK.

import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  request as send,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import cosUtil from 'cos-nodejs-sdk-v5/sdk/util.js';

/** The one account that s3rver knows; of COS requests as well. */
export const S3_KEYS = { secretId: 'S3RVER', secretKey: 'S3RVER' };

export interface Asked {
  method: string;
  /** "/bucket/key", decoded. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
}

/** What goes wrong with a request. */
export type Fault =
  | { status: number; code?: string }
  /** The connection is broken after so many bytes of the answer; they are all announced. */
  | { breakAfter: number }
  /** So many bytes are missing from, or added to (negative), the announced length of the answer. */
  | { missing: number }
  /** The answer says that the object has this ETag. */
  | { etag: string }
  /** The connection is broken in the middle of the request. */
  | 'reset'
  /** There is no answer. */
  | 'hang';

export interface S3Server {
  url: string;
  /** The same server without its gate. */
  direct: string;
  /** Every request that reached the gate, in order. */
  asked: Asked[];
  /** Called for each request; null lets it pass. */
  fault: (asked: Asked) => Fault | null;
  /** The AWS SDK, past the gate. */
  client: S3Client;
  /** Uploads in parts that were begun through the gate and neither completed nor aborted. */
  openUploads(): number;
  /** All keys of a bucket. s3rver takes no signed lists of the SDK. */
  keys(bucket: string): Promise<string[]>;
  close(): Promise<void>;
}

/** The port of another S3 server, with the same keys, in the place of s3rver. */
const HEAVY = process.env.S3_SERVER_PORT ?? '';

/** What only s3rver's place behind the gate can do: COS requests come to it without a signature. */
export const TAKES_COS = HEAVY === '';

export async function startS3Server(buckets: string[]): Promise<S3Server> {
  const behind = HEAVY ? { port: Number(HEAVY), close: async () => {} } : await startS3rver(buckets);
  const uploads = new Map<string, 'open' | 'over'>();
  const gate = createServer((request, response) => {
    pass(request, response, state, behind.port, uploads).catch(() => response.destroy());
  });
  await listening(gate);
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${behind.port}`,
    ...{ region: 'us-east-1', forcePathStyle: true },
    credentials: { accessKeyId: S3_KEYS.secretId, secretAccessKey: S3_KEYS.secretKey },
  });
  if (HEAVY)
    for (const Bucket of buckets) await client.send(new CreateBucketCommand({ Bucket })).catch(() => {});
  const state: S3Server = {
    direct: `http://127.0.0.1:${behind.port}`,
    ...{ url: `http://127.0.0.1:${portOf(gate)}`, asked: [], fault: () => null, client },
    openUploads: () => [...uploads.values()].filter((each) => each === 'open').length,
    keys: async (bucket) => {
      const list = await (await fetch(`http://127.0.0.1:${behind.port}/${bucket}?list-type=2`)).text();
      return [...list.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => plainText(key));
    },
    close: async () => {
      client.destroy();
      closed(gate);
      await behind.close();
    },
  };
  return state;
}

async function startS3rver(buckets: string[]): Promise<{ port: number; close: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'edge-mps-s3-'));
  const configureBuckets = buckets.map((name) => ({ name }));
  const s3rver = new S3rver({ directory, silent: true, vhostBuckets: false, configureBuckets });
  await s3rver.configureBuckets();
  const server = createServer(s3rver.callback());
  await listening(server);
  const close = async () => {
    closed(server);
    await rm(directory, { recursive: true });
  };
  return { port: portOf(server), close };
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function closed(server: Server): void {
  server.closeAllConnections();
  server.close();
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  state: S3Server,
  port: number,
  uploads: Map<string, 'open' | 'over'>,
): Promise<void> {
  const { method = '', headers } = request;
  const [rawPath = '', search = ''] = (request.url ?? '').split('?');
  const query = new URLSearchParams(search);
  const asked = { method, path: decodeURIComponent(rawPath), query, headers };
  state.asked.push(asked);
  const fault = state.fault(asked);
  if (fault === 'reset') return void request.once('data', () => request.destroy());
  if (fault === 'hang') return void request.resume();
  // As real storages do: who closes while bytes are still coming takes the answer along.
  const body = await whole(request);
  if (fault && 'status' in fault) return refuse(response, fault.status, fault.code ?? 'Broken');
  const cos = query.has('q-signature');
  if (cos ? !cosSigned(asked) : !query.has('X-Amz-Signature'))
    return refuse(response, 403, 'SignatureDoesNotMatch');
  if (!cos && expired(query)) return refuse(response, 403, 'AccessDenied');
  if (!HEAVY) {
    const given = headers['content-md5'];
    if (given && given !== createHash('md5').update(body).digest('base64'))
      return refuse(response, 400, 'BadDigest');
    const upload = query.get('uploadId');
    if (upload !== null) {
      if (uploads.get(upload) !== 'open') return refuse(response, 404, 'NoSuchUpload');
      if (method !== 'PUT') uploads.set(upload, 'over');
      if (method === 'DELETE') return void response.writeHead(204).end();
    }
  }
  const path = cos ? `${rawPath}?${unsigned(query)}` : (request.url ?? '');
  const forward = send({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: cos ? renamed(headers, 'cos', 'amz') : headers,
  });
  forward.end(body);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    forward.once('response', resolve).once('error', reject);
  });
  const out = cos ? renamed(answer.headers, 'amz', 'cos') : { ...answer.headers };
  if (fault && 'etag' in fault) out.etag = `"${fault.etag}"`;
  if (!fault && !query.has('uploads')) {
    response.writeHead(answer.statusCode ?? 502, out);
    answer.pipe(response);
    return;
  }
  const content = await whole(answer);
  const id = /<UploadId>([^<]+)</.exec(String(content))?.[1];
  if (id) uploads.set(id, 'open');
  if (fault && 'missing' in fault) {
    const length = content.length - fault.missing;
    out['content-length'] = String(content.length);
    response.writeHead(answer.statusCode ?? 502, out);
    response.flushHeaders();
    response.socket?.end(
      Buffer.concat([content, Buffer.alloc(Math.max(0, -fault.missing))]).subarray(0, length),
    );
    return;
  }
  response.writeHead(answer.statusCode ?? 502, out);
  if (fault && 'breakAfter' in fault)
    response.write(content.subarray(0, fault.breakAfter), () => response.destroy());
  else response.end(content);
}

/** s3rver escapes keys twice. */
function plainText(xml: string): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return xml
    .replaceAll('&amp;', '&')
    .replaceAll(/&#(x?)([0-9a-f]+);/gi, (_, hex, digits) =>
      String.fromCodePoint(Number.parseInt(digits, hex ? 16 : 10)),
    )
    .replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name) => names[name] ?? '');
}

async function whole(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.shouldKeepAlive = false;
  response
    .writeHead(status, { 'Content-Type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>secret words</Message></Error>`);
}

/** s3rver takes expired URLs of the query string for good. */
function expired(query: URLSearchParams): boolean {
  const at = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '');
  if (!at) return true;
  const [year, month, ...rest] = at.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, ...rest) + Number(query.get('X-Amz-Expires')) * 1000 < Date.now();
}

/** Whether the official SDK makes the same signature of this request. */
function cosSigned({ method, path, query, headers }: Asked): boolean {
  const list = (name: string) => (query.get(name) ?? '').split(';').filter((item) => item !== '');
  const [from = 0, to = 0] = list('q-sign-time').map(Number);
  const now = Date.now() / 1000;
  const signature = cosUtil.getAuth({
    ...{ SecretId: S3_KEYS.secretId, SecretKey: S3_KEYS.secretKey, Method: method, UseRawKey: true },
    Pathname: path,
    Query: Object.fromEntries(list('q-url-param-list').map((name) => [name, parameter(query, name)])),
    Headers: Object.fromEntries(list('q-header-list').map((name) => [name, String(headers[name])])),
    KeyTime: query.get('q-key-time') ?? '',
  });
  return from < now && now < to && signature.endsWith(`&q-signature=${query.get('q-signature')}`);
}

/** Parameters are listed in lower case. */
function parameter(query: URLSearchParams, name: string): string {
  return [...query].find(([each]) => each.toLowerCase() === name)?.[1] ?? '';
}

function unsigned(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => !name.startsWith('q-') && name !== 'x-cos-security-token')
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&');
}

function renamed(headers: IncomingMessage['headers'], from: string, to: string): IncomingMessage['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(`x-${from}-`, `x-${to}-`), value]),
  );
}
