// Objects in storage whose item is gone, or has others now. Tasks that were accepted before may still need them, so
// they are kept for as long as tasks are.
import { type Env, retention, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { MINUTE } from '../platform/settings.ts';

/** What R2 removes in one call. */
const BATCH = 1000;

export class Discards {
  private readonly sql: SqlStorage;
  private readonly env: Env;

  constructor(sql: SqlStorage, env: Env) {
    this.sql = sql;
    this.env = env;
  }

  /** Call it in the transaction of its cause. */
  add(keys: string[], now: number): void {
    const due = now + retention(this.env);
    for (const key of keys) this.sql.exec('INSERT OR IGNORE INTO discards VALUES (?, ?)', key, due);
  }

  /** When the next one is due; null when none is left. */
  nextDue(): number | null {
    return this.sql.exec<{ next: number | null }>('SELECT min(due) AS next FROM discards').one().next;
  }

  /** Removes what is due; when storage fails it is due again later. */
  async drain(): Promise<void> {
    const now = Date.now();
    const keys = this.sql
      .exec<{ key: string }>('SELECT key FROM discards WHERE due <= ? ORDER BY due LIMIT ?', now, BATCH)
      .toArray()
      .map(({ key }) => key);
    if (keys.length === 0) return;
    const those = JSON.stringify(keys);
    try {
      await this.env.MEDIA.delete(keys);
      this.sql.exec('DELETE FROM discards WHERE key IN (SELECT value FROM json_each(?))', those);
    } catch (error) {
      logError('catalog.discard', error, { objects: keys.length });
      const due = Date.now() + scaled(this.env, MINUTE);
      this.sql.exec('UPDATE discards SET due = ? WHERE key IN (SELECT value FROM json_each(?))', due, those);
    }
  }
}
