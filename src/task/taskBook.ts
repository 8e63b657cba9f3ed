// TaskBook: the truth about the tasks that one account started in one hour (one shard of them).
// Each change and what it must cause (the outbox) are one transaction.
import { DurableObject } from 'cloudflare:workers';
import type { BookRpc, JobEvent } from '../contract/rpc.ts';
import type { TaskRequest, TaskView } from '../mps/view.ts';
import type { Attempt } from '../notify/delivery.ts';
import type { DueCallback } from '../notify/dueCallback.ts';
import { wantsCallback } from '../notify/mode.ts';
import type { Plan } from '../plan/plan.ts';
import { Alarm } from '../platform/alarm.ts';
import { type Env, scaled } from '../platform/env.ts';
import { log, logError } from '../platform/log.ts';
import { BOOK_RECHECK, DAY, OUTBOX_RETRY, UNDELIVERED_KEPT } from '../platform/settings.ts';
import { Schema } from '../platform/sql.ts';
import { advance, type Progress } from './advance.ts';
import { BookOutbox } from './bookOutbox.ts';
import { CallbackQueue, type PastCallback } from './callbackQueue.ts';
import { indexRow } from './indexRow.ts';
import { type JobOrigin, type NewTask, poolJobs } from './newTask.ts';
import { TASK_BOOK_SCHEMA } from './schema.ts';
import { aborted, hasFailed, newState, statusChanged, type TaskState } from './state.ts';
import { windowEnd } from './taskId.ts';
import { taskView } from './view.ts';

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
  private readonly outbox: BookOutbox;
  /** Percent by task and subtask: it moves often and need not last. */
  private readonly percents = new Map<string, number[]>();
  private draining: Promise<void> | null = null;
  private again = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
    this.schema = new Schema(ctx.storage, TASK_BOOK_SCHEMA);
    this.alarmClock = new Alarm(ctx.storage);
    this.callbacks = new CallbackQueue(ctx.storage.sql, env);
    this.outbox = new BookOutbox(ctx.storage.sql, env, this.callbacks);
  }

  /** Accepts a task: durable when it returns. Throws when settle() has given the id up. */
  async create(book: string, task: NewTask): Promise<void> {
    this.schema.ensure();
    await this.alarmFirst();
    const created = this.ctx.storage.transactionSync(() => {
      if (this.row(task.taskId)) return false;
      if (this.sql.exec('SELECT 1 FROM tombstones WHERE id = ?', task.taskId).toArray().length > 0) {
        throw new Error(`the task ${task.taskId} was abandoned before it was created`);
      }
      this.sign(book);
      const state = newState(task.plan.subtasks.length);
      this.sql.exec(
        'INSERT INTO tasks (id, app_id, created_at, request, notify_key, plan, state) VALUES (?, ?, ?, ?, ?, ?, ?)',
        task.taskId,
        task.appId,
        task.createdAt,
        JSON.stringify(task.request),
        task.notifySecrets,
        JSON.stringify(task.plan),
        JSON.stringify(state),
      );
      const { taskId, appId, priority, offline, createdAt } = task;
      const { lineage } = task.plan;
      const origin: JobOrigin = {
        taskId,
        book,
        appId,
        priority,
        offline,
        createdAt,
        ...(lineage && { lineage }),
      };
      for (const row of poolJobs(origin, task.plan.jobs)) this.outbox.post('job', taskId, row, createdAt);
      this.index(task.taskId, task.appId, task.createdAt, task.plan, state);
      return true;
    });
    this.drainSoon();
    if (created) log('task.created', { taskId: task.taskId, subtasks: task.plan.subtasks.length });
  }

  /** Says for good whether a task exists: if it does not, a create that comes later fails. */
  async settle(book: string, taskId: string): Promise<'created' | 'absent'> {
    this.schema.ensure();
    await this.alarmFirst();
    return this.ctx.storage.transactionSync(() => {
      if (this.row(taskId)) return 'created';
      this.sign(book);
      this.sql.exec('INSERT OR IGNORE INTO tombstones VALUES (?)', taskId);
      return 'absent';
    });
  }

  /** The task as it is now; null when there is none. */
  async read(taskId: string): Promise<TaskView | null> {
    const row = this.schema.exists() ? this.row(taskId) : null;
    return row && this.view(row, JSON.parse(row.state));
  }

  /** What happened to jobs of a task. The state and what it causes are written together. */
  async apply(taskId: string, events: JobEvent[]): Promise<void> {
    if (!this.schema.exists()) return;
    await this.alarmFirst();
    this.ctx.storage.transactionSync(() => {
      const row = this.row(taskId);
      if (row)
        this.change(
          row,
          events.map((event) => (task) => advance(task, taskId, event)),
        );
    });
    this.drainSoon();
  }

  /** Ends a task: what is not over fails as aborted, and its jobs are stopped. */
  async abort(taskId: string): Promise<'aborted' | 'over' | 'absent'> {
    if (!this.schema.exists()) return 'absent';
    await this.alarmFirst();
    const answer = this.ctx.storage.transactionSync(() => {
      const row = this.row(taskId);
      if (!row) return 'absent';
      if ((JSON.parse(row.state) as TaskState).status === 'FINISH') return 'over';
      const now = Date.now();
      const { jobs } = JSON.parse(row.plan) as Plan;
      for (const [index, { pool }] of jobs.entries()) {
        this.outbox.post('cancel', taskId, { pool, jobId: `${taskId}-${index}` }, now);
      }
      this.change(row, [({ plan, state }) => ({ plan, state: aborted(state, now) })]);
      log('task.aborted', { taskId });
      return 'aborted';
    });
    this.drainSoon();
    return answer;
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
  async callbackTried(seq: number, attempt: Attempt): Promise<void> {
    if (!this.schema.exists()) return;
    await this.alarmFirst();
    this.ctx.storage.transactionSync(() => this.callbacks.tried(seq, attempt, Date.now()));
    this.drainSoon();
  }

  /** A task's callbacks and what came of each, oldest first; null when there is no such task. */
  async notifications(taskId: string): Promise<PastCallback[] | null> {
    return this.schema.exists() && this.row(taskId) ? this.callbacks.of(taskId) : null;
  }

  /** Sends a task's callback once more, or one that waits now. */
  async replay(taskId: string, seq: number): Promise<'replayed' | 'absent'> {
    if (!this.schema.exists()) return 'absent';
    await this.alarmFirst();
    const answer = this.callbacks.replay(taskId, seq, Date.now()) ? 'replayed' : 'absent';
    this.drainSoon();
    return answer;
  }

  override async alarm(): Promise<void> {
    this.alarmClock.fired();
    try {
      // Nothing was ever written into a book without a name: the only change to it failed.
      if (!this.schema.exists() || this.sql.exec('SELECT 1 FROM book').toArray().length === 0) return;
      await this.alarmClock.by(Date.now() + scaled(this.env, BOOK_RECHECK));
      if (!(await this.dropWhenOver())) await this.drain();
    } catch (error) {
      logError('book.alarm', error);
    }
  }

  /** Changes a stored task step by step, inside a transaction. */
  private change(row: TaskRow, steps: ((task: Progress) => Progress)[]): void {
    const taskId = row.id;
    const planned = JSON.parse(row.plan) as Plan;
    const request = JSON.parse(row.request) as TaskRequest;
    const before = JSON.parse(row.state) as TaskState;
    const now = Date.now();
    let plan = planned;
    let state = before;
    for (const step of steps) {
      const after = step({ plan, state });
      if (statusChanged(state, after.state) && wantsCallback(request.TaskNotifyConfig, after.state.status)) {
        this.outbox.post('callback', taskId, this.view(row, after.state), now);
      }
      ({ plan, state } = after);
    }
    this.sql.exec(
      'UPDATE tasks SET state = ?, finished = ? WHERE id = ?',
      JSON.stringify(state),
      state.status === 'FINISH' ? 1 : 0,
      taskId,
    );
    if (plan !== planned) this.grow(row, planned, plan);
    if (state.status !== before.status || hasFailed(state) !== hasFailed(before)) {
      this.index(taskId, row.app_id, row.created_at, plan, state);
    }
    if (state.status === 'FINISH' && before.status !== 'FINISH') {
      this.percents.delete(taskId);
      const failed = state.subtasks.filter((subtask) => subtask.status === 'FAIL').length;
      log('task.finished', { taskId, subtasks: state.subtasks.length, failed, ms: now - row.created_at });
    }
  }

  /** Keeps a plan that has grown, and sends its new jobs on their way. */
  private grow(row: TaskRow, before: Plan, plan: Plan): void {
    this.sql.exec('UPDATE tasks SET plan = ? WHERE id = ?', JSON.stringify(plan), row.id);
    const origin: JobOrigin = {
      ...{ taskId: row.id, book: this.name(), appId: row.app_id, createdAt: row.created_at },
      priority: (JSON.parse(row.request) as TaskRequest).TasksPriority,
      offline: before.rest?.offline ?? false,
      ...(plan.lineage && { lineage: plan.lineage }),
    };
    for (const job of poolJobs(origin, plan.jobs.slice(before.jobs.length), before.jobs.length)) {
      this.outbox.post('job', row.id, job, row.created_at);
    }
  }

  private row(taskId: string): TaskRow | null {
    return this.sql.exec<TaskRow>('SELECT * FROM tasks WHERE id = ?', taskId).toArray()[0] ?? null;
  }

  private view(row: TaskRow, state: TaskState): TaskView {
    return taskView(
      row.id,
      row.created_at,
      JSON.parse(row.request),
      JSON.parse(row.plan),
      state,
      this.percents.get(row.id),
    );
  }

  private index(taskId: string, appId: string, createdAt: number, plan: Plan, state: TaskState): void {
    this.outbox.post('index', taskId, { appId, row: indexRow(taskId, createdAt, plan, state) }, createdAt);
  }

  /** To be called before a change: if this object goes away right after it, the alarm does what it causes. */
  private async alarmFirst(): Promise<void> {
    await this.alarmClock.by(Date.now() + scaled(this.env, OUTBOX_RETRY));
  }

  /** Does what a change causes, after the answer. */
  private drainSoon(): void {
    this.again = true;
    this.draining ??= this.drain().finally(() => {
      this.draining = null;
    });
    this.ctx.waitUntil(this.draining);
  }

  private async drain(): Promise<void> {
    try {
      do {
        this.again = false;
        const next = await this.outbox.drain(this.name());
        if (next !== null) await this.alarmClock.by(Math.max(next, Date.now() + 1));
      } while (this.again);
    } catch (error) {
      logError('book.drain', error);
      await this.alarmClock.by(Date.now() + scaled(this.env, OUTBOX_RETRY));
    }
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
        `SELECT (SELECT count(*) FROM tasks WHERE finished = 0)
           + (SELECT count(*) FROM outbox WHERE kind NOT IN ('delivered', 'undelivered'))
           + (SELECT count(*) FROM outbox WHERE kind = 'undelivered' AND due > ?) AS n`,
        Date.now() - scaled(this.env, UNDELIVERED_KEPT),
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

  /** Keeps the book's own name with the first thing that is written into it. */
  private sign(book: string): void {
    if (this.sql.exec('SELECT 1 FROM book').toArray().length === 0)
      this.sql.exec('INSERT INTO book VALUES (?)', book);
  }

  private name(): string {
    return this.sql.exec<{ name: string }>('SELECT name FROM book').one().name;
  }
}
