// TaskIds say where their task is kept, and can't be made up.
import type { TaskKind } from '../mps/view.ts';
import { signingKey } from '../platform/bearer.ts';
import type { Env } from '../platform/env.ts';
import { hmac, sameText } from '../platform/hmac.ts';

/** The word in the TaskId that clients match on (API documentation, DescribeTaskDetail). */
export type TaskIdKind = 'WorkflowTask' | 'ScheduleTask' | 'EditMedia';

/** What a task is, by its id. */
export function taskKind(taskId: string): TaskKind {
  if (taskId.includes('-EditMedia-')) return 'EditMediaTask';
  return taskId.includes('-ScheduleTask-') ? 'ScheduleTask' : 'WorkflowTask';
}

export const WINDOW_MS = 3_600_000;

// 32 hex digits: 6 window (hours since 1970), 2 shard, 14 random, 10 MAC.
const FORM = /^(\d{1,20})-([A-Za-z]+)-(([0-9a-f]{6})([0-9a-f]{2})[0-9a-f]{14})([0-9a-f]{10})tt0$/;

/** A new id `<AppId>-<kind>-<32 hex>tt0`. `now` in ms since 1970. */
export async function newTaskId(env: Env, appId: string, kind: TaskIdKind, now: number): Promise<string> {
  const [spread, ...random] = crypto.getRandomValues(new Uint8Array(8));
  const window = Math.floor(now / WINDOW_MS)
    .toString(16)
    .padStart(6, '0');
  const shard = (spread! % bookShards(env)).toString(16).padStart(2, '0');
  const body = window + shard + random.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${appId}-${kind}-${body}${mac(env, appId, kind, body)}tt0`;
}

/** Where a task is kept. */
export interface TaskAddress {
  appId: string;
  kind: string;
  /** Name of its TaskBook. */
  book: string;
}

/** Reads an id; null when it is not one of ours, without touching any object. */
export function taskAddress(env: Env, taskId: string): TaskAddress | null {
  const match = FORM.exec(taskId);
  if (!match) return null;
  const [, appId, kind, body, window, shard, check] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (!sameText(check, mac(env, appId, kind, body))) return null;
  return { appId, kind, book: `${appId}/${Number.parseInt(window, 16)}/${Number.parseInt(shard, 16)}` };
}

/** When the window of a book ends, ms since 1970. */
export function windowEnd(book: string): number {
  return (Number(book.split('/')[1]) + 1) * WINDOW_MS;
}

/**
 * An account's tasks of an hour lie in so many books (BOOK_SHARDS). One is best as long as it is not too much for one
 * object: what comes together is written together.
 */
function bookShards(env: Env): number {
  const shards = Number(env.BOOK_SHARDS);
  return shards >= 1 && shards <= 256 ? Math.floor(shards) : 1;
}

function mac(env: Env, appId: string, kind: string, body: string): string {
  return hmac(signingKey(env), 'task-id', `${appId}-${kind}-${body}`).slice(0, 10);
}
