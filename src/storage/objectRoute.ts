// The Worker's own object route: signed GET and PUT of objects in MEDIA. It never lists.
import { type Context, Hono } from 'hono';
import type { Env } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { announceUpload } from './announce.ts';
import { type ObjectGrant, readObjectUrl } from './objectUrl.ts';
import { parseRange } from './range.ts';

/** Bodies above this go in parts: a Worker's request body may have 100 MB at most. */
export const SINGLE_PUT_LIMIT = 90 * 1024 * 1024;

/** A job's files above this go in parts, which appear only once the edge completes them. */
export const FENCED_PUT_LIMIT = 8 * 1024 * 1024;

/** Says whether the fence of a PUT (`pool:job:attempt`) is still the live attempt. */
export type FenceCheck = (env: Env, fence: string) => Promise<boolean>;

/**
 * The route, to be mounted at /objects. `isLive` is asked before an object of a job is received and again when all
 * of it is there: a sender that was frozen halfway may wake up long after its attempt was given to another.
 */
export function objectRoute(isLive: FenceCheck): Hono<{ Bindings: Env }> {
  const app = new Hono<{ Bindings: Env }>();
  app.get('/*', (c) => {
    const grant = readObjectUrl(c.env, 'GET', new URL(c.req.url), Date.now());
    return grant ? getObject(c, grant.key) : denied(c);
  });
  app.put('/*', async (c) => {
    const grant = readObjectUrl(c.env, 'PUT', new URL(c.req.url), Date.now());
    if (!grant) return denied(c);
    const length = c.req.header('Content-Length');
    if (length === undefined) return c.json({ error: 'Content-Length is required' }, 411);
    if (Number(length) !== grant.size)
      return c.json({ error: 'the body is not of the size that was granted' }, 400);
    if (grant.size > (grant.fence ? FENCED_PUT_LIMIT : SINGLE_PUT_LIMIT))
      return c.json({ error: 'too large for one request' }, 413);
    if (grant.fence && !(await isLive(c.env, grant.fence)))
      return c.json({ error: 'the attempt is over' }, 409);
    return grant.uploadId && grant.part ? putPart(c, grant) : putObject(c, grant, isLive);
  });
  app.all('/*', (c) => c.json({ error: 'only GET, HEAD and PUT' }, 405));
  return app;
}

type RouteContext = Context<{ Bindings: Env }>;

function denied(c: RouteContext): Response {
  return c.json({ error: 'the URL is not signed, or its time is over' }, 403);
}

async function getObject(c: RouteContext, key: string): Promise<Response> {
  const rangeHeader = c.req.header('Range') ?? null;
  let range: { offset: number; length: number } | null = null;
  if (rangeHeader || c.req.method === 'HEAD') {
    const head = await c.env.MEDIA.head(key);
    if (!head) return c.json({ error: 'no such object' }, 404);
    const wanted = parseRange(rangeHeader, head.size);
    if (wanted === 'unsatisfiable')
      return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${head.size}` } });
    if (c.req.method === 'HEAD') return new Response(null, { headers: objectHeaders(head, head.size) });
    range = wanted;
  }
  const object = await c.env.MEDIA.get(key, { onlyIf: c.req.raw.headers, ...(range && { range }) });
  if (!object) return c.json({ error: 'no such object' }, 404);
  if (!('body' in object)) {
    const status = c.req.header('If-None-Match') || c.req.header('If-Modified-Since') ? 304 : 412;
    return new Response(null, { status, headers: objectHeaders(object, 0) });
  }
  const headers = objectHeaders(object, range?.length ?? object.size);
  if (range)
    headers.set('Content-Range', `bytes ${range.offset}-${range.offset + range.length - 1}/${object.size}`);
  return new Response(object.body, { status: range ? 206 : 200, headers });
}

function objectHeaders(object: R2Object, length: number): Headers {
  const headers = new Headers({
    'Accept-Ranges': 'bytes',
    ETag: object.httpEtag,
    'Last-Modified': object.uploaded.toUTCString(),
  });
  object.writeHttpMetadata(headers);
  headers.set('Content-Length', String(length));
  // What a user's object says of itself is never run in this origin.
  headers.set('Content-Security-Policy', 'sandbox');
  headers.set('X-Content-Type-Options', 'nosniff');
  return headers;
}

async function putObject(c: RouteContext, grant: ObjectGrant, isLive: FenceCheck): Promise<Response> {
  try {
    let body: ReadableStream | ArrayBuffer | Uint8Array = c.req.raw.body ?? new Uint8Array();
    if (grant.fence) {
      body = await c.req.raw.arrayBuffer();
      if (!(await isLive(c.env, grant.fence))) return c.json({ error: 'the attempt is over' }, 409);
    }
    const object = await c.env.MEDIA.put(grant.key, body, {
      httpMetadata: { contentType: c.req.header('Content-Type') ?? 'application/octet-stream' },
      customMetadata: { ...(grant.task && { task: grant.task }), ...(grant.fence && { fence: grant.fence }) },
      ...(grant.md5 && { md5: grant.md5 }),
    });
    await announceUpload(c.env, object);
    return c.json({ key: grant.key }, 200, { ETag: object.httpEtag });
  } catch (error) {
    return putFailed(c, error);
  }
}

async function putPart(c: RouteContext, grant: ObjectGrant): Promise<Response> {
  try {
    const upload = c.env.MEDIA.resumeMultipartUpload(grant.key, grant.uploadId!);
    const part = await upload.uploadPart(grant.part!, c.req.raw.body ?? new Uint8Array());
    return c.json({ part: part.partNumber }, 200, { ETag: part.etag });
  } catch (error) {
    return putFailed(c, error);
  }
}

/** R2 says in words what was wrong with the bytes; anything else is our fault and worth another try. */
function putFailed(c: RouteContext, error: unknown): Response {
  const message = error instanceof Error ? error.message : String(error);
  if (/MD5|hash|digest|bytes/i.test(message))
    return c.json({ error: 'the body does not match what was granted' }, 400);
  if (/multipart|upload/i.test(message)) return c.json({ error: 'no such multipart upload' }, 404);
  logError('object.put', error);
  return c.json({ error: 'storage failed' }, 500);
}
