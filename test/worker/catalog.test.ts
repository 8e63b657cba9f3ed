// An account's catalog: versions, limits, concurrent changes, and copies in KV that come late or not at all.
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import {
  catalogOf,
  changeItem,
  createItems,
  listItems,
  readItem,
  removeItems,
} from '../../src/catalog/catalog.ts';
import { currentItems } from '../../src/catalog/currentItems.ts';
import { copyKey, type ItemRef, type ItemRules, type NewItem } from '../../src/catalog/item.ts';
import type { Env } from '../../src/platform/env.ts';
import { env } from './fixtures.ts';

const RULES: ItemRules = { limit: 5, copies: true };
const NOW = 1_700_000_000_000;
const kind = 'Transcode';

const item = (name: string, body: unknown = {}, facets = {}): NewItem => ({
  name,
  facets,
  body: JSON.stringify(body),
});

async function create(appId: string, ...items: NewItem[]): Promise<ItemRef[]> {
  const answer = await createItems(env, appId, kind, items, RULES, NOW);
  if ('refusal' in answer) throw new Error(answer.refusal);
  return answer.ids.map((id) => ({ kind, id }));
}

const object = (appId: string) => env.CATALOG.get(env.CATALOG.idFromName(appId));
const bodies = async (appId: string, refs: ItemRef[], bindings: Env = env) =>
  (await currentItems(bindings, appId, refs)).map(({ item: { body } }) => JSON.parse(body) as unknown);

/** KV as the Worker sees it, with `get` in place of its own. */
const withKv = (get: (key: string) => Promise<unknown>): Env => ({
  ...env,
  CATALOG_COPIES: { get } as unknown as KVNamespace,
});

async function copied(appId: string, ref: ItemRef, version: number): Promise<void> {
  await expect.poll(() => env.CATALOG_COPIES.get(copyKey(appId, ref, version))).not.toBeNull();
  await expect.poll(async () => (await catalogOf(env, appId).current([ref]))[0]?.item).toBeNull();
}

describe('an account’s catalog', () => {
  it('shows what was written with the next call, and keeps it over a restart', async () => {
    const [ref] = await create('c-1', item('a', { n: 1 }));
    expect(Number(ref!.id)).toBeGreaterThanOrEqual(1_000_000);
    expect(await bodies('c-1', [ref!])).toEqual([{ n: 1 }]);
    await evictDurableObject(object('c-1'));
    expect(await bodies('c-1', [ref!])).toEqual([{ n: 1 }]);
    expect(await readItem(env, 'c-1', ref!)).toMatchObject({ version: 1, createdAt: NOW, updatedAt: NOW });
  });

  it('is apart for each account', async () => {
    const [ref] = await create('c-2', item('a'));
    expect(await bodies('c-3', [ref!])).toEqual([]);
    expect(await removeItems(env, 'c-3', kind, [ref!.id], NOW)).toEqual([]);
    expect(await changeItem(env, 'c-3', ref!, () => item('b'), RULES, NOW)).toBe('absent');
    expect(await readItem(env, 'c-2', ref!)).toMatchObject({ name: 'a' });
  });

  it('never gives an id twice, and refuses what is over the limit as a whole', async () => {
    const [first, second] = await create('c-4', item('a'), item('b'));
    await removeItems(env, 'c-4', kind, [first!.id, second!.id], NOW);
    const [third] = await create('c-4', item('c'));
    expect(Number(third!.id)).toBe(Number(second!.id) + 1);
    const five = Array.from({ length: 5 }, () => item('x'));
    expect(await createItems(env, 'c-4', kind, five, RULES, NOW)).toEqual({ refusal: 'limit' });
    expect((await listItems(env, 'c-4', kind, {}, 0, 100)).total).toBe(1);
    await create('c-4', ...five.slice(1));
    expect((await listItems(env, 'c-4', kind, {}, 0, 100)).total).toBe(5);
  });

  it('refuses a name or an id that is taken where they must be unique', async () => {
    const rules = { ...RULES, uniqueName: true };
    const make = (...items: NewItem[]) => createItems(env, 'c-5', 'schedule', items, rules, NOW);
    const first = await make({ ...item('a'), id: '1' });
    expect(first).toEqual({ ids: ['1'] });
    expect(await make({ ...item('a'), id: '2' })).toEqual({ refusal: 'name' });
    expect(await make({ ...item('b'), id: '1' })).toEqual({ refusal: 'exists' });
    await make({ ...item('b'), id: '2' });
    const rename = (id: string, name: string) =>
      changeItem(env, 'c-5', { kind: 'schedule', id }, () => item(name), rules, NOW);
    expect(await rename('2', 'a')).toBe('name');
    expect(await rename('2', 'b')).toBe('replaced');
  });

  it('loses none of the changes that meet', async () => {
    const [ref] = await create('c-6', item('a', []));
    const add = (n: number) =>
      changeItem(
        env,
        'c-6',
        ref!,
        ({ body }) => item('a', [...(JSON.parse(body) as number[]), n]),
        RULES,
        NOW + n,
      );
    await Promise.all([1, 2, 3, 4, 5, 6].map(add));
    const [list] = (await bodies('c-6', [ref!])) as number[][];
    expect(list!.toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await readItem(env, 'c-6', ref!)).toMatchObject({ version: 7, createdAt: NOW });
  });

  it('lists newest first, by id, part of the name and facets, in pages', async () => {
    const facets = (Type: string, ...Tag: string[]) => ({ Type, Tag });
    await create('c-7', item('one', 1, facets('a', 'x', 'y')), item('two', 2, facets('b', 'y')));
    const [last] = await create('c-7', item('twenty "%_', 3, facets('a')));
    const list = async (...[filter, offset = 0, limit = 100]: [object, number?, number?]) => {
      const { total, items } = await listItems(env, 'c-7', kind, filter, offset, limit);
      return [total, ...items.map(({ body }) => Number(body))];
    };
    expect(await list({})).toEqual([3, 3, 2, 1]);
    expect(await list({}, 1, 1)).toEqual([3, 2]);
    expect(await list({}, 3, 1)).toEqual([3]);
    expect(await list({ name: 'tw' })).toEqual([2, 3, 2]);
    expect(await list({ name: '%_' })).toEqual([1, 3]);
    expect(await list({ ids: [last!.id, '7'] })).toEqual([1, 3]);
    expect(await list({ ids: [] })).toEqual([0]);
    expect(await list({ facets: { Tag: ['y', 'z'] } })).toEqual([2, 2, 1]);
    expect(await list({ facets: { Type: ['a'], Tag: ['x'] } })).toEqual([1, 1]);
    expect(await list({ facets: { Other: ['a'] } })).toEqual([0]);
    expect(await listItems(env, 'c-7', 'Watermark', {}, 0, 10)).toEqual({ total: 0, items: [] });
  });
});

