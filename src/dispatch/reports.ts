// Where backends come in: heartbeats, reports and uploads. Everything is checked by token and by zod.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type * as z from 'zod';
import { BesideRequest } from '../contract/beside.ts';
import { type Chunk, type ChunkAnswer, ChunkRequest } from '../contract/chunk.ts';
import { InputRequest } from '../contract/job.ts';
import { Heartbeat, JobReport } from '../contract/report.ts';
import type { GrantedFile } from '../contract/rpc.ts';
import {
  UPLOAD_GONE,
  UploadCompletion,
  type UploadFile,
  type UploadGrant,
  type UploadRefusal,
  UploadRequest,
} from '../contract/upload.ts';
import { writeRefusal } from '../contract/writeRefusal.ts';
import { bearerToken, internalOnly } from '../platform/bearer.ts';
import type { Env } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { completeMultipart, inputAccess, multipartGrant, needsParts, putGrant } from '../storage/access.ts';
import { bucketRulesFault } from '../storage/bucketRules.ts';
import { discardFiles } from '../storage/discard.ts';
import { LocationLost } from '../storage/locationLost.ts';
import { StorageError, UploadLost } from '../storage/remote.ts';
import { foreseenEtag, lineageWritten, recordLineage } from '../storage/uploadLedgers.ts';
import { besideOf, isObject, locationOf } from './beside.ts';
import { type AttemptRef, fenceOf, readJobToken } from './jobToken.ts';
import { poolOf } from './pools.ts';

export const reports = new Hono<{ Bindings: Env }>();
type RouteContext = Context<{ Bindings: Env }>;

reports.use(
  '*',
  bodyLimit({ maxSize: 4 * 1024 * 1024, onError: (c) => c.json({ error: 'too large' }, 413) }),
);

reports.post('/backends/heartbeat', internalOnly, async (c) => {
  const beat = await body(c, Heartbeat);
  if (beat instanceof Response) return beat;
  return c.json(await poolOf(c.env, beat.pool).heartbeat(beat.pool, beat));
});

reports.get('/ready', internalOnly, async (c) => {
  const fault = bucketRulesFault(c.env);
  return fault ? c.json({ error: fault }, 503) : c.json(await poolOf(c.env, 'cpu').ready());
});

reports.post('/jobs/:id/report', async (c) => {
  const ref = attemptOf(c);
  if (!ref) return unauthorized(c);
  const report = await body(c, JobReport);
  if (report instanceof Response) return report;
  const answer = await poolOf(c.env, ref.pool).report(ref.jobId, ref.attempt, report);
  return answer === 'ok' ? c.json({}) : stale(c);
});

reports.post('/jobs/:id/uploads', async (c) => {
  const ref = attemptOf(c);
  if (!ref) return unauthorized(c);
  const request = await body(c, UploadRequest);
  if (request instanceof Response) return request;
  const pool = poolOf(c.env, ref.pool);
  const granted = await pool.grant(ref.jobId, ref.attempt, request.subtask, request.files);
  if (!granted) return stale(c);
  if ('refused' in granted) return c.json({ error: granted.refused }, 403);
  if ('wait' in granted) return c.json({ error: 'an earlier attempt may still write these files' }, 503);
  const by = { taskId: taskOf(ref), fence: fenceOf(ref) };
  const now = Date.now();
  await noteLineage(c.env, granted, request.files, now);
  const grants: UploadGrant[] = [];
  try {
    for (const [index, file] of request.files.entries()) {
      const { target } = granted[index]!;
      if (!needsParts(file, true)) {
        grants.push(await putGrant(c.env, target, file, by, now));
        continue;
      }
      const grant = await multipartGrant(c.env, target, file, by, now);
      if (!(await pool.beginMultipart(ref.jobId, ref.attempt, file.key, grant.uploadId))) {
        // The object may be what the next attempt has stored meanwhile.
        const files = [{ target, uploadId: grant.uploadId }];
        await discardFiles(c.env, { taskId: by.taskId, files, uploadsOnly: true });
        return stale(c);
      }
      grants.push(grant);
    }
  } catch (error) {
    return refused(c, error);
  }
  return c.json({ grants });
});

