// Copies of items that KV still has to get, or to lose. A key is written once and removed once: one row a key says
// which of the two is left to do.
import { type Env, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { MINUTE, OUTBOX_RETRY } from '../platform/settings.ts';

const BATCH = 50;

interface Row extends Record<string, SqlStorageValue> {
  key: string;
  value: string | null;
}

export class CopyOutbox {
  private readonly sql: SqlStorage;
  private readonly env: Env;

  constructor(sql: SqlStorage, env: Env) {
    this.sql = sql;
    this.env = env;
  }

  /** A copy to be made. Call it in the transaction of its cause. */
  put(key: string, value: string, now: number): void {
    this.sql.exec('INSERT OR REPLACE INTO outbox VALUES (?, ?, ?)', key, value, now);
  }

  /** A copy that nobody needs any more. It goes a little later: KV takes one write a second for a key. */
  remove(key: string, now: number): void {
    const due = now + scaled(this.env, MINUTE);
    this.sql.exec('INSERT OR REPLACE INTO outbox VALUES (?, NULL, ?)', key, due);
  }

  /** Does what is due and calls `copied` with each key that KV has now. */
  async drain(copied: (key: string) => void): Promise<void> {
    for (let rows = this.due(); rows.length > 0; rows = this.due()) {
      await Promise.all(rows.map((row) => this.send(row, copied)));
    }
  }

  /** When the next row is due; null when none is left. */
  nextDue(): number | null {
    return this.sql.exec<{ next: number | null }>('SELECT min(due) AS next FROM outbox').one().next;
  }

  private due(): Row[] {
    return this.sql
      .exec<Row>('SELECT key, value FROM outbox WHERE due <= ? ORDER BY due LIMIT ?', Date.now(), BATCH)
      .toArray();
  }

  private async send({ key, value }: Row, copied: (key: string) => void): Promise<void> {
    try {
      if (value === null) await this.env.CATALOG_COPIES.delete(key);
      else await this.env.CATALOG_COPIES.put(key, value);
      // While a copy was being made it may have become one to remove.
      this.sql.exec('DELETE FROM outbox WHERE key = ? AND (value IS NULL) = ?', key, value === null ? 1 : 0);
      if (value !== null) copied(key);
    } catch (error) {
      logError('catalog.copy', error, { key });
      const due = Date.now() + scaled(this.env, OUTBOX_RETRY);
      this.sql.exec('UPDATE outbox SET due = ? WHERE key = ? AND due < ?', due, key, due);
    }
  }
}
