// Accounts that are added, rotated and disabled at run time.
import { runDurableObjectAlarm, runInDurableObject, SELF } from 'cloudflare:test';
import { afterEach, expect, it, vi } from 'vitest';
import { findAccount, mayWork } from '../../src/api/accounts.ts';
import { findStored, sealedKey } from '../../src/api/storedAccounts.ts';
import type { Env } from '../../src/platform/env.ts';
import { env } from './fixtures.ts';
import { signedRequest } from './signedRequest.ts';

const TOKEN = { Authorization: 'Bearer local-internal-token' };
const url = (appId: string) => `http://127.0.0.1:8787/internal/accounts/${appId}`;

afterEach(() => {
  vi.restoreAllMocks();
});

async function put(appId: string, body: unknown): Promise<[number, Record<string, unknown>]> {
  const response = await SELF.fetch(url(appId), {
    method: 'PUT',
    headers: TOKEN,
    body: JSON.stringify(body),
  });
  return [response.status, await response.json()];
}

async function get(appId: string): Promise<[number, unknown]> {
  const response = await SELF.fetch(url(appId), { headers: TOKEN });
  return [response.status, await response.json()];
}

/** What a call signed with that key is answered: ResourceNotFound from one that may call. */
async function code(secretId: string, secretKey: string, headers = {}): Promise<string> {
  const request = signedRequest(
    { TaskId: 'x' },
    { action: 'DescribeTaskDetail', secretId, secretKey, headers },
  );
  const { Response: answer } = (await (await SELF.fetch(request)).json()) as {
    Response: { Error: { Code: string } };
  };
  return answer.Error.Code;
}

const UNKNOWN = 'AuthFailure.SecretIdNotFound';
const IN = 'ResourceNotFound';

it('an account is added, its key rotated, disabled, and the account deleted', async () => {
  expect(await code('AKIDa1', 'key-a1')).toBe(UNKNOWN);
  const [status, answer] = await put('100', { keys: [{ secretId: 'AKIDa1', secretKey: 'key-a1' }] });
  expect([status, answer]).toMatchObject([
    200,
    { appId: '100', mps: true, disabled: false, keys: [{ secretId: 'AKIDa1', disabled: false }] },
  ]);
  expect(await get('100')).toEqual([200, answer]);
  expect(await code('AKIDa1', 'key-a1')).toBe(IN);
  expect(await code('AKIDa1', 'wrong')).toBe('AuthFailure.SignatureFailure');

  await put('100', { keys: [{ secretId: 'AKIDa1' }, { secretId: 'AKIDa2', secretKey: 'key-a2' }] });
  expect([await code('AKIDa1', 'key-a1'), await code('AKIDa2', 'key-a2')]).toEqual([IN, IN]);
  await put('100', { keys: [{ secretId: 'AKIDa1', disabled: true }, { secretId: 'AKIDa2' }] });
  expect([await code('AKIDa1', 'key-a1'), await code('AKIDa2', 'key-a2')]).toEqual([UNKNOWN, IN]);
  await put('100', { keys: [{ secretId: 'AKIDa2' }] });
  expect([await code('AKIDa1', 'key-a1'), await code('AKIDa2', 'key-a2')]).toEqual([UNKNOWN, IN]);
  await put('100', { disabled: true, keys: [{ secretId: 'AKIDa2' }] });
  expect(await mayWork(env, '100')).toBe(false);
  expect(await code('AKIDa2', 'key-a2')).toBe(UNKNOWN);
  await put('100', { mps: false, keys: [{ secretId: 'AKIDa2' }] });
  expect(await code('AKIDa2', 'key-a2')).toBe('FailedOperation.InvalidMpsUser');
  expect(await mayWork(env, '100')).toBe(false);
  await put('100', { keys: [{ secretId: 'AKIDa2', secretKey: 'key-a3', token: 't' }] });
  expect(await code('AKIDa2', 'key-a3')).toBe('AuthFailure.TokenFailure');
  expect([await mayWork(env, '100'), await mayWork(env, '101')]).toEqual([true, false]);
  expect(await code('AKIDa2', 'key-a3', { 'X-TC-Token': 't' })).toBe(IN);

  const deleted = await SELF.fetch(url('100'), { method: 'DELETE', headers: TOKEN });
  expect(deleted.status).toBe(204);
  expect(await code('AKIDa2', 'key-a3', { 'X-TC-Token': 't' })).toBe(UNKNOWN);
  expect(await get('100')).toEqual([404, { error: 'no such account' }]);
  expect((await env.ACCOUNTS.list()).keys).toEqual([]);
});

