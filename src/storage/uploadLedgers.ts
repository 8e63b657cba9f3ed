// The door to an account's upload ledgers.
import { createHash } from 'node:crypto';
import type { ObjectRef } from '../contract/location.ts';
import type { UploadFile } from '../contract/upload.ts';
import type { Env } from '../platform/env.ts';
import { stub } from '../platform/stub.ts';
import { needsParts } from './access.ts';
import { isLocal } from './discard.ts';
import type { UploadLedger } from './uploadLedger.ts';

const SHARDS = 4;

type LedgerRpc = Pick<UploadLedger, 'record' | 'written' | 'arrive' | 'settle'>;

/** Where an object is, in ledgers. */
export function placeName({ bucket, key }: Pick<ObjectRef, 'bucket' | 'key'>): string {
  return `${bucket}/${key}`;
}

/** The ledger that knows about a place. */
export function ledgerOf(env: Env, appId: string, place: string): LedgerRpc {
  return stub<LedgerRpc>(env.UPLOAD_LEDGER, `${appId}/${shard(place)}`);
}

/**
 * The ETag that a job's file is going to have; "" when it can't be known. Ours is the MD5 of what comes in one piece; other
 * storages may make theirs in another way (S3 with SSE-KMS).
 */
export function foreseenEtag(env: Env, object: ObjectRef, file: Pick<UploadFile, 'size' | 'md5'>): string {
  return needsParts(file, true) || !isLocal(env, object) ? '' : file.md5;
}

/** Notes what files of a task come from, before they appear. An ETag that is not known yet is "". */
export async function recordLineage(
  env: Env,
  files: readonly { object: ObjectRef; etag: string }[],
  schemes: string[],
  now: number,
): Promise<void> {
  const places = files.map(({ object, etag }) => ({ appId: object.appId, place: placeName(object), etag }));
  const groups = Map.groupBy(places, ({ appId, place }) => `${appId}/${shard(place)}`);
  await Promise.all(
    [...groups.values()].map((group) =>
      ledgerOf(env, group[0]!.appId, group[0]!.place).record(
        group.map(({ place, etag }) => ({ place, etag })),
        schemes,
        now,
      ),
    ),
  );
}

/** The ETag of a file in parts is known. */
export async function lineageWritten(env: Env, object: ObjectRef, etag: string): Promise<void> {
  const place = placeName(object);
  await ledgerOf(env, object.appId, place).written({ place, etag });
}

function shard(place: string): number {
  return createHash('sha256').update(place).digest()[0]! % SHARDS;
}
