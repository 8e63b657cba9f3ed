// TaskBook: the truth about the tasks that one account started in one hour (one shard of them).
// Each change and what it must cause (the outbox) are one transaction.
import { DurableObject } from 'cloudflare:workers';
import type { BookRpc, JobEvent, PoolJob, PoolRpc } from '../contract/rpc.ts';
import type { TaskRequest, TaskView } from '../mps/view.ts';
import { wantsCallback } from '../notify/mode.ts';
import type { Plan } from '../plan/plan.ts';
import { Alarm } from '../platform/alarm.ts';
import type { Env } from '../platform/env.ts';
import { scaled } from '../platform/env.ts';
import { log, logError } from '../platform/log.ts';
import { BOOK_RECHECK, DAY, OUTBOX_RETRY } from '../platform/settings.ts';
import { Schema } from '../platform/sql.ts';
import { stub } from '../platform/stub.ts';
import { CallbackQueue, type DueCallback } from './callbackQueue.ts';
import { TASK_BOOK_SCHEMA } from './schema.ts';
import { newState, nextState, statusChanged, type TaskState } from './state.ts';
import { windowEnd } from './taskId.ts';
import { taskView } from './view.ts';

/** A task that was planned and is to be accepted. */
export interface NewTask {
  taskId: string;
  appId: string;
  request: TaskRequest;
  plan: Plan;
  priority: number;
  offline: boolean;
  createdAt: number;
}

interface TaskRow extends Record<string, SqlStorageValue> {
  id: string;
  app_id: string;
  created_at: number;
  request: string;
  plan: string;
  state: string;
}