it('what is stored, answered and logged shows no key', async () => {
  const lines = vi.spyOn(console, 'log');
  const answers = [
    await put('101', { keys: [{ secretId: 'AKIDb', secretKey: 'planted', token: 'planted' }] }),
  ];
  const names = (await env.ACCOUNTS.list()).keys.map(({ name }) => name);
  expect(names).toEqual(['account/101', 'key/AKIDb']);
  const stored = await Promise.all(names.map((name) => env.ACCOUNTS.get(name)));
  expect(lines.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown)).toContainEqual(
    expect.objectContaining({ event: 'accounts.written', appId: '101', keys: 1 }),
  );
  expect(JSON.stringify([answers, stored, await get('101'), lines.mock.calls])).not.toContain('planted');
});

it('a sealed key is good for its own account and SecretId, and with its SIGNING_KEY only', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await put('102', { keys: [{ secretId: 'AKIDc', secretKey: 'key-c' }] });
  const { keys } = JSON.parse((await env.ACCOUNTS.get('account/102'))!);
  expect(await findStored(env, 'AKIDc')).toMatchObject({ appId: '102', secretKey: 'key-c' });
  expect(await findStored({ ...env, SIGNING_KEY: 'other' }, 'AKIDc')).toBeUndefined();
  const thief = { appId: '103', mps: true, disabled: false, updatedAt: '', keys };
  await env.ACCOUNTS.put('account/103', JSON.stringify(thief));
  await env.ACCOUNTS.put('key/AKIDc', '103');
  expect(await findStored(env, 'AKIDc')).toBeUndefined();
  expect(errors).toHaveBeenCalledTimes(2);
});

it('a pointer that was left behind opens nothing', async () => {
  await put('104', { keys: [{ secretId: 'AKIDd', secretKey: 'key-d' }] });
  await put('104', { keys: [] });
  await env.ACCOUNTS.put('key/AKIDd', '104');
  expect(await findStored(env, 'AKIDd')).toBeUndefined();
  expect((await put('105', { keys: [{ secretId: 'AKIDd', secretKey: 'key-d' }] }))[0]).toBe(200);
  expect((await findStored(env, 'AKIDd'))?.appId).toBe('105');
});

it('a change is made to what the one before it left, however late KV is', async () => {
  await put('120', { keys: [{ secretId: 'AKIDk', secretKey: 'leaked' }] });
  const old = (await env.ACCOUNTS.get('account/120'))!;
  await put('120', { keys: [{ secretId: 'AKIDk', secretKey: 'fresh' }] });
  await env.ACCOUNTS.put('account/120', old);
  await put('120', { keys: [{ secretId: 'AKIDk' }, { secretId: 'AKIDl', secretKey: 'key-l' }] });
  expect(await findStored(env, 'AKIDk')).toMatchObject({ secretKey: 'fresh' });
  // Nor does what KV still has of an account that was removed count.
  await SELF.fetch(url('120'), { method: 'DELETE', headers: TOKEN });
  await env.ACCOUNTS.put('account/120', old);
  expect((await get('120'))[0]).toBe(404);
  expect(await put('120', { keys: [{ secretId: 'AKIDk' }] })).toEqual([
    400,
    { error: 'AKIDk is new and needs its secretKey' },
  ]);
});

it('of changes at the same time each is whole, and one SecretId has one account', async () => {
  const answers = await Promise.all(
    ['121', '122', '123'].map((appId) => put(appId, { keys: [{ secretId: 'AKIDm', secretKey: appId }] })),
  );
  expect(answers.map(([status]) => status).sort()).toEqual([200, 409, 409]);
  const winner = String(answers.find(([status]) => status === 200)?.[1].appId);
  expect(await findStored(env, 'AKIDm')).toMatchObject({ appId: winner, secretKey: winner });
});

it('an account that only KV knows is taken over as it is', async () => {
  const sealed = sealedKey(env, '124', 'AKIDn', { secretKey: 'key-n' });
  const stored = { appId: '124', mps: true, disabled: false, updatedAt: '' };
  const keys = [{ secretId: 'AKIDn', disabled: false, sealed }];
  await env.ACCOUNTS.put('account/124', JSON.stringify({ ...stored, keys }));
  await env.ACCOUNTS.put('key/AKIDn', '124');
  expect((await put('125', { keys: [{ secretId: 'AKIDn', secretKey: 'x' }] }))[1]).toEqual({
    error: 'AKIDn is a key of 124',
  });
  expect((await put('124', { keys: [{ secretId: 'AKIDn' }] }))[0]).toBe(200);
  expect(await code('AKIDn', 'key-n')).toBe(IN);
});

