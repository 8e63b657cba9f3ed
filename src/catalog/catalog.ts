// The door to an account's catalog.
import type { Env } from '../platform/env.ts';
import { stub } from '../platform/stub.ts';
import type { CatalogObject, Refusal } from './catalogObject.ts';
import type { Item, ItemFilter, ItemKind, ItemRef, ItemRules, NewItem } from './item.ts';

export type CatalogRpc = Pick<CatalogObject, 'create' | 'replace' | 'remove' | 'current' | 'read' | 'list'>;

/** Changes of one item that meet are made one after the other; so many in a row never lose to others. */
const MAX_TRIES = 20;

export function catalogOf(env: Env, appId: string): CatalogRpc {
  return stub<CatalogRpc>(env.CATALOG, appId);
}

/** Adds items, all or none, and returns their ids. */
export function createItems(
  env: Env,
  appId: string,
  kind: ItemKind,
  items: NewItem[],
  rules: ItemRules,
  now: number,
): Promise<{ ids: string[] } | { refusal: Refusal }> {
  return catalogOf(env, appId).create(appId, kind, items, rules, now);
}

/** The item as it is now; null when there is none. */
export async function readItem(env: Env, appId: string, ref: ItemRef): Promise<Item | null> {
  const [found] = await catalogOf(env, appId).read([ref]);
  return found?.item ?? null;
}

/**
 * Changes an item to what `change` makes of it. When somebody else was quicker it is called again with what he has
 * written, so that no change is lost. Throws what `change` throws.
 */
export async function changeItem(
  env: Env,
  appId: string,
  ref: ItemRef,
  change: (item: Item) => NewItem | Promise<NewItem>,
  rules: ItemRules,
  now: number,
): Promise<'replaced' | 'absent' | 'name'> {
  const catalog = catalogOf(env, appId);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const [found] = await catalog.read([ref]);
    if (!found) return 'absent';
    const next = await change(found.item);
    const answer = await catalog.replace(appId, ref, found.item.version, next, rules, now);
    if (answer !== 'changed') return answer;
  }
  throw new Error(`${ref.kind} ${ref.id} changes faster than it can be written`);
}

/** Removes items and returns those that were there. */
export function removeItems(
  env: Env,
  appId: string,
  kind: ItemKind,
  ids: string[],
  now: number,
): Promise<Item[]> {
  return catalogOf(env, appId).remove(appId, kind, ids, now);
}

/** A page of a kind, newest first, and how many there are in all. */
export function listItems(
  env: Env,
  appId: string,
  kind: ItemKind,
  filter: ItemFilter,
  offset: number,
  limit: number,
): Promise<{ total: number; items: Item[] }> {
  return catalogOf(env, appId).list(kind, filter, offset, limit);
}