export class TaskBook extends DurableObject<Env> implements BookRpc {
  private readonly sql: SqlStorage;
  private readonly schema: Schema;
  private readonly alarmClock: Alarm;
  private readonly callbacks: CallbackQueue;
  /** Percent by task and subtask: it moves often and need not last. */
  private readonly percents = new Map<string, number[]>();
  private draining: Promise<void> | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
    this.schema = new Schema(ctx.storage, TASK_BOOK_SCHEMA);
    this.alarmClock = new Alarm(ctx.storage);
    this.callbacks = new CallbackQueue(ctx.storage.sql, env);
  }

  /** Accepts a task: durable when it returns. Throws "abandoned" when settle() has given the id up. */
  async create(book: string, task: NewTask): Promise<void> {
    this.schema.ensure();
    this.ctx.storage.transactionSync(() => {
      if (this.row(task.taskId)) return;
      if (this.sql.exec('SELECT 1 FROM book').toArray().length === 0)
        this.sql.exec('INSERT INTO book VALUES (?)', book);
      if (this.sql.exec('SELECT 1 FROM tombstones WHERE id = ?', task.taskId).toArray().length > 0) {
        throw new Error(`the task ${task.taskId} was abandoned before it was created`);
      }
      this.sql.exec(
        'INSERT INTO tasks (id, app_id, created_at, request, plan, state) VALUES (?, ?, ?, ?, ?, ?)',
        task.taskId,
        task.appId,
        task.createdAt,
        JSON.stringify(task.request),
        JSON.stringify(task.plan),
        JSON.stringify(newState(task.plan.subtasks.length)),
      );
      for (const [index, job] of task.plan.jobs.entries()) {
        const { pool, ...work } = job;
        const poolJob: PoolJob = {
          ...work,
          id: `${task.taskId}-${index}`,
          taskId: task.taskId,
          book,
          appId: task.appId,
          priority: task.priority,
          offline: task.offline,
          createdAt: task.createdAt,
        };
        this.post('job', task.taskId, { pool, job: poolJob }, task.createdAt);
      }
    });
    await this.alarmClock.by(task.createdAt + scaled(this.env, OUTBOX_RETRY));
    this.drainSoon();
    log('task.created', {
      taskId: task.taskId,
      subtasks: task.plan.subtasks.length,
      jobs: task.plan.jobs.length,
    });
  }

  /** Says for good whether a task exists: if it does not, a create that comes later fails. */
  async settle(taskId: string): Promise<'created' | 'absent'> {
    this.schema.ensure();
    return this.ctx.storage.transactionSync(() => {
      if (this.row(taskId)) return 'created';
      this.sql.exec('INSERT OR IGNORE INTO tombstones VALUES (?)', taskId);
      return 'absent';
    });
  }

  /** The task as it is now; null when there is none. */
  async read(taskId: string): Promise<TaskView | null> {
    const row = this.schema.exists() ? this.row(taskId) : null;
    if (!row) return null;
    return taskView(
      taskId,
      row.created_at,
      JSON.parse(row.request),
      JSON.parse(row.plan),
      JSON.parse(row.state),
      this.percents.get(taskId),
    );
  }

  /** What happened to jobs of a task. The state and the callbacks that it causes are written together. */
  async apply(taskId: string, events: JobEvent[]): Promise<void> {
    if (!this.schema.exists()) return;
    const now = Date.now();
    this.ctx.storage.transactionSync(() => {
      const row = this.row(taskId);
      if (!row) return;
      const plan = JSON.parse(row.plan) as Plan;
      const request = JSON.parse(row.request) as TaskRequest;
      let state = JSON.parse(row.state) as TaskState;
      for (const event of events) {
        const job = plan.jobs[Number(event.jobId.slice(taskId.length + 1))];
        if (!job) continue;
        const after = nextState(
          state,
          job.outputs.map((output) => output.subtask),
          event,
        );
        if (statusChanged(state, after) && wantsCallback(request.TaskNotifyConfig, after.status)) {
          const view = taskView(taskId, row.created_at, request, plan, after, this.percents.get(taskId));
          this.post('callback', taskId, view, now);
        }
        if (after.status === 'FINISH' && state.status !== 'FINISH') {
          this.percents.delete(taskId);
          log('task.finished', {
            taskId,
            failed: after.subtasks.filter((s) => s.status === 'FAIL').length,
            ms: now - row.created_at,
          });
        }
        state = after;
      }
      this.sql.exec(
        'UPDATE tasks SET state = ?, finished = ? WHERE id = ?',
        JSON.stringify(state),
        state.status === 'FINISH' ? 1 : 0,
        taskId,
      );
    });
    await this.alarmClock.by(now + scaled(this.env, OUTBOX_RETRY));
    this.drainSoon();
  }

  async progress(updates: { taskId: string; subtask: number; percent: number }[]): Promise<void> {
    for (const { taskId, subtask, percent } of updates) {
      const known = this.percents.get(taskId) ?? [];
      known[subtask] = Math.max(known[subtask] ?? 0, percent);
      this.percents.set(taskId, known);
    }
  }

  /** The callback `seq` as it is to be sent now; null when it was settled or an older one goes first. */
  async callback(seq: number): Promise<DueCallback | null> {
    return this.schema.exists() ? this.callbacks.read(seq) : null;
  }

  /** What came of an attempt to deliver. */
  async callbackTried(
    seq: number,
    status: number | null,
    error: string | null,
    retryAfter: string | null,
  ): Promise<void> {
    if (!this.schema.exists()) return;
    this.callbacks.tried(seq, { status, error, retryAfter }, Date.now());
    this.drainSoon();
  }

  override async alarm(): Promise<void> {
    this.alarmClock.fired();
    try {
      if (!this.schema.exists()) return;
      await this.alarmClock.by(Date.now() + scaled(this.env, BOOK_RECHECK));
      if (await this.dropWhenOver()) return;
      await this.drain();
    } catch (error) {
      logError('book.alarm', error);
    }
  }

  private row(taskId: string): TaskRow | null {
    return this.sql.exec<TaskRow>('SELECT * FROM tasks WHERE id = ?', taskId).toArray()[0] ?? null;
  }

  private post(kind: 'job' | 'callback', taskId: string, body: unknown, due: number): void {
    this.sql.exec(
      'INSERT INTO outbox (kind, task, body, due) VALUES (?, ?, ?, ?)',
      kind,
      taskId,
      JSON.stringify(body),
      due,
    );
  }

  private drainSoon(): void {
    this.draining ??= this.drain().finally(() => {
      this.draining = null;
    });
    this.ctx.waitUntil(this.draining);
  }

  /** Sends what is due: jobs to their pools in one call each, callbacks as hints to the queue. */
  private async drain(): Promise<void> {
    try {
      for (let pass = 0; pass < 100; pass++) {
        const sent = (await this.drainJobs()) + (await this.callbacks.send(this.name(), Date.now()));
        if (sent === 0) break;
      }
    } catch (error) {
      logError('book.drain', error);
      await this.alarmClock.by(Date.now() + scaled(this.env, OUTBOX_RETRY));
      return;
    }
    const job = this.sql
      .exec<{ due: number | null }>("SELECT min(due) AS due FROM outbox WHERE kind = 'job'")
      .one().due;
    for (const due of [job, this.callbacks.nextDue()]) {
      if (due !== null) await this.alarmClock.by(Math.max(due, Date.now() + 1));
    }
  }

  private async drainJobs(): Promise<number> {
    const rows = this.sql
      .exec<{ seq: number; body: string }>(
        "SELECT seq, body FROM outbox WHERE kind = 'job' AND due <= ? ORDER BY seq LIMIT 100",
        Date.now(),
      )
      .toArray();
    const byPool = Map.groupBy(
      rows.map(({ seq, body }) => ({ seq, ...(JSON.parse(body) as { pool: string; job: PoolJob }) })),
      (row) => row.pool,
    );
    for (const [pool, entries] of byPool) {
      const list = entries.map((entry) => entry.seq).join(',');
      try {
        await stub<PoolRpc>(this.env.JOB_POOL, `${pool}/0`).submit(entries.map((entry) => entry.job));
        this.sql.exec(`DELETE FROM outbox WHERE seq IN (${list})`);
      } catch (error) {
        logError('book.submit', error, { pool });
        this.sql.exec(
          `UPDATE outbox SET attempts = attempts + 1, due = ? WHERE seq IN (${list})`,
          Date.now() + scaled(this.env, OUTBOX_RETRY),
        );
      }
    }
    return rows.length;
  }

  /** Drops the whole book when its window is older than the retention and nothing is left to do. */
  private async dropWhenOver(): Promise<boolean> {
    const book = this.name();
    const end = windowEnd(book) + scaled(this.env, Number(this.env.RETENTION_DAYS ?? '7') * DAY);
    if (Date.now() < end) {
      await this.alarmClock.by(end);
      return false;
    }
    const open = this.sql
      .exec<{ n: number }>(
        "SELECT (SELECT count(*) FROM tasks WHERE finished = 0) + (SELECT count(*) FROM outbox WHERE kind != 'undelivered') AS n",
      )
      .one().n;
    if (open > 0) return false;
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    this.schema.forget();
    this.alarmClock.fired();
    log('book.dropped', { book });
    return true;
  }

  private name(): string {
    return this.sql.exec<{ name: string }>('SELECT name FROM book').one().name;
  }
}
