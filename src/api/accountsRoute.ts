// Where an operator adds, rotates and disables accounts at run time: PUT, GET and DELETE /internal/accounts/<AppId>.
// No answer holds a SecretKey or a Token.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import { internalOnly } from '../platform/bearer.ts';
import type { Env } from '../platform/env.ts';
import { log } from '../platform/log.ts';
import { AppId, SecretKey } from './account.ts';
import { forgetAccounts } from './accounts.ts';
import { secretAccounts } from './secretAccounts.ts';
import {
  deleteStored,
  isStorable,
  otherHolder,
  readStored,
  type StoredAccount,
  type StoredKey,
  sealedKey,
  writeStored,
} from './storedAccounts.ts';

/** A key without secretKey is one that the account has already: it keeps its secretKey and token. */
const Key = z
  .strictObject({
    secretId: z.string().refine(isStorable, 'up to 128 letters, digits, ".", "_" and "-"'),
    secretKey: SecretKey.optional(),
    token: z.string().min(1).optional(),
    disabled: z.boolean().default(false),
  })
  .refine(({ secretKey, token }) => secretKey || !token, 'a token needs its secretKey');

const NewAccount = z.strictObject({
  mps: z.boolean().default(true),
  disabled: z.boolean().default(false),
  keys: z
    .array(Key)
    .max(100)
    .refine((keys) => new Set(keys.map(({ secretId }) => secretId)).size === keys.length, 'a secretId twice'),
});

export const accountsRoute = new Hono<{ Bindings: Env }>();

accountsRoute.use('/accounts/*', internalOnly, bodyLimit({ maxSize: 1024 * 1024 }));
accountsRoute.use('/accounts/:appId', async (c, next) => {
  if (!AppId.safeParse(c.req.param('appId')).success)
    return c.json({ error: 'an AppId has digits only' }, 400);
  await next();
});

accountsRoute.get('/accounts/:appId', async (c) => {
  const stored = await readStored(c.env, c.req.param('appId'));
  return stored ? c.json(shown(stored)) : c.json({ error: 'no such account' }, 404);
});

accountsRoute.put('/accounts/:appId', async (c) => {
  const { env } = c;
  const appId = c.req.param('appId');
  const given = NewAccount.safeParse(await c.req.json().catch(() => null));
  if (!given.success) return c.json({ error: problem(given.error) }, 400);
  const taken = await conflict(env, appId, given.data.keys);
  if (taken) return c.json({ error: taken }, 409);
  const previous = await readStored(env, appId);
  const keys: StoredKey[] = [];
  for (const { secretId, secretKey, token, disabled } of given.data.keys) {
    const sealed = secretKey
      ? sealedKey(env, appId, secretId, { secretKey, token })
      : previous?.keys.find((key) => key.secretId === secretId)?.sealed;
    if (!sealed) return c.json({ error: `${secretId} is new and needs its secretKey` }, 400);
    keys.push({ secretId, disabled, sealed });
  }
  const { mps, disabled } = given.data;
  const account = { appId, mps, disabled, updatedAt: new Date().toISOString(), keys };
  await writeStored(env, account, previous);
  forgetAccounts();
  log('accounts.written', { appId, keys: keys.length, mps, disabled });
  return c.json(shown(account));
});

accountsRoute.delete('/accounts/:appId', async (c) => {
  const stored = await readStored(c.env, c.req.param('appId'));
  if (!stored) return c.json({ error: 'no such account' }, 404);
  await deleteStored(c.env, stored);
  forgetAccounts();
  log('accounts.deleted', { appId: stored.appId });
  return c.body(null, 204);
});

/** Why the account can't be written; null when it can. */
async function conflict(env: Env, appId: string, keys: { secretId: string }[]): Promise<string | null> {
  const secret = secretAccounts(env.MPS_ACCOUNTS);
  if (secret.appIds.has(appId)) return `${appId} is an account of MPS_ACCOUNTS: change it there`;
  for (const { secretId } of keys) {
    if (secret.keys.has(secretId)) return `${secretId} is a key in MPS_ACCOUNTS`;
    const holder = await otherHolder(env, secretId, appId);
    if (holder) return `${secretId} is a key of ${holder}`;
  }
  return null;
}

function shown({ keys, ...account }: StoredAccount) {
  return { ...account, keys: keys.map(({ secretId, disabled }) => ({ secretId, disabled })) };
}

/** Names what is wrong and where, never a value. */
function problem(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    .join('; ');
}