reports.post('/jobs/:id/uploads/complete', async (c) => {
  const ref = attemptOf(c);
  if (!ref) return unauthorized(c);
  const request = await body(c, UploadCompletion);
  if (request instanceof Response) return request;
  const file = await poolOf(c.env, ref.pool).granted(ref.jobId, ref.attempt, request.key, request.uploadId);
  if (!file) return stale(c);
  try {
    const etag = await completeMultipart(c.env, file.target, request, fenceOf(ref));
    if (file.lineage) await lineageWritten(c.env, file.target, etag);
  } catch (error) {
    return refused(c, error);
  }
  return c.json({});
});

reports.post('/jobs/:id/chunks', async (c) => {
  const ref = attemptOf(c);
  if (!ref) return unauthorized(c);
  const request = await body(c, ChunkRequest);
  if (request instanceof Response) return request;
  const known = await poolOf(c.env, ref.pool).cutIntoChunks(ref.jobId, ref.attempt, request);
  if (!known) return stale(c);
  const now = Date.now();
  const chunks = await Promise.all(
    known.chunks.map(async ({ range, state, object }): Promise<Chunk> => {
      if (state !== 'stored') return { range, state };
      return { range, state, input: await inputAccess(c.env, object, now) };
    }),
  );
  return c.json({ chunks, taken: known.taken } satisfies ChunkAnswer);
});

reports.post('/jobs/:id/inputs', async (c) => {
  const ref = attemptOf(c);
  if (!ref) return unauthorized(c);
  const request = await body(c, InputRequest);
  if (request instanceof Response) return request;
  const inputs = await poolOf(c.env, ref.pool).inputs(ref.jobId, ref.attempt);
  if (!inputs) return stale(c);
  const location = locationOf(inputs, request.name);
  if (!location || location.provider === 'inline')
    return c.json({ error: 'the job has no input of that name' }, 403);
  return c.json(await inputAccess(c.env, location, Date.now()));
});

reports.post('/jobs/:id/inputs/beside', async (c) => {
  const ref = attemptOf(c);
  if (!ref) return unauthorized(c);
  const request = await body(c, BesideRequest);
  if (request instanceof Response) return request;
  const found = await poolOf(c.env, ref.pool).inputs(ref.jobId, ref.attempt);
  if (!found) return stale(c);
  const input = locationOf(found, request.of);
  if (!isObject(input)) return c.json({ error: 'the input is no object of a bucket' }, 403);
  const now = Date.now();
  const inputs = await Promise.all(
    request.names.map((name) => inputAccess(c.env, besideOf(input, name), now)),
  );
  return c.json({ inputs });
});

/** What a storage answered, for a backend: 422 when no other try can help, 410 when only a new upload can. */
function refused(c: RouteContext, error: unknown): Response {
  if (error instanceof LocationLost)
    return c.json(
      { failure: { code: 'InternalError', message: error.message } } satisfies UploadRefusal,
      422,
    );
  if (!(error instanceof StorageError)) throw error;
  logError('storage.refused', error);
  if (error instanceof UploadLost) return c.json({ error: error.message }, UPLOAD_GONE);
  const failure = writeRefusal(error.status, error.code);
  return failure
    ? c.json({ failure } satisfies UploadRefusal, 422)
    : c.json({ error: 'the storage failed' }, 503);
}

function attemptOf(c: RouteContext): AttemptRef | null {
  return readJobToken(c.env, c.req.param('id') ?? '', bearerToken(c));
}

/** What a scheme's files come from is known before they appear. */
async function noteLineage(
  env: Env,
  granted: readonly GrantedFile[],
  files: readonly UploadFile[],
  now: number,
): Promise<void> {
  const lineage = granted[0]?.lineage;
  if (!lineage) return;
  const written = granted.map(({ target }, index) => ({
    object: target,
    etag: foreseenEtag(env, target, files[index]!),
  }));
  await recordLineage(env, written, lineage, now);
}

/** A JobId is `<TaskId>-<n>`. */
function taskOf(ref: AttemptRef): string {
  return ref.jobId.slice(0, ref.jobId.lastIndexOf('-'));
}

async function body<T>(c: RouteContext, schema: z.ZodType<T>): Promise<T | Response> {
  const parsed = schema.safeParse(await c.req.json().catch(() => null));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return c.json({ error: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}` }, 400);
}

function unauthorized(c: RouteContext): Response {
  return c.json({ error: 'unauthorized' }, 401);
}

function stale(c: RouteContext): Response {
  return c.json({ error: 'this attempt is over' }, 409);
}
