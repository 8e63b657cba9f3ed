// Who may call: the accounts of the secret MPS_ACCOUNTS.
import { z } from 'zod';
import type { Env } from '../platform/env.ts';
import { logError } from '../platform/log.ts';

/** One key of an account; an account with several keys has several entries. */
const Account = z.strictObject({
  appId: z.string().regex(/^\d{1,20}$/),
  secretId: z.string().regex(/^[^\s/,=]{1,128}$/),
  secretKey: z.string().min(1),
  /** Of temporary credentials: every call must carry it (X-TC-Token, or Token under signature v1). */
  token: z.string().min(1).optional(),
  /** false: the account exists, and is refused with FailedOperation.InvalidMpsUser. */
  mps: z.boolean().default(true),
});

export type Account = z.infer<typeof Account>;

let known: { text: string | undefined; accounts: ReadonlyMap<string, Account> } = {
  text: undefined,
  accounts: new Map(),
};

/** The account of a SecretId; undefined when there is none. A list that can't be read is nobody's, and is logged. */
export function findAccount(env: Pick<Env, 'MPS_ACCOUNTS'>, secretId: string): Account | undefined {
  // The secret is the same for the life of an isolate: it is read once, not with every request.
  if (known.text !== env.MPS_ACCOUNTS) known = { text: env.MPS_ACCOUNTS, accounts: read(env.MPS_ACCOUNTS) };
  return known.accounts.get(secretId);
}

function read(text: string | undefined): ReadonlyMap<string, Account> {
  if (!text) return new Map();
  try {
    const list = z.array(Account).parse(JSON.parse(text));
    const accounts = new Map(list.map((account) => [account.secretId, account]));
    if (accounts.size < list.length) throw new Error('a secretId stands there twice');
    return accounts;
  } catch (error) {
    // JSON.parse repeats a piece of its input in its message: that may be a key.
    const reason = error instanceof SyntaxError ? new Error('not JSON') : error;
    logError('api.accounts_unreadable', reason);
    return new Map();
  }
}
