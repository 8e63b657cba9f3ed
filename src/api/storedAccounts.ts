// Accounts that an operator added at run time, as KV has them: copies of what the AccountRegistry holds. There are two kinds
// of records (docs/storage.md): `account/<AppId>` is the account, `key/<SecretId>` only says in which account to look. So one
// write changes an account as a whole, and a pointer that was left behind opens nothing.
import type { Env } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { open, seal } from '../platform/seal.ts';
import type { Account } from './account.ts';

export interface StoredAccount {
  appId: string;
  mps: boolean;
  disabled: boolean;
  /** ISO 8601 */
  updatedAt: string;
  keys: StoredKey[];
}

export interface StoredKey {
  secretId: string;
  disabled: boolean;
  /** SecretKey and Token, as `sealedKey` makes it. */
  sealed: string;
}

/** What `sealedKey` seals. */
interface KeyMaterial {
  secretKey: string;
  token?: string | undefined;
}

/** Seconds that a place of Cloudflare's may answer from its own copy: the least that KV allows. */
const CACHE_TTL = 30;
/** SecretIds that KV may hold. KV takes names of up to 512 bytes, and nobody else's need a look-up. */
const STORABLE = /^[\w.-]{1,128}$/;

/** Whether a SecretId can be that of a stored account. */
export function isStorable(secretId: string): boolean {
  return STORABLE.test(secretId);
}

/** The account of a SecretId; undefined when there is none that may call. Throws when KV or SIGNING_KEY fail. */
export async function findStored(env: Env, secretId: string): Promise<Account | undefined> {
  if (!isStorable(secretId)) return undefined;
  const appId = await readPointer(env, secretId);
  if (appId === null) return undefined;
  const stored = await readStored(env, appId);
  const key = stored?.keys.find((candidate) => candidate.secretId === secretId);
  if (!stored || stored.disabled || !key || key.disabled) return undefined;
  const text = open(env, purpose(appId, secretId), key.sealed);
  if (text === null) {
    logError('api.account_unreadable', new Error('sealed with another SIGNING_KEY'), { appId });
    return undefined;
  }
  return { appId, secretId, mps: stored.mps, ...(JSON.parse(text) as KeyMaterial) };
}

/** KV's record of an account; null when there is none. */
export function readStored(env: Env, appId: string): Promise<StoredAccount | null> {
  return env.ACCOUNTS.get<StoredAccount>(accountName(appId), { type: 'json', cacheTtl: CACHE_TTL });
}

/** The AppId of the account that KV knows as the holder of a SecretId; null when none has it. */
export async function holderOf(env: Env, secretId: string): Promise<string | null> {
  const holder = await readPointer(env, secretId);
  if (holder === null) return null;
  const stored = await readStored(env, holder);
  return stored?.keys.some((key) => key.secretId === secretId) ? holder : null;
}

/** Key material as it may be stored: of no use in another account or under another SecretId. */
export function sealedKey(env: Env, appId: string, secretId: string, material: KeyMaterial): string {
  return seal(env, purpose(appId, secretId), JSON.stringify(material));
}

function readPointer(env: Env, secretId: string): Promise<string | null> {
  return env.ACCOUNTS.get(pointerName(secretId), { cacheTtl: CACHE_TTL });
}

const purpose = (appId: string, secretId: string) => `account ${appId} ${secretId}`;

export const accountName = (appId: string) => `account/${appId}`;
export const pointerName = (secretId: string) => `key/${secretId}`;
