// Counters: what was counted, for GET /internal/metrics. One object, named "all"; it is written in batches.
import { DurableObject } from 'cloudflare:workers';
import { type Env, scaled } from './env.ts';
import { CALLBACK_GIVE_UP } from './settings.ts';
import { Schema } from './sql.ts';

const SCHEMA = [
  `CREATE TABLE counters (series TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE late_callbacks (event TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;
   CREATE INDEX late_callbacks_since ON late_callbacks (since);`,
];

export interface Counted {
  /** By series, such as `edge_mps_attempts_total{pool="cpu"}`. */
  counters: Record<string, number>;
  /** When the first attempt of the callback failed that waits longest for its receiver; ms since 1970. */
  lateSince: number | null;
}

export class Counters extends DurableObject<Env> {
  private readonly schema: Schema;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.schema = new Schema(ctx.storage, SCHEMA);
  }

  async add(counts: [series: string, by: number][]): Promise<void> {
    this.schema.ensure();
    this.ctx.storage.transactionSync(() => {
      for (const [series, by] of counts) {
        this.ctx.storage.sql.exec(
          'INSERT INTO counters VALUES (?, ?) ON CONFLICT (series) DO UPDATE SET value = value + excluded.value',
          series,
          by,
        );
      }
    });
  }

  /** A callback has failed at `now` (ms since 1970) and waits for another attempt. */
  async callbackLate(event: string, now: number): Promise<void> {
    this.schema.ensure();
    const { sql } = this.ctx.storage;
    sql.exec('DELETE FROM late_callbacks WHERE since < ?', now - scaled(this.env, CALLBACK_GIVE_UP));
    sql.exec('INSERT OR IGNORE INTO late_callbacks VALUES (?, ?)', event, now);
  }

  /** Such a callback was delivered, or given up. */
  async callbackSettled(event: string): Promise<void> {
    if (this.schema.exists()) this.ctx.storage.sql.exec('DELETE FROM late_callbacks WHERE event = ?', event);
  }

  async read(): Promise<Counted> {
    if (!this.schema.exists()) return { counters: {}, lateSince: null };
    const { sql } = this.ctx.storage;
    const rows = sql
      .exec<{ series: string; value: number }>('SELECT * FROM counters ORDER BY series')
      .toArray();
    const late = sql
      .exec<{ since: number | null }>(
        'SELECT min(since) AS since FROM late_callbacks WHERE since >= ?',
        Date.now() - scaled(this.env, CALLBACK_GIVE_UP),
      )
      .one();
    return {
      counters: Object.fromEntries(rows.map(({ series, value }) => [series, value])),
      lateSince: late.since,
    };
  }
}