it('a copy that KV does not take is tried again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const registry = env.ACCOUNT_REGISTRY.get(env.ACCOUNT_REGISTRY.idFromName('all'));
  let failing = true;
  await runInDurableObject(registry, (object) => {
    const own = object as unknown as { env: Env };
    own.env = {
      ...own.env,
      ACCOUNTS: new Proxy(own.env.ACCOUNTS, {
        get: (kv, name) => {
          if (name === 'put' && failing) return () => Promise.reject(new Error('429'));
          const member = Reflect.get(kv, name) as unknown;
          return typeof member === 'function' ? member.bind(kv) : member;
        },
      }),
    };
  });
  const [status] = await put('126', { keys: [{ secretId: 'AKIDo', secretKey: 'key-o' }] });
  expect([status, (await get('126'))[0], await findStored(env, 'AKIDo')]).toEqual([503, 200, undefined]);
  failing = false;
  await runDurableObjectAlarm(registry);
  expect(await findStored(env, 'AKIDo')).toMatchObject({ secretKey: 'key-o' });
});

it('a change elsewhere is seen after 20 s, a new account after 30 s, and KV is not asked in between', async () => {
  const reads: string[] = [];
  const ACCOUNTS = new Proxy(env.ACCOUNTS, {
    get: (kv, property) => {
      if (property !== 'get') return Reflect.get(kv, property);
      return (name: string, options: never) => {
        reads.push(name);
        return kv.get(name, options);
      };
    },
  });
  const counted: Env = { ...env, ACCOUNTS };
  const at = Date.now();
  const find = (seconds: number) => findAccount(counted, 'AKIDe', at + seconds * 1000);
  expect([await find(0), await find(29)]).toEqual([undefined, undefined]);
  expect(reads).toEqual(['key/AKIDe']);
  await put('106', { keys: [{ secretId: 'AKIDe', secretKey: 'key-e' }] });
  expect((await find(30))?.appId).toBe('106');
  expect((await find(49))?.appId).toBe('106');
  expect(reads).toEqual(['key/AKIDe', 'key/AKIDe', 'account/106']);
  const stored = JSON.parse((await env.ACCOUNTS.get('account/106'))!);
  await env.ACCOUNTS.put('account/106', JSON.stringify({ ...stored, disabled: true }));
  expect((await find(49))?.appId).toBe('106');
  expect(await find(50)).toBeUndefined();

  reads.length = 0;
  for (const odd of ['', '密钥', 'a/b', 'x'.repeat(129), 'AKIDlocal']) await findAccount(counted, odd, at);
  expect(reads).toEqual([]);
});

it.each<[string, string, unknown, number, string]>([
  ['no JSON object', '110', 'text', 400, 'Invalid input: expected object, received string'],
  ['an AppId with letters', '1a', { keys: [] }, 400, 'an AppId has digits only'],
  [
    'a SecretId that is none',
    '110',
    { keys: [{ secretId: 'a b', secretKey: 'planted' }] },
    400,
    'keys.0.secretId: up to 128 letters, digits, ".", "_" and "-"',
  ],
  [
    'a SecretId twice',
    '110',
    { keys: [{ secretId: 'a' }, { secretId: 'a' }] },
    400,
    'keys: a secretId twice',
  ],
  [
    'a new key without secretKey',
    '110',
    { keys: [{ secretId: 'AKIDf' }] },
    400,
    'AKIDf is new and needs its secretKey',
  ],
  [
    'a token alone',
    '110',
    { keys: [{ secretId: 'AKIDf', token: 'planted' }] },
    400,
    'keys.0: a token needs its secretKey',
  ],
  [
    'an account of the secret',
    '1250000000',
    { keys: [] },
    409,
    '1250000000 is an account of MPS_ACCOUNTS: change it there',
  ],
  [
    'a key of the secret',
    '110',
    { keys: [{ secretId: 'AKIDlocal', secretKey: 'planted' }] },
    409,
    'AKIDlocal is a key in MPS_ACCOUNTS',
  ],
])('%s is refused', async (_, appId, body, status, error) => {
  expect(await put(appId, body)).toEqual([status, { error }]);
});

it("another account's key is refused", async () => {
  await put('107', { keys: [{ secretId: 'AKIDg', secretKey: 'key-g' }] });
  expect(await put('108', { keys: [{ secretId: 'AKIDg', secretKey: 'key-h' }] })).toEqual([
    409,
    { error: 'AKIDg is a key of 107' },
  ]);
  expect(await code('AKIDg', 'key-g')).toBe(IN);
});

it.each(['GET', 'PUT', 'DELETE'])('%s needs the token', async (method) => {
  expect((await SELF.fetch(url('100'), { method })).status).toBe(401);
  const headers = { Authorization: 'Bearer wrong' };
  expect((await SELF.fetch(url('100'), { method, headers })).status).toBe(401);
});
