// Whose turn it is: accounts with ready jobs stand in a line, once among the online and once among the offline ones.
// An account that got a slot goes to its end, so one with a thousand jobs does not hold up one with a single job.

export class AccountTurns {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** The account has a ready job: it stands in line, where it was or at the end. */
  join(appId: string, offline: boolean): void {
    this.sql.exec('INSERT OR IGNORE INTO turns (offline, app_id) VALUES (?, ?)', offline ? 1 : 0, appId);
  }

  /** The account got a slot: it goes to the end. */
  served(appId: string, offline: boolean): void {
    this.leave(appId, offline);
    this.join(appId, offline);
  }

  /** The account has no ready job any more. */
  leave(appId: string, offline: boolean): void {
    this.sql.exec('DELETE FROM turns WHERE offline = ? AND app_id = ?', offline ? 1 : 0, appId);
  }

  /** The accounts in line. They may leave while this is read. */
  *inOrder(offline: boolean): Generator<string> {
    for (let last = 0; ; ) {
      const next = this.sql
        .exec<{ turn: number; app_id: string }>(
          'SELECT turn, app_id FROM turns WHERE offline = ? AND turn > ? ORDER BY turn LIMIT 1',
          offline ? 1 : 0,
          last,
        )
        .toArray()[0];
      if (!next) return;
      last = next.turn;
      yield next.app_id;
    }
  }
}
