// From locations to short-lived signed URLs, and back from finished uploads to objects.

import type { JobFile, JobInput } from '../contract/job.ts';
import type { InputLocation, ObjectRef } from '../contract/location.ts';
import type { PlannedFile } from '../contract/rpc.ts';
import type { UploadFile, UploadGrant } from '../contract/upload.ts';
import { type Env, loopbackAllowed, scaled } from '../platform/env.ts';
import { INPUT_GRANT, PART_GRANT, UPLOAD_GRANT } from '../platform/settings.ts';
import { mediaKey } from './bucket.ts';
import { FENCED_PUT_LIMIT, SINGLE_PUT_LIMIT } from './objectRoute.ts';
import { signObjectUrl } from './objectUrl.ts';
import { openUrl } from './sealedUrl.ts';

/** Bytes of a part: R2 wants all parts but the last of one size, 5 MiB at least, 10,000 at most. */
const PART_SIZE = 32 * 1024 * 1024;

/** Who uploads: a job's attempt, or a person (no fence). */
export interface Uploader {
  taskId?: string;
  /** `pool:job:attempt` */
  fence?: string;
}

/** An input as a backend can fetch it. Throws for a URL that was sealed with another SIGNING_KEY. */
export function inputAccess(env: Env, input: InputLocation, now: number): JobInput {
  if (input.provider === 'url') return { url: openUrl(env, input), allowLoopback: loopbackAllowed(env) };
  return { url: downloadUrl(env, input, now), allowLoopback: false };
}

/** A further input of a job as a backend can fetch it; throws like inputAccess. */
export function fileAccess(env: Env, { location, ...file }: PlannedFile, now: number): JobFile {
  return { ...file, ...inputAccess(env, location, now) };
}

/** A URL to read an object. */
export function downloadUrl(env: Env, object: ObjectRef, now: number): string {
  return signObjectUrl(env, {
    method: 'GET',
    key: mediaKey(object),
    expires: now + scaled(env, INPUT_GRANT),
  });
}

/** Whether a file goes in parts; `fenced`: it is a job's. */
export function needsParts(file: Pick<UploadFile, 'size'>, fenced: boolean): boolean {
  return file.size > (fenced ? FENCED_PUT_LIMIT : SINGLE_PUT_LIMIT);
}

/** A grant to write a whole file in one request. */
export function putGrant(
  env: Env,
  object: ObjectRef,
  file: UploadFile,
  by: Uploader,
  now: number,
): UploadGrant {
  const url = signObjectUrl(env, {
    method: 'PUT',
    key: mediaKey(object),
    expires: now + scaled(env, UPLOAD_GRANT),
    size: file.size,
    md5: file.md5,
    ...(by.fence && { fence: by.fence }),
    ...(by.taskId && { task: by.taskId }),
  });
  return { kind: 'put', key: file.key, url, headers: { 'Content-Type': file.contentType } };
}

/** Begins a multipart upload and grants its parts. It has no effect until it is completed. */
export async function multipartGrant(
  env: Env,
  object: ObjectRef,
  file: UploadFile,
  by: Uploader,
  now: number,
): Promise<UploadGrant & { kind: 'multipart' }> {
  const key = mediaKey(object);
  const upload = await env.MEDIA.createMultipartUpload(key, {
    httpMetadata: { contentType: file.contentType },
    customMetadata: { ...(by.taskId && { task: by.taskId }), ...(by.fence && { fence: by.fence }) },
  });
  const partSize = Math.max(PART_SIZE, Math.ceil(file.size / 10_000 / PART_SIZE) * PART_SIZE);
  const parts = Math.ceil(file.size / partSize);
  const urls = Array.from({ length: parts }, (_, index) =>
    signObjectUrl(env, {
      method: 'PUT',
      key,
      expires: now + scaled(env, PART_GRANT),
      size: Math.min(partSize, file.size - index * partSize),
      uploadId: upload.uploadId,
      part: index + 1,
    }),
  );
  return { kind: 'multipart', key: file.key, uploadId: upload.uploadId, partSize, urls };
}

/**
 * Makes an object of the parts of an upload. Throws when parts are missing or unknown. A job's completion may come
 * twice, because the answer to the first was lost: `fence` tells whether the object is the attempt's own.
 */
export async function completeMultipart(
  env: Env,
  object: ObjectRef,
  uploadId: string,
  parts: { partNumber: number; etag: string }[],
  fence?: string,
): Promise<void> {
  const key = mediaKey(object);
  try {
    await env.MEDIA.resumeMultipartUpload(key, uploadId).complete(parts);
  } catch (error) {
    const there = fence ? await env.MEDIA.head(key) : null;
    if (!there || there.customMetadata?.fence !== fence) throw error;
  }
}
