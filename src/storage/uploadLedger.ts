// UploadLedger: which schemes new objects come from, and which they have started, whoever's they are: several accounts may
// see one object. One ledger per shard of the object's place.
import { DurableObject } from 'cloudflare:workers';
import { Alarm } from '../platform/alarm.ts';
import { type Env, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { DAY } from '../platform/settings.ts';
import { Schema } from '../platform/sql.ts';

/** How long it is known where an object comes from and what it has started. */
const KEPT = 30 * DAY;
/** Schemes one behind the other: an object that so many have worked on starts no more. */
export const MAX_LINEAGE = 8;

const SCHEMA = [
  `CREATE TABLE lineage (
     place TEXT NOT NULL, etag TEXT NOT NULL, schemes TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (place, etag));
   CREATE TABLE starts (
     place TEXT NOT NULL, version TEXT NOT NULL, scheme TEXT NOT NULL, task TEXT NOT NULL, settled INTEGER NOT NULL,
     at INTEGER NOT NULL, PRIMARY KEY (place, version, scheme));
   CREATE INDEX lineage_at ON lineage (at);
   CREATE INDEX starts_at ON starts (at);`,
];

/** A file that a task is about to write; `etag` is "" while it is not known. */
export interface WrittenFile {
  /** realPlace */
  place: string;
  etag: string;
}

export interface Arrival {
  place: string;
  etag: string | null;
  version: string;
}

/** A scheme that wants to start, with the TaskId that its task would have. */
export interface Candidate {
  scheme: string;
  taskId: string;
}

/** "start": with this TaskId, now or again; the others start nothing. */
export type Verdict = { scheme: string } & (
  | { verdict: 'start'; taskId: string }
  | { verdict: 'repeated' | 'own' | 'deep' }
);

export class UploadLedger extends DurableObject<Env> {
  private readonly sql: SqlStorage;
  private readonly schema: Schema;
  private readonly alarmClock: Alarm;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
    this.schema = new Schema(ctx.storage, SCHEMA);
    this.alarmClock = new Alarm(ctx.storage);
  }

  /** Files that a task is about to write come from `schemes`. */
  async record(files: WrittenFile[], schemes: string[], now: number): Promise<void> {
    this.schema.ensure();
    this.ctx.storage.transactionSync(() => {
      for (const { place, etag } of files) {
        this.sql.exec(
          'INSERT OR REPLACE INTO lineage VALUES (?, ?, ?, ?)',
          place,
          etag,
          JSON.stringify(schemes),
          now,
        );
      }
    });
    await this.alarmClock.by(now + scaled(this.env, KEPT));
  }

  /** The ETag of a file is known now. */
  async written({ place, etag }: WrittenFile): Promise<void> {
    if (!this.schema.exists()) return;
    // Told again, it changes nothing; a file that was written anew with the same bytes comes from what it came from last.
    this.sql.exec("UPDATE OR REPLACE lineage SET etag = ? WHERE place = ? AND etag = ''", etag, place);
  }

  /**
   * Whether a new object starts these schemes, and which it comes from. Asked again for the same object before a
   * start is settled, the answer has the same TaskId.
   */
  async arrive(
    arrival: Arrival,
    candidates: Candidate[],
    now: number,
  ): Promise<{ lineage: string[]; verdicts: Verdict[] }> {
    this.schema.ensure();
    const answer = this.ctx.storage.transactionSync(() => {
      const lineage = this.lineage(arrival);
      return { lineage, verdicts: candidates.map((each) => this.verdict(arrival, each, lineage, now)) };
    });
    await this.alarmClock.by(now + scaled(this.env, KEPT));
    return answer;
  }

  /** The start is done, or will never be. */
  async settle({ place, version }: Arrival, scheme: string): Promise<void> {
    this.sql.exec(
      'UPDATE starts SET settled = 1 WHERE place = ? AND version = ? AND scheme = ?',
      ...[place, version, scheme],
    );
  }

  override async alarm(): Promise<void> {
    this.alarmClock.fired();
    try {
      if (!this.schema.exists()) return;
      const before = Date.now() - scaled(this.env, KEPT);
      this.sql.exec('DELETE FROM lineage WHERE at <= ?', before);
      this.sql.exec('DELETE FROM starts WHERE at <= ?', before);
      const { oldest } = this.sql
        .exec<{ oldest: number | null }>(
          'SELECT min(at) AS oldest FROM (SELECT min(at) AS at FROM lineage UNION ALL SELECT min(at) FROM starts)',
        )
        .one();
      if (oldest !== null) await this.alarmClock.by(oldest + scaled(this.env, KEPT));
      else {
        await this.ctx.storage.deleteAll();
        this.schema.forget();
      }
    } catch (error) {
      logError('uploads.alarm', error);
      await this.alarmClock.by(Date.now() + scaled(this.env, DAY));
    }
  }

  /**
   * The schemes that an object comes from. A file in parts has no ETag before it is there: until it is known,
   * whatever appears at its place counts as that file. So does what comes without an ETag.
   */
  private lineage({ place, etag }: Arrival): string[] {
    const [row] = this.sql
      .exec<{ schemes: string }>(
        `SELECT schemes FROM lineage WHERE place = ? ${etag === null ? '' : "AND etag IN (?, '')"}
         ORDER BY ${etag === null ? 'at' : 'etag'} DESC LIMIT 1`,
        ...(etag === null ? [place] : [place, etag]),
      )
      .toArray();
    return row ? (JSON.parse(row.schemes) as string[]) : [];
  }

  private verdict(
    { place, version }: Arrival,
    { scheme, taskId }: Candidate,
    lineage: readonly string[],
    now: number,
  ): Verdict {
    if (lineage.includes(scheme)) return { scheme, verdict: 'own' };
    if (lineage.length >= MAX_LINEAGE) return { scheme, verdict: 'deep' };
    this.sql.exec(
      'INSERT OR IGNORE INTO starts VALUES (?, ?, ?, ?, 0, ?)',
      ...[place, version, scheme, taskId, now],
    );
    const row = this.sql
      .exec<{ task: string; settled: number }>(
        'SELECT task, settled FROM starts WHERE place = ? AND version = ? AND scheme = ?',
        ...[place, version, scheme],
      )
      .one();
    return row.settled ? { scheme, verdict: 'repeated' } : { scheme, verdict: 'start', taskId: row.task };
  }
}
