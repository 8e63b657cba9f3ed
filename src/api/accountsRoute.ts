// Where an operator adds, rotates and disables accounts at run time: PUT, GET and DELETE /internal/accounts/<AppId>.
// No answer holds a SecretKey or a Token.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import { internalOnly } from '../platform/bearer.ts';
import type { Env } from '../platform/env.ts';
import { log } from '../platform/log.ts';
import { stub } from '../platform/stub.ts';
import { AppId, SecretKey } from './account.ts';
import type { RegistryRpc } from './accountRegistry.ts';
import { forgetAccounts } from './accounts.ts';
import { secretAccounts } from './secretAccounts.ts';
import { isStorable, type StoredAccount, sealedKey } from './storedAccounts.ts';

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
  const stored = await registry(c.env).read(c.req.param('appId'));
  return stored ? c.json(shown(stored)) : c.json({ error: 'no such account' }, 404);
});

accountsRoute.put('/accounts/:appId', async (c) => {
  const { env } = c;
  const appId = c.req.param('appId');
  const given = NewAccount.safeParse(await c.req.json().catch(() => null));
  if (!given.success) return c.json({ error: problem(given.error) }, 400);
  const taken = inSecret(env, appId, given.data.keys);
  if (taken) return c.json({ error: taken }, 409);
  const { mps, disabled } = given.data;
  const keys = given.data.keys.map(({ secretId, secretKey, token, disabled }) => ({
    ...{ secretId, disabled },
    sealed: secretKey ? sealedKey(env, appId, secretId, { secretKey, token }) : null,
  }));
  const answer = await registry(env).write(appId, { mps, disabled, keys });
  if ('holder' in answer) return c.json({ error: `${answer.secretId} is a key of ${answer.holder}` }, 409);
  if ('unknown' in answer) return c.json({ error: `${answer.unknown} is new and needs its secretKey` }, 400);
  forgetAccounts();
  log('accounts.written', { appId, keys: keys.length, mps, disabled });
  return answer.copied ? c.json(shown(answer.account)) : c.json({ error: NOT_COPIED }, 503);
});

accountsRoute.delete('/accounts/:appId', async (c) => {
  const appId = c.req.param('appId');
  const removed = await registry(c.env).remove(appId);
  if (!removed) return c.json({ error: 'no such account' }, 404);
  forgetAccounts();
  log('accounts.deleted', { appId });
  return removed.copied ? c.body(null, 204) : c.json({ error: NOT_COPIED }, 503);
});

const NOT_COPIED = 'the change is kept, but KV did not take its copy yet: it is tried again until it does';

function registry(env: Env): RegistryRpc {
  return stub<RegistryRpc>(env.ACCOUNT_REGISTRY, 'all');
}

/** What MPS_ACCOUNTS has to say about an account; null when nothing. */
function inSecret(env: Env, appId: string, keys: { secretId: string }[]): string | null {
  const secret = secretAccounts(env.MPS_ACCOUNTS);
  if (secret.appIds.has(appId)) return `${appId} is an account of MPS_ACCOUNTS: change it there`;
  const taken = keys.find(({ secretId }) => secret.keys.has(secretId));
  return taken ? `${taken.secretId} is a key in MPS_ACCOUNTS` : null;
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
