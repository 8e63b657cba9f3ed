// Signed URLs of the Worker's own object route. They are relative: whoever gets one knows how it reaches the edge.
import { signingKey } from '../platform/bearer.ts';
import type { Env } from '../platform/env.ts';
import { hmac, sameText } from '../platform/hmac.ts';

/** What a URL allows, and until when (ms since 1970). */
export interface ObjectGrant {
  method: 'GET' | 'PUT';
  key: string;
  expires: number;
  /** PUT: exact size in bytes. */
  size?: number;
  /** PUT of a whole object: its MD5, lower hex, checked before the object appears. */
  md5?: string;
  /** PUT of a whole object: `pool:job:attempt` that must still be the live one. */
  fence?: string;
  /** PUT of a whole object: the task that wrote it, kept with the object. */
  task?: string;
  uploadId?: string;
  part?: number;
}

const FIELDS = ['expires', 'size', 'md5', 'fence', 'task', 'uploadId', 'part'] as const;

/** A relative URL for exactly this. */
export function signObjectUrl(env: Env, grant: ObjectGrant): string {
  const query = new URLSearchParams();
  for (const field of FIELDS) {
    const value = grant[field];
    if (value !== undefined) query.set(field, String(value));
  }
  query.set('signature', signature(env, grant.method, grant.key, query));
  return `/objects/${grant.key.split('/').map(encodeURIComponent).join('/')}?${query}`;
}

/** Reads a request's URL; null when it is not signed by us for this method or no longer valid. */
export function readObjectUrl(env: Env, method: 'GET' | 'PUT', url: URL, now: number): ObjectGrant | null {
  let key: string;
  try {
    key = decodeURIComponent(url.pathname.replace(/^\/objects\//, ''));
  } catch {
    return null;
  }
  const given = url.searchParams.get('signature') ?? '';
  const query = new URLSearchParams();
  for (const field of FIELDS) {
    const value = url.searchParams.get(field);
    if (value !== null) query.set(field, value);
  }
  if (!sameText(given, signature(env, method, key, query))) return null;
  const number = (field: string) => (query.has(field) ? { [field]: Number(query.get(field)) } : {});
  const text = (field: string) => (query.has(field) ? { [field]: query.get(field) as string } : {});
  const grant: ObjectGrant = {
    method,
    key,
    expires: Number(query.get('expires')),
    ...number('size'),
    ...number('part'),
    ...text('md5'),
    ...text('fence'),
    ...text('task'),
    ...text('uploadId'),
  };
  return grant.expires > now ? grant : null;
}

function signature(env: Env, method: string, key: string, query: URLSearchParams): string {
  return hmac(signingKey(env), 'object-url', `${method}\n${key}\n${query}`);
}
