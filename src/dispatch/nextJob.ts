// Which ready job starts next. Every step is a look-up in an index, however many jobs wait.
import { type Env, offlineAgeing, scaled } from '../platform/env.ts';
import { LEASE } from '../platform/settings.ts';
import type { AccountTurns } from './accountTurns.ts';
import type { JobRow } from './jobRow.ts';

/** So many jobs that failed on a backend are looked over for one that did not. */
const GIVE_WAY = 16;

/**
 * The job to start on `backend`; null when none is ready. Offline jobs that waited OFFLINE_AGEING_HOURS go first, the
 * oldest of them before all; then online jobs, then offline ones. Among these accounts take turns; within an account the
 * highest priority starts first, then the oldest.
 * @param elsewhere another backend is there: a job that failed on this one is left to it for a while
 */
export function nextJob(
  sql: SqlStorage,
  env: Env,
  turns: AccountTurns,
  now: number,
  backend: string,
  elsewhere: boolean,
): JobRow | null {
  let passed = 0;
  for (const row of inOrder(sql, env, turns, now)) {
    const failedHere = row.backend === backend && now - row.not_before < scaled(env, LEASE);
    if (!elsewhere || !failedHere) return row;
    if (++passed === GIVE_WAY) break;
  }
  return null;
}

function* inOrder(sql: SqlStorage, env: Env, turns: AccountTurns, now: number): Generator<JobRow> {
  yield* sql.exec<JobRow>(
    "SELECT * FROM jobs WHERE state = 'ready' AND offline = 1 AND created_at <= ? AND not_before <= ? ORDER BY created_at",
    now - offlineAgeing(env),
    now,
  );
  for (const offline of [false, true]) {
    for (const appId of turns.inOrder(offline)) {
      const ready = "FROM jobs WHERE state = 'ready' AND offline = ? AND app_id = ?";
      yield* sql.exec<JobRow>(
        `SELECT * ${ready} AND not_before <= ? ORDER BY priority DESC, created_at`,
        offline ? 1 : 0,
        appId,
        now,
      );
      if (sql.exec(`SELECT 1 ${ready} LIMIT 1`, offline ? 1 : 0, appId).toArray().length === 0)
        turns.leave(appId, offline);
    }
  }
}
