// The Worker under load: the real one, a bare route to compare it with, and a way to fill its objects.
import { Hono } from 'hono';
import * as z from 'zod';
import type { Env } from '../../src/platform/env.ts';
import * as real from '../../src/worker.ts';

export * from '../../src/worker.ts';

const SEEDED = 'seed';

/** Copies of a table's first row, under new ids. */
function seed(sql: SqlStorage, table: string, count: number): void {
  const row = sql.exec<Record<string, SqlStorageValue>>(`SELECT * FROM ${table} LIMIT 1`).toArray()[0];
  if (!row) throw new Error(`${table} has no row to copy`);
  const columns = Object.keys(row);
  const insert = `INSERT INTO ${table} (${columns}) VALUES (${columns.map(() => '?')})`;
  const batch = crypto.randomUUID();
  for (let n = 0; n < count; n++)
    sql.exec(insert, ...Object.values({ ...row, id: `${SEEDED}-${batch}-${n}` }));
}

export class TaskBook extends real.TaskBook {
  async seed(count: number): Promise<void> {
    seed(this.ctx.storage.sql, 'tasks', count);
  }
}

export class TaskIndex extends real.TaskIndex {
  async seed(count: number): Promise<void> {
    seed(this.ctx.storage.sql, 'tasks', count);
  }
}

export class JobPool extends real.JobPool {
  async seed(count: number): Promise<void> {
    seed(this.ctx.storage.sql, 'jobs', count);
  }
}

const Bare = z.object({
  MediaProcessTask: z.object({
    TranscodeTaskSet: z.array(z.object({ Definition: z.union([z.int(), z.string()]) })),
  }),
  InputInfo: z.object({
    Type: z.string(),
    CosInputInfo: z.object({ Region: z.string(), Object: z.string(), Bucket: z.string() }),
  }),
  SessionId: z.string(),
});

const Seeds = z.object({ books: z.array(z.string()), index: z.string(), tasks: z.int() });
type Seeded = { seed(count: number): Promise<void> };

const app = new Hono<{ Bindings: Env }>();
app.post('/bench/bare', async (c) => {
  const request = Bare.parse(await c.req.json());
  return c.json({ Response: { TaskId: request.SessionId, RequestId: crypto.randomUUID() } });
});
app.post('/bench/seed', async (c) => {
  const { books, index, tasks } = Seeds.parse(await c.req.json());
  const { TASK_BOOK, TASK_INDEX, JOB_POOL } = c.env;
  const of = (namespace: DurableObjectNamespace, name: string) =>
    namespace.get(namespace.idFromName(name)) as unknown as Seeded;
  await Promise.all([
    ...books.map((book) => of(TASK_BOOK, book).seed(Math.ceil(tasks / books.length))),
    of(TASK_INDEX, index).seed(tasks),
    of(JOB_POOL, 'cpu/0').seed(tasks),
  ]);
  return c.json({});
});
app.all('*', (c) => real.default.fetch(c.req.raw, c.env, c.executionCtx));

export default { fetch: app.fetch, queue: real.default.queue };
