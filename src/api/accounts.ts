// Who may call: the accounts of the secret MPS_ACCOUNTS, and those that an operator added at run time.
import type { Env } from '../platform/env.ts';
import type { Account } from './account.ts';
import { AccountCache } from './accountCache.ts';
import { secretAccounts } from './secretAccounts.ts';
import { findStored, readStored } from './storedAccounts.ts';

const cache = new AccountCache();

/**
 * The account of a SecretId; undefined when there is none, or the key or the account is disabled. What the secret
 * says about a SecretId counts; another one costs up to two reads of KV every 20 s, an unknown one a single read
 * every 30 s. Throws when KV fails.
 *
 * @param now milliseconds since 1970
 */
export async function findAccount(env: Env, secretId: string, now: number): Promise<Account | undefined> {
  const secret = secretAccounts(env.MPS_ACCOUNTS).keys.get(secretId);
  if (secret !== undefined) return secret ?? undefined;
  const cached = cache.get(secretId, now);
  if (cached !== undefined) return cached ?? undefined;
  const account = await findStored(env, secretId);
  cache.set(secretId, account, now);
  return account;
}

/**
 * Whether an account may have tasks started for it without a call of its own: it exists, is not disabled and may use MPS.
 * Throws when KV fails.
 */
export async function mayWork(env: Env, appId: string): Promise<boolean> {
  const secret = secretAccounts(env.MPS_ACCOUNTS).appIds.get(appId);
  if (secret !== undefined) return secret;
  const stored = await readStored(env, appId);
  return stored?.mps === true && !stored.disabled;
}

/** After a change of an account: this isolate asks anew. */
export function forgetAccounts(): void {
  cache.clear();
}
