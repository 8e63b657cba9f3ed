// Files in and out of the running stack's storage, the way an uploader would: through the object route.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { contentType } from '../contract/media.ts';
import { type ByteSource, MAX_ERROR, uploadTo } from '../contract/transfer.ts';
import type { ObjectGrantRequest } from '../contract/upload.ts';
import { UploadGrant } from '../contract/upload.ts';
import { CommandError } from './commandError.ts';
import type { LocalSecrets } from './settings.ts';

export interface Edge {
  url: string;
  secrets: LocalSecrets;
}

export interface ObjectName {
  bucket: string;
  /** Without a leading slash. */
  key: string;
}

const REQUEST_LIMIT_MS = 30_000;

/**
 * BUCKET/KEY as a person writes it.
 * @throws CommandError when one of them is missing
 */
export function parseObjectName(text: string): ObjectName {
  const slash = text.indexOf('/');
  const key = text.slice(slash + 1).replace(/^\/+/, '');
  if (slash < 1 || key === '') throw new CommandError(`"${text}" is not BUCKET/KEY`);
  return { bucket: text.slice(0, slash), key };
}

/**
 * Uploads a file; answers its size in bytes and its MD5 (lower hex).
 * @throws CommandError when there is no such file, or the edge is not running or refuses
 */
export async function putObject(edge: Edge, name: ObjectName, file: string) {
  const facts = await stat(file).catch(() => null);
  if (!facts?.isFile()) throw new CommandError(`${file} is not a file`);
  const md5 = await md5Of(file);
  const description = { size: facts.size, md5, contentType: contentType(name.key) };
  const { grant } = z
    .object({ grant: UploadGrant })
    .parse(await grantFor(edge, { method: 'PUT', ...name, file: description }));
  const blob = await openAsBlob(file);
  const parts = await uploadTo(grant, blobSource(blob), { baseUrl: edge.url });
  if (parts && grant.kind === 'multipart')
    await callEdge(edge, '/internal/objects/complete', {
      appId: edge.secrets.account.appId,
      ...name,
      size: facts.size,
      uploadId: grant.uploadId,
      parts,
    });
  return { size: facts.size, md5 };
}

/**
 * Downloads an object; the file has its name only when it is whole. Missing folders are made.
 * @throws CommandError when there is no such object, or the edge is not running
 */
export async function getObject(edge: Edge, name: ObjectName, file: string): Promise<void> {
  const answer = await openObject(edge, name);
  if (!answer) throw new CommandError(`there is no ${name.bucket}/${name.key}`);
  await mkdir(dirname(file), { recursive: true });
  const partial = `${file}.part-${process.pid}`;
  try {
    await pipeline(answer, createWriteStream(partial));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw new CommandError(`${file} could not be written: ${(error as Error).message}`);
  }
}

function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    put: async ({ url, headers, start, end, signal }) => {
      const init = { method: 'PUT', headers, body: blob.slice(start, end), signal };
      const answer = await fetch(url, { ...init, redirect: 'manual' });
      const text = (await answer.text()).slice(0, MAX_ERROR);
      return { status: answer.status, headers: answer.headers, text, md5: null };
    },
  };
}

/** The bytes of an object, or null when there is none. */
export async function openObject(edge: Edge, name: ObjectName): Promise<ReadableStream<Uint8Array> | null> {
  const { url } = z
    .object({ url: z.string() })
    .parse(await grantFor(edge, { method: 'GET', ...name, file: null }));
  const answer = await fetch(new URL(url, edge.url));
  if (answer.status === 404) {
    await answer.body?.cancel();
    return null;
  }
  if (!answer.ok || !answer.body)
    throw new CommandError(`the storage answered ${answer.status} for ${name.bucket}/${name.key}`);
  return answer.body;
}

function grantFor(edge: Edge, request: Omit<ObjectGrantRequest, 'appId'>): Promise<unknown> {
  return callEdge(edge, '/internal/objects/grant', { appId: edge.secrets.account.appId, ...request });
}

async function callEdge(edge: Edge, path: string, body: unknown): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(new URL(path, edge.url), {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${edge.secrets.internalToken}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    });
  } catch {
    throw new CommandError(`nothing answers at ${edge.url}: is npm start running, with the same PORT?`);
  }
  if (answer.ok) return answer.json();
  throw new CommandError(`the edge refused (${answer.status}): ${(await answer.text()).slice(0, 200)}`);
}

async function md5Of(file: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
