// Spreads an account's SessionIds over several ledgers.
import { createHash } from 'node:crypto';

/** Another number would let every open claim be forgotten. */
const SHARDS = 4;

/** Name of the SessionLedger that knows `sessionId` (any text): `<AppId>/<shard>`. */
export function sessionShard(appId: string, sessionId: string): string {
  const hash = createHash('sha256').update(sessionId, 'utf8').digest();
  return `${appId}/${hash[0]! % SHARDS}`;
}