describe('copies in KV', () => {
  it('are made of each version, and removed when nobody needs them', async () => {
    const [ref] = await create('k-1', item('a', 1));
    await copied('k-1', ref!, 1);
    await changeItem(env, 'k-1', ref!, () => item('a', 2), RULES, Date.now() - 120_000);
    await copied('k-1', ref!, 2);
    await runDurableObjectAlarm(object('k-1'));
    await expect.poll(() => env.CATALOG_COPIES.get(copyKey('k-1', ref!, 1))).toBeNull();
    await removeItems(env, 'k-1', kind, [ref!.id], Date.now() - 120_000);
    await runDurableObjectAlarm(object('k-1'));
    await expect.poll(() => env.CATALOG_COPIES.get(copyKey('k-1', ref!, 2))).toBeNull();
    expect(await bodies('k-1', [ref!])).toEqual([]);
  });

  it('are what is read once they are there', async () => {
    const [ref] = await create('k-2', item('a', 'of the object'));
    await copied('k-2', ref!, 1);
    const copy = JSON.parse((await env.CATALOG_COPIES.get(copyKey('k-2', ref!, 1)))!) as object;
    const asked: string[] = [];
    const kv = withKv(async (key) => {
      asked.push(key);
      return { ...copy, body: '"of KV"' };
    });
    expect(await bodies('k-2', [ref!], kv)).toEqual(['of KV']);
    expect(asked).toEqual([copyKey('k-2', ref!, 1)]);
    // A second read of the same version asks nobody but the object for the version.
    expect(await bodies('k-2', [ref!], kv)).toEqual(['of KV']);
    expect(asked).toHaveLength(1);
  });

  it.each<[string, (key: string) => Promise<unknown>]>([
    ['is absent', async () => null],
    ['is of another version', async () => ({ version: 1, body: '"old"' })],
    ['fails', () => Promise.reject(new Error('KV is down'))],
    ['never comes', () => new Promise(() => {})],
  ])('a copy that %s: the object answers', async (what, get) => {
    const account = `k-3-${what}`;
    const [ref] = await create(account, item('a', 1));
    await changeItem(env, account, ref!, () => item('a', 2), RULES, NOW);
    await copied(account, ref!, 2);
    expect(await bodies(account, [ref!], withKv(get))).toEqual([2]);
  });

  it('are never out of date, whatever KV still has', async () => {
    const [ref] = await create('k-4', item('a', 1));
    await copied('k-4', ref!, 1);
    expect(await bodies('k-4', [ref!])).toEqual([1]);
    for (const n of [2, 3, 4]) {
      await changeItem(env, 'k-4', ref!, () => item('a', n), RULES, NOW);
      expect(await bodies('k-4', [ref!])).toEqual([n]);
    }
  });
});
