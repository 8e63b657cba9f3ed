// The door to the upload ledgers.
import { createHash } from 'node:crypto';
import type { ObjectRef } from '../contract/location.ts';
import type { UploadFile } from '../contract/upload.ts';
import type { Env } from '../platform/env.ts';
import { stub } from '../platform/stub.ts';
import { needsParts } from './access.ts';
import { isLocal } from './discard.ts';
import { realPlace } from './place.ts';
import type { UploadLedger } from './uploadLedger.ts';

const SHARDS = 16;

type LedgerRpc = Pick<UploadLedger, 'record' | 'written' | 'arrive' | 'settle'>;

/** The ledger that knows about a place (realPlace). */
export function ledgerOf(env: Env, place: string): LedgerRpc {
  return stub<LedgerRpc>(env.UPLOAD_LEDGER, String(shard(place)));
}

/**
 * The ETag that a job's file is going to have; "" when it can't be known. Ours is the MD5 of what comes in one piece; other
 * storages may make theirs in another way (S3 with SSE-KMS).
 */
export function foreseenEtag(env: Env, object: ObjectRef, file: Pick<UploadFile, 'size' | 'md5'>): string {
  return needsParts(file, true) || !isLocal(env, object) ? '' : file.md5;
}

/**
 * Notes what files of a task come from, before they appear. An ETag that is not known yet is ""; `schemes` are names of
 * lineageName.
 */
export async function recordLineage(
  env: Env,
  files: readonly { object: ObjectRef; etag: string }[],
  schemes: string[],
  now: number,
): Promise<void> {
  const places = files.map(({ object, etag }) => ({ place: realPlace(env, object), etag }));
  const groups = Map.groupBy(places, ({ place }) => shard(place));
  await Promise.all(
    [...groups.values()].map((group) => ledgerOf(env, group[0]!.place).record(group, schemes, now)),
  );
}

/** The ETag of a file in parts is known. */
export async function lineageWritten(env: Env, object: ObjectRef, etag: string): Promise<void> {
  const place = realPlace(env, object);
  await ledgerOf(env, place).written({ place, etag });
}

function shard(place: string): number {
  return createHash('sha256').update(place).digest()[0]! % SHARDS;
}
