// The backend's HTTP side. All but /health needs the internal token.
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import { Job } from '../contract/job.ts';
import type { ProbeAnswer } from '../contract/probe.ts';
import { ProbeRequest } from '../contract/probe.ts';
import type { SandboxKind } from './ffmpeg/sandbox.ts';
import type { Jobs, StartAnswer } from './jobs.ts';

export interface Health {
  id: string;
  /** ffmpeg's version. */
  version: string;
  encoders: string[];
  /** How far ffmpeg is shut in. */
  sandbox: SandboxKind;
  pool: string;
  slots: number;
  busy: number;
  draining: boolean;
}

export interface ServerOptions {
  token: string;
  jobs: Jobs;
  health: () => Health;
  probe: (input: ProbeRequest) => Promise<ProbeAnswer>;
}

const REFUSALS: Record<Exclude<StartAnswer, 'started' | 'running'>, { status: 409 | 429; error: string }> = {
  full: { status: 429, error: 'all slots are taken' },
  draining: { status: 429, error: 'this backend is shutting down' },
  outdated: { status: 409, error: 'a newer attempt of this job runs here' },
};

export function backendApp({ token, jobs, health, probe }: ServerOptions): Hono {
  const app = new Hono();
  app.get('/health', (c) => c.json(health()));
  app.use('*', bearer(token), bodyLimit({ maxSize: 4 * 1024 * 1024 }));
  app.get('/jobs', (c) => c.json({ jobs: jobs.progress() }));
  app.post('/jobs', async (c) => {
    const job = Job.safeParse(await c.req.json().catch(() => null));
    if (!job.success) return c.json({ error: complaint(job.error) }, 400);
    const answer = jobs.start(job.data);
    if (answer === 'started' || answer === 'running') return c.json({}, 202);
    const { status, error } = REFUSALS[answer];
    return c.json({ error }, status);
  });
  app.delete('/jobs/:id', async (c) => {
    await jobs.stop(c.req.param('id'));
    return c.body(null, 204);
  });
  app.post('/probe', async (c) => {
    const input = ProbeRequest.safeParse(await c.req.json().catch(() => null));
    return input.success ? c.json(await probe(input.data)) : c.json({ error: complaint(input.error) }, 400);
  });
  return app;
}

/** Lets through who knows the token. Digests of equal length are compared, so that the time tells nothing. */
function bearer(token: string): MiddlewareHandler {
  const expected = digest(`Bearer ${token}`);
  return async (c, next) => {
    const given = digest(c.req.header('authorization') ?? '');
    if (!timingSafeEqual(given, expected)) return c.json({ error: 'unauthorized' }, 401);
    return next();
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function complaint(error: z.ZodError): string {
  return `not a job or input that this backend can read: ${z.prettifyError(error)}`;
}
