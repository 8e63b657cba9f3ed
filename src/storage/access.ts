// From locations to short-lived signed URLs, and back from finished uploads to objects.

import type { JobFile, JobInput } from '../contract/job.ts';
import type { InputLocation, ObjectRef } from '../contract/location.ts';
import type { PlannedFile } from '../contract/rpc.ts';
import type { UploadCompletion, UploadFile, UploadGrant } from '../contract/upload.ts';
import { signingKey } from '../platform/bearer.ts';
import { type Env, loopbackAllowed, scaled } from '../platform/env.ts';
import { hmac } from '../platform/hmac.ts';
import { INPUT_GRANT, PART_GRANT, UPLOAD_GRANT } from '../platform/settings.ts';
import { announceUpload } from './announce.ts';
import { FENCED_PUT_LIMIT, SINGLE_PUT_LIMIT } from './objectRoute.ts';
import { signObjectUrl } from './objectUrl.ts';
import { type Place, placeOf, type RemotePlace, signedUrl } from './place.ts';
import {
  completeUpload,
  createUpload,
  headObject,
  metadataName,
  StorageError,
  UploadLost,
} from './remote.ts';
import { openUrl } from './sealedLocation.ts';

/** Bytes of a part: R2 wants all parts but the last of one size, 5 MiB at least, 10,000 at most. */
const PART_SIZE = 32 * 1024 * 1024;

/** Who uploads: a job's attempt, or a person (no fence). */
export interface Uploader {
  taskId?: string;
  /** `pool:job:attempt` */
  fence?: string;
}

/** An input as a backend can fetch it. Throws for a URL or keys that were sealed with another SIGNING_KEY. */
export async function inputAccess(env: Env, input: InputLocation, now: number): Promise<JobInput> {
  if (input.provider === 'url') {
    const url = openUrl(env, input);
    return { url, allowLoopback: loopbackAllowed(env), same: sameName(env, ['url', url]) };
  }
  const place = placeOf(env, input);
  return {
    url: await getUrl(env, place, now),
    allowLoopback: false,
    renewable: true,
    same: sameName(env, place.kind === 'r2' ? ['r2', place.key] : [place.kind, place.url]),
    ...(place.kind !== 'r2' && place.trusted && { trusted: true }),
  };
}

/** A name for a file that tells nothing of it. */
function sameName(env: Env, place: string[]): string {
  return hmac(signingKey(env), 'input-name', JSON.stringify(place));
}

/** A further input of a job as a backend can fetch it; throws like inputAccess. */
export async function fileAccess(
  env: Env,
  { location, ...file }: PlannedFile,
  now: number,
): Promise<JobFile> {
  return {
    ...file,
    ...(location.provider === 'inline' ? { text: location.text } : await inputAccess(env, location, now)),
  };
}

/** A URL to read an object. */
export function downloadUrl(env: Env, object: ObjectRef, now: number): Promise<string> {
  return getUrl(env, placeOf(env, object), now);
}

async function getUrl(env: Env, place: Place, now: number): Promise<string> {
  const expires = now + scaled(env, INPUT_GRANT);
  if (place.kind === 'r2') return signObjectUrl(env, { method: 'GET', key: place.key, expires });
  return signedUrl(place, { method: 'GET', query: {}, headers: {}, now, expires });
}

/** Whether a file goes in parts; `fenced`: it is a job's. */
export function needsParts(file: Pick<UploadFile, 'size'>, fenced: boolean): boolean {
  return file.size > (fenced ? FENCED_PUT_LIMIT : SINGLE_PUT_LIMIT);
}

/**
 * Whether the edge has the last word on a job's file: our own route asks for the attempt once all bytes are there, and
 * parts are nothing before they are completed. A single PUT to another storage can't be called back.
 */
export function isFenced(env: Env, object: ObjectRef, file: Pick<UploadFile, 'size'>): boolean {
  return needsParts(file, true) || placeOf(env, object).kind === 'r2';
}

/** A grant to write a whole file in one request. */
export async function putGrant(
  env: Env,
  object: ObjectRef,
  file: UploadFile,
  by: Uploader,
  now: number,
): Promise<UploadGrant> {
  const place = placeOf(env, object);
  const expires = now + scaled(env, UPLOAD_GRANT);
  if (place.kind === 'r2') {
    const url = signObjectUrl(env, {
      ...{ method: 'PUT', key: place.key, expires, size: file.size, md5: file.md5 },
      ...(by.fence && { fence: by.fence }),
      ...(by.taskId && { task: by.taskId }),
    });
    return { kind: 'put', key: file.key, url, headers: { 'Content-Type': file.contentType } };
  }
  const headers = {
    ...remoteHeaders(place, file, by),
    'Content-MD5': Buffer.from(file.md5, 'hex').toString('base64'),
  };
  const url = await signedUrl(place, { method: 'PUT', query: {}, headers, now, expires });
  return { kind: 'put', key: file.key, url, headers };
}

