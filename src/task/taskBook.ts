// TaskBook: the truth about the tasks that one account started in one hour (one shard of them).
// Each change and what it must cause (the outbox) are one transaction.
import { DurableObject } from 'cloudflare:workers';
import type { BookRpc, CreateAnswer, JobEvent, JobSubtask } from '../contract/rpc.ts';
import type { TaskRequest, TaskView } from '../mps/view.ts';
import type { Attempt } from '../notify/delivery.ts';
import type { DueCallback } from '../notify/dueCallback.ts';
import { wantsCallback } from '../notify/mode.ts';
import type { Plan } from '../plan/plan.ts';
import { Alarm } from '../platform/alarm.ts';
import { type Env, retention, scaled } from '../platform/env.ts';
import { log, logError } from '../platform/log.ts';
import { BOOK_RECHECK, OUTBOX_RETRY, UNDELIVERED_KEPT } from '../platform/settings.ts';
import { Schema } from '../platform/sql.ts';
import { advance, type Progress } from './advance.ts';
import { BookOutbox } from './bookOutbox.ts';
import { CallbackQueue, type PastCallback } from './callbackQueue.ts';
import { indexRow } from './indexRow.ts';
import { type JobOrigin, poolJobs } from './newTask.ts';
import { TASK_BOOK_SCHEMA } from './schema.ts';
import { aborted, hasFailed, statusChanged, type TaskState, unwanted } from './state.ts';
import { windowEnd } from './taskId.ts';
import { storedPlan, type TaskRecord } from './taskRecord.ts';
import { taskView } from './view.ts';

interface TaskRow extends Record<string, SqlStorageValue> {
  id: string;
  app_id: string;
  created_at: number;
  request: string;
  plan: string;
  state: string;
}

/** A book tells others what is new at most so often, in real milliseconds: the first at once, then many together. */
const DRAIN_PACE = 50;

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

  /**
   * Accepts tasks: durable when it returns. One that is known is left as it is; "abandoned": settle() has given the
   * id up.
   */
  async create(book: string, records: TaskRecord[]): Promise<CreateAnswer[]> {
    this.schema.ensure();
    await this.alarmFirst();
    const answers = this.ctx.storage.transactionSync(() => {
      this.outbox.dropSent();
      this.sign(book);
      return records.map((record) => this.write(record));
    });
    this.drainSoon();
    return answers;
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

  /**
   * What happened to jobs of a task. The state and what it causes are written together. Answers the successes that are
   * not wanted any more.
   */
  async apply(taskId: string, events: JobEvent[]): Promise<JobSubtask[]> {
    if (!this.schema.exists()) return [];
    await this.alarmFirst();
    const late = this.ctx.storage.transactionSync(() => {
      this.outbox.dropSent();
      const row = this.row(taskId);
      if (!row) return [];
      const state = this.change(
        row,
        events.map((event) => (task) => advance(task, taskId, event)),
      );
      return unwanted(state, events);
    });
    this.drainSoon();
    return late;
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

  /** The callback `seq` as it is to be sent now; null when a hint (NotifyHint) of it is not good any more. */
  async callback(seq: number, attempts?: number): Promise<DueCallback | null> {
    return this.schema.exists() ? this.callbacks.read(seq, attempts) : null;
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
      if (await this.dropWhenOver()) return;
      this.drainSoon();
      await this.draining;
    } catch (error) {
      logError('book.alarm', error);
    }
  }

  /** Writes a new task, inside a transaction. */
  private write(record: TaskRecord): CreateAnswer {
    const { taskId, createdAt } = record;
    if (this.row(taskId)) return 'created';
    if (this.sql.exec('SELECT 1 FROM tombstones WHERE id = ?', taskId).toArray().length > 0)
      return 'abandoned';
    this.sql.exec(
      'INSERT INTO tasks (id, app_id, created_at, request, notify_key, plan, state) VALUES (?, ?, ?, ?, ?, ?, ?)',
      taskId,
      record.appId,
      createdAt,
      record.request,
      record.notifySecrets,
      record.plan,
      record.state,
    );
    for (const { kind, body } of record.outbox) this.outbox.write(kind, taskId, body, createdAt);
    log('task.created', { taskId, subtasks: record.subtasks });
    return 'created';
  }

  /** Changes a stored task step by step, inside a transaction. Answers its new state. */
  private change(row: TaskRow, steps: ((task: Progress) => Progress)[]): TaskState {
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
    return state;
  }

  /** Keeps a plan that has grown, and sends its new jobs on their way. */
  private grow(row: TaskRow, before: Plan, plan: Plan): void {
    this.sql.exec('UPDATE tasks SET plan = ? WHERE id = ?', storedPlan(plan), row.id);
    const origin: JobOrigin = {
      ...{ taskId: row.id, book: this.name(), appId: row.app_id, createdAt: row.created_at },
      priority: (JSON.parse(row.request) as TaskRequest).TasksPriority,
      offline: before.rest?.offline ?? false,
      ...(plan.lineage && { lineage: plan.lineage }),
      inputAgain: true,
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
        // What comes meanwhile goes together.
        await scheduler.wait(DRAIN_PACE);
      } while (this.again);
      this.ctx.storage.transactionSync(() => this.outbox.dropSent());
    } catch (error) {
      logError('book.drain', error);
      await this.alarmClock.by(Date.now() + scaled(this.env, OUTBOX_RETRY));
    }
  }

  /** Drops the whole book when its window is older than the retention and nothing is left to do. */
  private async dropWhenOver(): Promise<boolean> {
    const book = this.name();
    const end = windowEnd(book) + retention(this.env);
    if (Date.now() < end) {
      await this.alarmClock.by(end);
      return false;
    }
    this.outbox.dropSent();
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
