// Reading items for use: the account's object says which versions are the newest, KV has what they say. So whoever has
// made or changed an item meets it with his next call, wherever that arrives, and no old copy is ever used.
import type { Env } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { SECOND } from '../platform/settings.ts';
import { catalogOf } from './catalog.ts';
import { type CurrentVersion, copyKey, type Item, type ItemRef } from './item.ts';

/** How long KV may take before the object is asked instead; real milliseconds. */
const COPY_TIMEOUT = SECOND;

/** Copies that this isolate has met: what stands under a key never changes. */
const known = new Map<string, Item>();
const MOST_KNOWN = 500;

/** The items that there are of `refs`, as of now. Throws when the account's object can't be reached. */
export async function currentItems(
  env: Env,
  appId: string,
  refs: ItemRef[],
): Promise<{ ref: ItemRef; item: Item }[]> {
  if (refs.length === 0) return [];
  const catalog = catalogOf(env, appId);
  const versions = await catalog.current(refs);
  const found = await Promise.all(
    versions.map(async (current) => ({ ref: current.ref, item: await copyOf(env, appId, current) })),
  );
  const missing = found.filter(({ item }) => item === null).map(({ ref }) => ref);
  const read = missing.length > 0 ? await catalog.read(missing) : [];
  return [...found.flatMap(({ ref, item }) => (item ? [{ ref, item }] : [])), ...read];
}

/** What a version says, without asking the object again; null when no copy can be had. */
async function copyOf(env: Env, appId: string, { ref, version, item }: CurrentVersion): Promise<Item | null> {
  const key = copyKey(appId, ref, version);
  const copy = item ?? known.get(key) ?? (await fromKv(env, key, version));
  if (copy) remember(key, copy);
  return copy;
}

async function fromKv(env: Env, key: string, version: number): Promise<Item | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(late.resolve, COPY_TIMEOUT, null);
  try {
    const copy = await Promise.race([env.CATALOG_COPIES.get<Item>(key, 'json'), late.promise]);
    return copy?.version === version ? copy : null;
  } catch (error) {
    logError('catalog.copy_unread', error, { key });
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function remember(key: string, item: Item): void {
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value!);
  known.set(key, item);
}