/** Begins a multipart upload and grants its parts. It has no effect until it is completed. @throws StorageError */
export async function multipartGrant(
  env: Env,
  object: ObjectRef,
  file: UploadFile,
  by: Uploader,
  now: number,
): Promise<UploadGrant & { kind: 'multipart' }> {
  const place = placeOf(env, object);
  const partSize = Math.max(PART_SIZE, Math.ceil(file.size / 10_000 / PART_SIZE) * PART_SIZE);
  const sizes = Array.from({ length: Math.ceil(file.size / partSize) }, (_, index) =>
    Math.min(partSize, file.size - index * partSize),
  );
  const expires = now + scaled(env, PART_GRANT);
  const uploadId = await beginUpload(env, place, file, by);
  const urls = await Promise.all(
    sizes.map(async (size, index) => {
      const part = index + 1;
      if (place.kind === 'r2')
        return signObjectUrl(env, { method: 'PUT', key: place.key, expires, size, uploadId, part });
      const query = { partNumber: String(part), uploadId };
      return signedUrl(place, { method: 'PUT', query, headers: {}, now, expires });
    }),
  );
  return { kind: 'multipart', key: file.key, uploadId, partSize, urls };
}

async function beginUpload(env: Env, place: Place, file: UploadFile, by: Uploader): Promise<string> {
  if (place.kind !== 'r2') return createUpload(place, remoteHeaders(place, file, by));
  const { uploadId } = await env.MEDIA.createMultipartUpload(place.key, {
    httpMetadata: { contentType: file.contentType },
    customMetadata: { ...(by.taskId && { task: by.taskId }), ...(by.fence && { fence: by.fence }) },
  });
  return uploadId;
}

/** The names of the two kinds of metadata are ours: "mps-task", "mps-fence". */
function remoteHeaders(place: RemotePlace, file: UploadFile, by: Uploader): Record<string, string> {
  return {
    'Content-Type': file.contentType,
    ...(by.taskId && { [metadataName(place, 'mps-task')]: by.taskId }),
    ...(by.fence && { [metadataName(place, 'mps-fence')]: by.fence }),
  };
}

/**
 * Makes an object of the parts of an upload. Throws UploadLost when it, or a part, is gone, and when the object then has
 * not `size` bytes. A job's completion may come twice, because the answer to the first was lost: `fence` tells whether the object
 * is the attempt's own. Answers the object's ETag.
 */
export async function completeMultipart(
  env: Env,
  object: ObjectRef,
  { uploadId, parts, size }: Pick<UploadCompletion, 'uploadId' | 'parts' | 'size'>,
  fence?: string,
): Promise<string> {
  const place = placeOf(env, object);
  let etag: string | null = null;
  try {
    if (place.kind === 'r2') await env.MEDIA.resumeMultipartUpload(place.key, uploadId).complete(parts);
    else etag = await completeUpload(place, uploadId, parts);
  } catch (error) {
    if (!isLostUpload(error)) throw error;
    const own = fence ? await stored(env, place).catch(() => null) : null;
    if (!own || own.fence !== fence) throw new UploadLost();
  }
  const there = await stored(env, place).catch((error: unknown) => {
    // Who may only write may not look. The storage has checked the parts by their ETags.
    if (etag && error instanceof StorageError && error.status === 403) return { size, etag };
    throw error;
  });
  if (there?.size !== size) throw new StorageError(500, 'WrongSize');
  if (place.kind === 'r2') await announceUpload(env, { key: place.key, size, etag: there.etag });
  return there.etag;
}

/** Whether there is no such upload or part; R2 says it by numbers (10024 and 10025). */
function isLostUpload(error: unknown): boolean {
  if (error instanceof StorageError) return ['NoSuchUpload', 'InvalidPart'].includes(error.code);
  return error instanceof Error && /\((10024|10025)\)/.test(error.message);
}

/** What there is at a place now. */
async function stored(
  env: Env,
  place: Place,
): Promise<{ size: number; etag: string; fence: string | null } | null> {
  if (place.kind !== 'r2') {
    const object = await headObject(place);
    return object && { size: object.size, etag: object.etag, fence: object.metadata('mps-fence') };
  }
  const object = await env.MEDIA.head(place.key);
  return object && { size: object.size, etag: object.etag, fence: object.customMetadata?.fence ?? null };
}
