// The accounts of the secret MPS_ACCOUNTS.
import * as z from 'zod';
import { logError } from '../platform/log.ts';
import { type Account, AccountEntry } from './account.ts';

interface SecretAccounts {
  /** By SecretId; null for a key that is disabled. */
  keys: ReadonlyMap<string, Account | null>;
  /** Whether an account may use MPS, by AppId. */
  appIds: ReadonlyMap<string, boolean>;
}

const NONE: SecretAccounts = { keys: new Map(), appIds: new Map() };
let known: { text: string | undefined; accounts: SecretAccounts } = { text: undefined, accounts: NONE };

/** The accounts of that text. A list that can't be read is nobody's, and is logged. */
export function secretAccounts(text: string | undefined): SecretAccounts {
  // The secret is the same for the life of an isolate: it is read once, not with every request.
  if (known.text !== text) known = { text, accounts: read(text) };
  return known.accounts;
}

function read(text: string | undefined): SecretAccounts {
  if (!text) return NONE;
  try {
    const entries = z.array(AccountEntry).parse(JSON.parse(text));
    const pairs = entries.flatMap(keysOf);
    const keys = new Map(pairs);
    if (keys.size < pairs.length) throw new Error('a secretId stands there twice');
    const appIds = new Map<string, boolean>();
    // An account may stand there once for each of its keys.
    for (const { appId, mps, disabled } of entries)
      appIds.set(appId, appIds.get(appId) || (mps && !disabled));
    return { keys, appIds };
  } catch (error) {
    // JSON.parse repeats a piece of its input in its message: that may be a key.
    const reason = error instanceof SyntaxError ? new Error('not JSON') : error;
    logError('api.accounts_unreadable', reason);
    return NONE;
  }
}

function keysOf(entry: z.infer<typeof AccountEntry>): [string, Account | null][] {
  const { appId, mps } = entry;
  const keys = 'keys' in entry ? entry.keys : [entry];
  return keys.map(({ secretId, secretKey, token, disabled }) => {
    const usable = !disabled && !entry.disabled;
    return [secretId, usable ? { appId, mps, secretId, secretKey, ...(token && { token }) } : null];
  });
}
