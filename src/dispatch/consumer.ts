// The dispatch queue's consumer. A message says "a slot is free": what runs is decided when it is taken out.
import type { DispatchHint, Env } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { poolOf } from './pools.ts';
import { startLeased } from './startLeased.ts';

/** Runs a batch side by side. Every message is acked: the pool's alarm sends a new hint where one came to nothing. */
export async function consumeDispatch(batch: MessageBatch<DispatchHint>, env: Env): Promise<void> {
  await Promise.all(
    batch.messages.map((message) =>
      startOne(env, message.body.pool).catch((error) => logError('dispatch.failed', error)),
    ),
  );
  batch.ackAll();
}

async function startOne(env: Env, poolName: string): Promise<void> {
  const pool = poolOf(env, poolName);
  const lease = await pool.lease();
  if (lease) await startLeased(env, poolName, pool, lease);
}
