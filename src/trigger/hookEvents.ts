// What COS and S3 tell of new objects, in their own formats.
import * as z from 'zod';
import type { UploadEvent } from '../contract/uploadEvent.ts';
import { plainEtag } from './r2Event.ts';

/** An event of COS as SCF functions get it (SCF, "COS trigger"). */
const CosRecord = z.object({
  cos: z.object({
    cosBucket: z.object({ name: z.string(), appid: z.union([z.string(), z.number()]) }),
    cosObject: z.object({
      key: z.string(),
      size: z.number().optional(),
      meta: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  event: z.object({
    eventName: z.string(),
    eventTime: z.union([z.number(), z.string()]).optional(),
    reqid: z.union([z.number(), z.string()]).optional(),
  }),
});

/** A record of an S3 event notification (S3, "Event message structure"). */
const S3Record = z.object({
  eventSource: z.literal('aws:s3'),
  eventName: z.string(),
  s3: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({
      key: z.string(),
      eTag: z.string().optional(),
      versionId: z.string().optional(),
      sequencer: z.string().optional(),
    }),
  }),
});

/** The same by EventBridge (S3, "EventBridge event message structure"). */
const BridgeEvent = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.string(),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({
      key: z.string(),
      etag: z.string().optional(),
      'version-id': z.string().optional(),
      sequencer: z.string().optional(),
    }),
  }),
});

/** By SNS the text of the event is in an envelope. */
const SnsEnvelope = z.object({ Type: z.literal('Notification'), Message: z.string() });

/**
 * The uploads that the body of a hook tells of; what it tells besides, such as deletions and tests, is none. Null for
 * a body of no known form.
 */
export function hookUploads(appId: string, body: unknown): UploadEvent[] | null {
  const envelope = SnsEnvelope.safeParse(body);
  if (envelope.success) return hookUploads(appId, parsedJson(envelope.data.Message));
  const bridge = BridgeEvent.safeParse(body);
  if (bridge.success) {
    const { bucket, object } = bridge.data.detail;
    if (bridge.data['detail-type'] !== 'Object Created') return [];
    const { key, etag = '', sequencer = '' } = object;
    return [upload(appId, bucket.name, key, plainEtag(etag), object['version-id'] ?? sequencer)];
  }
  // S3 asks a new target whether it listens.
  if (z.object({ Event: z.literal('s3:TestEvent') }).safeParse(body).success) return [];
  const records = z.object({ Records: z.array(z.unknown()).min(1).max(1000) }).safeParse(body);
  if (!records.success) return null;
  const uploads = records.data.Records.map((record) => recordUploads(appId, record));
  return uploads.includes(null) ? null : uploads.flatMap((each) => each ?? []);
}

function recordUploads(appId: string, record: unknown): UploadEvent[] | null {
  const cos = CosRecord.safeParse(record);
  if (cos.success) return cosUploads(appId, cos.data);
  const s3 = S3Record.safeParse(record);
  if (!s3.success) return null;
  const { eventName, s3: told } = s3.data;
  if (!/^(s3:)?ObjectCreated:/.test(eventName)) return [];
  const { key, eTag = '', versionId, sequencer = '' } = told.object;
  // Keys are written as in a form: "+" is a space.
  const plain = decodedKey(key.replaceAll('+', ' '));
  return plain === null
    ? null
    : [upload(appId, told.bucket.name, plain, plainEtag(eTag), versionId ?? sequencer)];
}

/** The key of COS begins with `/<AppId>/<bucket>/`; the bucket's name lacks its AppId. */
function cosUploads(appId: string, { cos, event }: z.infer<typeof CosRecord>): UploadEvent[] {
  if (!event.eventName.startsWith('cos:ObjectCreated:')) return [];
  const { name, appid } = cos.cosBucket;
  const key = cos.cosObject.key.replace(`/${appid}/${name}/`, '').replace(/^\//, '');
  const etag = plainEtag(String(cos.cosObject.meta?.ETag ?? ''));
  return [upload(appId, `${name}-${appid}`, key, etag, `${event.reqid ?? ''}/${event.eventTime ?? ''}`)];
}

/** `other` tells versions apart where there is no ETag. */
function upload(appId: string, bucket: string, key: string, etag: string | null, other: string): UploadEvent {
  return { appId, bucket, key, etag, version: etag ?? (other || 'unknown') };
}

function decodedKey(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
