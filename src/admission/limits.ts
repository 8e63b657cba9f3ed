// How many requests a second an account may send, by action.
import * as z from 'zod';
import type { Env } from '../platform/env.ts';
import { logError } from '../platform/log.ts';

/** Requests per second where no override says otherwise ("Default API request rate limit" of each action's page). */
const DEFAULT_LIMIT = 20;
const LIMITS = new Map([['ProcessMedia', 100]]);

/** {"<AppId>": {"<Action>" or "*": requests per second}}. The upper bound keeps a limiter's memory below 1 MB. */
const Overrides = z.record(z.string(), z.record(z.string(), z.int().min(0).max(100_000)));
type Overrides = z.infer<typeof Overrides>;

let known: { text: string | undefined; overrides: Overrides } = { text: undefined, overrides: {} };

/**
 * Requests per second that `appId` may send to `action`: the account's override for the action, its
 * override for "*", or the table. 0 means none at all. RATE_LIMITS that can't be read count as absent
 * and are logged.
 */
export function requestLimit(env: Pick<Env, 'RATE_LIMITS'>, appId: string, action: string): number {
  // The setting is the same for the life of an isolate: it is read once, not with every request.
  if (known.text !== env.RATE_LIMITS) known = { text: env.RATE_LIMITS, overrides: read(env.RATE_LIMITS) };
  const own = known.overrides[appId];
  return own?.[action] ?? own?.['*'] ?? LIMITS.get(action) ?? DEFAULT_LIMIT;
}

function read(text: string | undefined): Overrides {
  if (!text) return {};
  try {
    return Overrides.parse(JSON.parse(text));
  } catch (error) {
    logError('admission.rate_limits_unreadable', error);
    return {};
  }
}
