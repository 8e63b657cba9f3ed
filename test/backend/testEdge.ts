// The edge as a backend knows it: the routes that it calls, on a real port, with files kept in memory.
import { createHash } from 'node:crypto';
import { type ServerType, serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type * as z from 'zod';
import { type BesideAnswer, BesideRequest } from '../../src/contract/beside.ts';
import { ChunkRequest } from '../../src/contract/chunk.ts';
import type { Job } from '../../src/contract/job.ts';
import { Heartbeat, JobReport, type SubtaskReport } from '../../src/contract/report.ts';
import { UploadCompletion, type UploadRefusal, UploadRequest } from '../../src/contract/upload.ts';
import { writeRefusal } from '../../src/contract/writeRefusal.ts';

/** Files above this go in parts of this size. */
const PART_SIZE = 100_000;

export class TestEdge {
  url = '';
  readonly token = 'internal';
  /** Files that backends may fetch at /files/<name>. */
  readonly inputs = new Map<string, Uint8Array<ArrayBuffer>>();
  /** What was stored, by key, in the order of storing. */
  readonly stored = new Map<string, Buffer>();
  /** What was asked for beside a playlist. */
  readonly besides: BesideRequest[] = [];
  readonly beats: Heartbeat[] = [];
  readonly reports: { id: string; report: JobReport }[] = [];
  /** Jobs whose attempt is over. */
  readonly lost = new Set<string>();
  /** Jobs that the next heartbeat's answer stops. */
  stop: string[] = [];
  /** Answers instead of the route's own, once each, by path prefix. */
  readonly faults: { path: string; status: number }[] = [];
  /** Keys that the storage does not take, whatever is tried. */
  readonly refused = new Set<string>();
  /** Called before each request is answered. */
  hold: (path: string) => Promise<unknown> | null = () => null;
  readonly #multiparts = new Map<string, Map<number, Buffer>>();
  readonly #waiting: { test: () => boolean; done: () => void }[] = [];
  #server: ServerType | undefined;

  async start(): Promise<this> {
    const port = await new Promise<number>((resolve) => {
      const options = { fetch: this.#routes().fetch, port: 0, hostname: '127.0.0.1' };
      this.#server = serve(options, (address) => resolve(address.port));
    });
    this.url = `http://127.0.0.1:${port}`;
    return this;
  }

  close(): void {
    this.#server?.close();
  }

  /** Waits until `test` holds; it is asked again after each request. */
  until(test: () => boolean): Promise<void> {
    return test() ? Promise.resolve() : new Promise((done) => this.#waiting.push({ test, done }));
  }

  /** Waits for the final report of a job. */
  async final(id: string): Promise<JobReport> {
    const isFinal = (entry: { id: string; report: JobReport }) => entry.id === id && entry.report.final;
    await this.until(() => this.reports.some(isFinal));
    return this.reports.find(isFinal)!.report;
  }

  /** All that a job said of its subtasks, in the order of the subtasks. */
  results(id: string): SubtaskReport[] {
    const all = this.reports.filter((entry) => entry.id === id).flatMap(({ report }) => report.subtasks);
    return all.sort((a, b) => a.subtask - b.subtask);
  }

  #routes(): Hono {
    const app = new Hono();
    app.use('*', async (c, next) => {
      const index = this.faults.findIndex(({ path }) => c.req.path.startsWith(path));
      const [fault] = index < 0 ? [] : this.faults.splice(index, 1);
      if (fault) return c.json({ error: 'fault' }, fault.status as 503);
      await this.hold(decodeURIComponent(c.req.path));
      await next();
      for (const entry of [...this.#waiting]) {
        if (!entry.test()) continue;
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
        entry.done();
      }
    });
    app.get('/files/:name', (c) => this.#input(c));
    app.post('/internal/backends/heartbeat', async (c) => {
      if (c.req.header('authorization') !== `Bearer ${this.token}`) return c.json({}, 401);
      this.beats.push(Heartbeat.parse(await c.req.json()));
      return c.json({ stop: this.stop.splice(0), busyMs: 50, idleMs: 50 });
    });
    app.use('/internal/jobs/:id/*', async (c, next) => {
      const id = c.req.param('id');
      if (c.req.header('authorization') !== `Bearer token-${id}`) return c.json({}, 401);
      return this.lost.has(id) ? c.json({ error: 'lost' }, 409) : next();
    });
    app.post('/internal/jobs/:id/report', async (c) => {
      this.reports.push({ id: c.req.param('id'), report: JobReport.parse(await c.req.json()) });
      return c.json({});
    });
    app.post('/internal/jobs/:id/uploads', async (c) => {
      const { files } = UploadRequest.parse(await c.req.json());
      if (files.some(({ key }) => this.refused.has(key)))
        return c.json({ failure: writeRefusal(403, 'AccessDenied')! } satisfies UploadRefusal, 422);
      const grants = files.map(({ key, size, md5, contentType }) => {
        const url = `/put/${encodeURIComponent(key)}`;
        if (size <= PART_SIZE) {
          return { kind: 'put', key, url: `${url}?md5=${md5}`, headers: { 'content-type': contentType } };
        }
        this.#multiparts.set(key, new Map());
        const count = Math.ceil(size / PART_SIZE);
        const urls = Array.from({ length: count }, (_, part) => `${url}?part=${part + 1}`);
        return { kind: 'multipart', key, uploadId: `upload-${key}`, partSize: PART_SIZE, urls };
      });
      return c.json({ grants });
    });
    app.put('/put/:key', async (c) => {
      const { key } = c.req.param();
      const body = Buffer.from(await c.req.arrayBuffer());
      const { part, md5 } = c.req.query();
      if (Number(c.req.header('content-length')) !== body.length) return c.json({}, 411);
      if (part) {
        this.#multiparts.get(key)?.set(Number(part), body);
      } else {
        if (createHash('md5').update(body).digest('hex') !== md5) return c.json({}, 400);
        this.stored.set(key, body);
      }
      return c.body(null, 200, { etag: `"${part ?? 'whole'}"` });
    });
    // All files lie in one folder.
    app.post('/internal/jobs/:id/inputs/beside', async (c) => {
      const { of, names } = BesideRequest.parse(await c.req.json());
      this.besides.push({ of, names });
      const inputs = names.map((name) => ({
        url: `/files/${encodeURIComponent(name)}`,
        allowLoopback: false,
      }));
      return c.json({ inputs } satisfies z.infer<typeof BesideAnswer>);
    });
    // There is no other backend.
    app.post('/internal/jobs/:id/chunks', async (c) => {
      ChunkRequest.parse(await c.req.json());
      return c.json({ chunks: [], taken: null });
    });
    app.post('/internal/jobs/:id/uploads/complete', async (c) => {
      const { key, parts, uploadId } = UploadCompletion.parse(await c.req.json());
      const received = this.#multiparts.get(key);
      const ordered = parts.map(({ partNumber }) => received?.get(partNumber) ?? Buffer.alloc(0));
      if (uploadId !== `upload-${key}` || parts.some(({ partNumber, etag }) => etag !== `"${partNumber}"`)) {
        return c.json({}, 400);
      }
      this.stored.set(key, Buffer.concat(ordered));
      return c.json({});
    });
    return app;
  }

  #input(c: Context): Response {
    const file = this.inputs.get(c.req.param('name') ?? '');
    if (!file) return c.json({ error: 'no such object' }, 404);
    const headers = { etag: `"${file.length}"`, 'accept-ranges': 'bytes' };
    const range = /^bytes=(\d+)-(\d*)$/.exec(c.req.header('range') ?? '');
    if (!range) return c.body(file, 200, { ...headers, 'content-length': String(file.length) });
    const start = Number(range[1]);
    const part = file.subarray(start, range[2] ? Number(range[2]) + 1 : file.length);
    const span = `bytes ${start}-${start + part.length - 1}/${file.length}`;
    return c.body(part, 206, { ...headers, 'content-length': String(part.length), 'content-range': span });
  }
}

/** A job on an input that the test edge serves as `name`. */
export function jobOn(name: string, outputs: Job['outputs'], more: Partial<Job> = {}): Job {
  const id = more.id ?? 'task-0';
  const input = { url: `/files/${name}`, allowLoopback: false };
  return {
    id,
    taskId: 'task',
    attempt: 1,
    token: `token-${id}`,
    kind: 'media',
    input,
    outputs,
    isolate: false,
    ...more,
  };
}
