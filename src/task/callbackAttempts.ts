// The attempts to deliver callbacks, as they are listed: the last ones of each.
import type { Attempt } from '../notify/delivery.ts';

/** An attempt as it is kept. */
export interface PastAttempt {
  /** Which one, from 1; a replay begins anew. */
  attempt: number;
  /** When it began, ms since 1970. */
  at: number;
  /** Milliseconds. */
  took: number;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  /** What went wrong; null when the receiver took it. */
  error: string | null;
}

/** Attempts kept of a callback. */
const KEPT = 30;

export class CallbackAttempts {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** @param reason stands in for an error that says nothing */
  add(seq: number, number: number, attempt: Attempt, reason: string): void {
    const taken = attempt.error === null && attempt.status !== null && attempt.status < 300;
    this.sql.exec(
      'INSERT INTO attempts (callback, attempt, at, took, status, error) VALUES (?, ?, ?, ?, ?, ?)',
      seq,
      number,
      attempt.at,
      attempt.took,
      attempt.status,
      taken ? null : (attempt.error ?? reason),
    );
    if (number > KEPT) {
      this.sql.exec(
        'DELETE FROM attempts WHERE callback = ? AND id <= (SELECT id FROM attempts WHERE callback = ? ORDER BY id DESC LIMIT 1 OFFSET ?)',
        seq,
        seq,
        KEPT,
      );
    }
  }

  /** In the order in which they were made. */
  of(seq: number): PastAttempt[] {
    return this.sql
      .exec<PastAttempt & Record<string, SqlStorageValue>>(
        'SELECT attempt, at, took, status, error FROM attempts WHERE callback = ? ORDER BY id',
        seq,
      )
      .toArray();
  }
}
