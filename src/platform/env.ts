// What wrangler.toml and the secrets give the Worker.
import { DAY, HOUR } from './settings.ts';

export interface Env {
  MEDIA: R2Bucket;
  RATE_LIMITER: DurableObjectNamespace;
  SESSION_LEDGER: DurableObjectNamespace;
  TASK_BOOK: DurableObjectNamespace;
  TASK_INDEX: DurableObjectNamespace;
  JOB_POOL: DurableObjectNamespace;
  COURIER: DurableObjectNamespace;
  COUNTERS: DurableObjectNamespace;
  CATALOG: DurableObjectNamespace;
  UPLOAD_LEDGER: DurableObjectNamespace;
  ACCOUNT_REGISTRY: DurableObjectNamespace;
  /** Only where the deployment has Cloudflare Containers. */
  BACKEND_CONTAINER?: DurableObjectNamespace;
  DISPATCH_QUEUE: Queue<DispatchHint>;
  NOTIFY_QUEUE: Queue<NotifyHint>;
  /** New objects: R2's own notifications, and ours. */
  UPLOAD_QUEUE: Queue<unknown>;
  ACCOUNTS: KVNamespace;
  CATALOG_COPIES: KVNamespace;

  /** JSON list of accounts, no default: where KV has none either, every call is AuthFailure.SecretIdNotFound. */
  MPS_ACCOUNTS?: string;
  /** JSON {"<AppId>" or "*": keys and endpoints of queue callbacks} (src/notify/settings.ts). */
  MPS_NOTIFY?: string;
  INTERNAL_TOKEN?: string;
  SIGNING_KEY?: string;
  /** "true" only in local settings. */
  ALLOW_LOOPBACK?: string;
  /** Where containers reach this Worker: "https://mps.example.com". */
  PUBLIC_URL?: string;
  /** How many containers there may be, and how many jobs each runs at once; 0 and 1 when absent. */
  CONTAINER_MAX?: string;
  CONTAINER_SLOTS?: string;
  /** Books for the tasks of an account's hour, 1…256; 1 when absent. */
  BOOK_SHARDS?: string;
  /** How many jobs a pool gives to backends by itself at once; 0: all go through the queue. 8 when absent. */
  DIRECT_STARTS?: string;
  /** How long tasks can be asked for; 7 when absent. */
  RETENTION_DAYS?: string;
  /** Hours after which an offline task ranks above every online one; 60 when absent. */
  OFFLINE_AGEING_HOURS?: string;
  /** JSON {"<AppId>": {"<Action>" or "*": requests per second}}. */
  RATE_LIMITS?: string;
  /** JSON list of rules: where the buckets that callers name really live (README, "Storage"). */
  MPS_BUCKETS?: string;
  /** Origins whose pages may call: a comma list, or "*"; none when absent. */
  CORS_ORIGINS?: string;
  /** How long a SessionId is refused after it was used; 3 when absent. */
  SESSION_WINDOW_DAYS?: string;
  /** All waiting times are multiplied by it; tests use 0.1. */
  TIME_SCALE?: string;
}

/** "A slot is free in this pool": the receiver asks the pool what to run. */
export interface DispatchHint {
  pool: string;
}

/** "This book has a callback due": the receiver asks the book what to send. */
export interface NotifyHint {
  book: string;
  callback: number;
  /** How many were made when it was sent: the hint is good for the next one only. Absent: sent by an earlier version. */
  attempts?: number;
}

/** Whether inputs and callback targets that the caller wrote may be on the loopback address. */
export function loopbackAllowed(env: Env): boolean {
  return env.ALLOW_LOOPBACK === 'true';
}

/** Milliseconds, scaled by TIME_SCALE. */
export function scaled(env: Env, milliseconds: number): number {
  return Math.max(1, Math.round(milliseconds * timeScale(env)));
}

/** Milliseconds that have passed, as they would have without TIME_SCALE. */
export function unscaled(env: Env, milliseconds: number): number {
  return milliseconds / timeScale(env);
}

/** Milliseconds for which tasks are kept, scaled. What is no number of days counts as absent. */
export function retention(env: Env): number {
  return scaled(env, amount(env.RETENTION_DAYS, 7) * DAY);
}

/** Milliseconds after which an offline task ranks above every online one, scaled. */
export function offlineAgeing(env: Env): number {
  return scaled(env, amount(env.OFFLINE_AGEING_HOURS, 60) * HOUR);
}

/** Milliseconds for which a SessionId is refused after it was used, scaled. */
export function sessionWindow(env: Env): number {
  return scaled(env, amount(env.SESSION_WINDOW_DAYS, 3) * DAY);
}

function amount(text: string | undefined, preset: number): number {
  const value = Number(text);
  return value > 0 && Number.isFinite(value) ? value : preset;
}

function timeScale(env: Env): number {
  const scale = Number(env.TIME_SCALE ?? '1');
  return scale > 0 ? scale : 1;
}
