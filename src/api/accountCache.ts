// What was found lately, so that KV is not asked with every request. In the memory of one isolate.
import { SECOND } from '../platform/settings.ts';
import type { Account } from './account.ts';

/** With the 30 s that KV may answer from a copy, a change is everywhere within a minute. */
const FOUND_FOR = 20 * SECOND;
const ABSENT_FOR = 30 * SECOND;
/** Entries of each kind; the oldest go first. A flood of made-up SecretIds does not push out real ones. */
const MOST = 10_000;

export class AccountCache {
  private readonly found = new Map<string, { account: Account; until: number }>();
  private readonly absent = new Map<string, number>();

  /** The account that a SecretId had; null: it had none; undefined: ask. @param now milliseconds since 1970 */
  get(secretId: string, now: number): Account | null | undefined {
    const hit = this.found.get(secretId);
    if (hit && now < hit.until) return hit.account;
    return now < (this.absent.get(secretId) ?? 0) ? null : undefined;
  }

  set(secretId: string, account: Account | undefined, now: number): void {
    this.found.delete(secretId);
    this.absent.delete(secretId);
    if (account) bounded(this.found).set(secretId, { account, until: now + FOUND_FOR });
    else bounded(this.absent).set(secretId, now + ABSENT_FOR);
  }

  clear(): void {
    this.found.clear();
    this.absent.clear();
  }
}

/** Makes room for one more. */
function bounded<V>(map: Map<string, V>): Map<string, V> {
  if (map.size >= MOST) map.delete(map.keys().next().value!);
  return map;
}
