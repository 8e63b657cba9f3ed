// TaskIndex: one row a task, for lists. One object per account and UTC day, so that a day is dropped whole.
import { DurableObject } from 'cloudflare:workers';
import type { TaskStatus } from '../mps/view.ts';
import { Alarm } from '../platform/alarm.ts';
import { type Env, retention } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { DAY, HOUR } from '../platform/settings.ts';
import { Schema } from '../platform/sql.ts';

/** A task as lists show it. Times are milliseconds since 1970. */
export interface IndexRow {
  taskId: string;
  kind: string;
  status: TaskStatus;
  /** A subtask has failed. */
  failed: boolean;
  /** Activity names of the subtasks, such as "action-trans". */
  types: string[];
  createdAt: number;
  beginAt: number | null;
  finishAt: number | null;
}

/** Newest first; `after` is the position of the last row that was seen. */
export interface IndexQuery {
  status: TaskStatus;
  failed: boolean | null;
  from: number;
  to: number;
  after: Position | null;
  limit: number;
}

/** A place in the order of a list. */
export interface Position {
  createdAt: number;
  taskId: string;
}

const SCHEMA = [
  `CREATE TABLE tasks (
     id TEXT PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, rank INTEGER NOT NULL, failed INTEGER NOT NULL,
     types TEXT NOT NULL, created_at INTEGER NOT NULL, begin_at INTEGER, finish_at INTEGER);
   CREATE INDEX tasks_status ON tasks (status, created_at DESC, id DESC);`,
];
const RANK: Record<TaskStatus, number> = { WAITING: 0, PROCESSING: 1, FINISH: 2 };

/** The name of the object that lists the tasks an account created at a time. */
export function indexName(appId: string, createdAt: number): string {
  return `${appId}/${Math.floor(createdAt / DAY)}`;
}

export class TaskIndex extends DurableObject<Env> {
  private readonly sql: SqlStorage;
  private readonly schema: Schema;
  private readonly alarmClock: Alarm;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
    this.schema = new Schema(ctx.storage, SCHEMA);
    this.alarmClock = new Alarm(ctx.storage);
  }

  /** Writes rows. A status never goes back, whatever the order in which rows come. */
  async record(rows: IndexRow[]): Promise<void> {
    this.schema.ensure();
    this.ctx.storage.transactionSync(() => {
      for (const row of rows) {
        this.sql.exec(
          `INSERT INTO tasks (id, kind, status, rank, failed, types, created_at, begin_at, finish_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET status = excluded.status, rank = excluded.rank, failed = excluded.failed,
             begin_at = excluded.begin_at, finish_at = excluded.finish_at WHERE excluded.rank >= rank`,
          row.taskId,
          row.kind,
          row.status,
          RANK[row.status],
          row.failed ? 1 : 0,
          JSON.stringify(row.types),
          row.createdAt,
          row.beginAt,
          row.finishAt,
        );
      }
    });
    const dayEnd = (Math.floor(rows[0]!.createdAt / DAY) + 1) * DAY;
    await this.alarmClock.by(dayEnd + retention(this.env));
  }

  /** The rows that fit, newest first, and how many fit in all, whatever `after` and `limit` say. */
  async list(query: IndexQuery): Promise<{ rows: IndexRow[]; total: number }> {
    if (!this.schema.exists()) return { rows: [], total: 0 };
    const where = `status = ? AND created_at >= ? AND created_at <= ? ${query.failed === null ? '' : 'AND failed = ?'}`;
    const bindings = [
      query.status,
      query.from,
      query.to,
      ...(query.failed === null ? [] : [query.failed ? 1 : 0]),
    ];
    const after = query.after ?? { createdAt: Number.MAX_SAFE_INTEGER, taskId: '' };
    const rows = this.sql
      .exec<Record<string, SqlStorageValue>>(
        `SELECT * FROM tasks WHERE ${where} AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`,
        ...bindings,
        after.createdAt,
        after.taskId,
        query.limit,
      )
      .toArray()
      .map(indexRow);
    const { total } = this.sql
      .exec<{ total: number }>(`SELECT count(*) AS total FROM tasks WHERE ${where}`, ...bindings)
      .one();
    return { rows, total };
  }

  override async alarm(): Promise<void> {
    this.alarmClock.fired();
    try {
      await this.ctx.storage.deleteAll();
      this.schema.forget();
    } catch (error) {
      logError('index.alarm', error);
      await this.alarmClock.by(Date.now() + HOUR);
    }
  }
}

function indexRow(row: Record<string, SqlStorageValue>): IndexRow {
  return {
    taskId: row.id as string,
    kind: row.kind as string,
    status: row.status as TaskStatus,
    failed: row.failed === 1,
    types: JSON.parse(row.types as string),
    createdAt: row.created_at as number,
    beginAt: row.begin_at as number | null,
    finishAt: row.finish_at as number | null,
  };
}
