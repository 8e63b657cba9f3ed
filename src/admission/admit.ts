// Who gets in: requests per second, and each SessionId once.
import { waitUntil } from 'cloudflare:workers';
import { proxyDurable } from 'itty-durable';
import { Batches } from '../platform/batches.ts';
import type { Env } from '../platform/env.ts';
import { stub } from '../platform/stub.ts';
import { requestLimit } from './limits.ts';
import type { LimiterAnswer } from './rateLimiter.ts';
import type { Creation, SessionLedger } from './sessionLedger.ts';

/** A limiter that takes longer than this is overloaded. Real milliseconds: TIME_SCALE does not touch them. */
const ANSWER_WITHIN = 200;
/** One that this isolate has not heard from lately may have to be started first: idle objects go away. */
const FIRST_ANSWER_WITHIN = 2_000;
const LATELY = 5_000;
const TIMER_LATE = 20;
/** After so long a question that another request asked counts as lost with it. */
const GUARD = 3 * FIRST_ANSWER_WITHIN;
/** When each limiter last answered this isolate. */
const answered = new Map<string, number>();
const KNOWN_LIMIT = 10_000;
/** What each limiter is being asked by this isolate. */
const questions = new Map<string, Batches<number, Admission>>();

/** How often a claim may meet someone else's unfinished one. */
const ROUNDS = 3;

/** `count`: requests of the last second, this one included; `limit`: allowed per second. */
export type Admission = { admitted: true; wait: number } | { admitted: false; count: number; limit: number };

/**
 * Finds out whether a task was created, and sees to it that it can't be created later if it was not.
 * Throws when it can't be found out now.
 */
export type Settle = (env: Env, taskId: string) => Promise<'created' | 'absent'>;

/**
 * Whether `appId` may send one more request to `action` now, or in the moment that it waits for here. `action` is one that the API knows: each has
 * an object of its own, and itty-durable takes ASCII names only. A limiter that is overloaded or does not
 * answer within 200 ms (2 s when it may have to be started) refuses too.
 * Throws when the limiter fails in another way.
 */
export async function admit(env: Env, appId: string, action: string): Promise<Admission> {
  const limit = requestLimit(env, appId, action);
  const name = `${appId}:${action}`;
  // A wait of its own: the question may be another request's, and this one would count as hung.
  let timer: ReturnType<typeof setTimeout> | null = null;
  const silence = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, GUARD, null);
  });
  try {
    const answer = await Promise.race([question(env, name).add(limit), silence]);
    if (answer === null) questions.delete(name);
    if (answer?.admitted && answer.wait > 0) await scheduler.wait(answer.wait);
    return answer ?? { admitted: false, count: limit + 1, limit };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Claims `sessionId` for the task that is about to be created, and with `creation` has it created. 'created': the task
 * is durable and its SessionId used; 'claimed': go on, then confirm or release; 'taken': answer
 * InvalidParameterValue.SessionId. A claim that its owner neither confirmed nor released for 2 s is settled first, by
 * `settle` of its task. Throws when ledger, book or `settle` can't be reached; nothing is lost then: a claim without a
 * task refuses nobody.
 * @param now milliseconds since 1970
 */
export async function claimSession(
  env: Env,
  appId: string,
  sessionId: string,
  taskId: string,
  now: number,
  settle: Settle,
  creation: Creation | null = null,
): Promise<'created' | 'claimed' | 'taken'> {
  const started = Date.now();
  let at = now;
  for (let round = 0; round < ROUNDS; round += 1) {
    const answer = await again(() => ledger(env, appId).claim(sessionId, taskId, at, creation));
    if (answer.state !== 'pending') return answer.state;
    if ((await settle(env, answer.taskId)) === 'created') {
      await confirmSession(env, appId, sessionId, answer.taskId);
      return 'taken';
    }
    await releaseSession(env, appId, sessionId, answer.taskId);
    at = now + Math.max(0, Date.now() - started);
  }
  throw new Error(`the SessionId stayed undecided for ${ROUNDS} rounds`);
}

/** The task exists: its SessionId is refused from now on. */
export async function confirmSession(
  env: Env,
  appId: string,
  sessionId: string,
  taskId: string,
): Promise<void> {
  await again(() => ledger(env, appId).confirm(sessionId, taskId));
}

/** The task does not exist and never will: its SessionId is free again. Harmless where `taskId` has no claim. */
export async function releaseSession(
  env: Env,
  appId: string,
  sessionId: string,
  taskId: string,
): Promise<void> {
  await again(() => ledger(env, appId).release(sessionId, taskId));
}

/** Requests of this isolate that come while the limiter is being asked are counted by the next question together. */
function question(env: Env, name: string): Batches<number, Admission> {
  const known = questions.get(name);
  if (known) return known;
  if (questions.size >= KNOWN_LIMIT) questions.clear();
  const work = (limits: number[]) => {
    // The request that asks for the others may be over before they are answered.
    const answers = ask(env, name, limits.at(-1)!, limits.length);
    waitUntil(answers.catch(() => {}));
    return answers;
  };
  const asked = new Batches<number, Admission>(work, { patience: GUARD });
  questions.set(name, asked);
  return asked;
}

/** Asks a limiter; when it is overloaded or silent all requests are refused. Throws when it fails in another way. */
async function ask(env: Env, name: string, limit: number, requests: number): Promise<Admission[]> {
  const refused = Array<Admission>(requests).fill({ admitted: false, count: limit + 1, limit });
  const patience = Date.now() - (answered.get(name) ?? 0) < LATELY ? ANSWER_WITHIN : FIRST_ANSWER_WITHIN;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const silence = new Promise<Admission[]>((resolve) => {
    const begun = Date.now();
    timer = setTimeout(() => {
      // A timer that is late says that this isolate was busy, not the limiter: its answer may lie here.
      const late = Date.now() - begun > patience + TIMER_LATE;
      timer = setTimeout(resolve, late ? patience : 0, refused);
    }, patience);
  });
  const limiter = () => proxyDurable(env.RATE_LIMITER, { parse: true }).get(name);
  const answer = again<LimiterAnswer[]>(() => limiter().admitAll(limit, requests)).then((admissions) => {
    if (answered.size >= KNOWN_LIMIT) answered.clear();
    answered.set(name, Date.now());
    return admissions;
  });
  try {
    return await Promise.race([answer, silence]);
  } catch (error) {
    if (isOverloaded(error)) return refused;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

type LedgerRpc = Pick<SessionLedger, 'claim' | 'confirm' | 'release'>;

function ledger(env: Env, appId: string): LedgerRpc {
  return stub<LedgerRpc>(env.SESSION_LEDGER, appId);
}

/**
 * Makes a call once more, on a new stub, when the object was restarted or moved under it: all calls here may come
 * twice. An overloaded object is left alone (developers.cloudflare.com/durable-objects/best-practices/error-handling).
 */
async function again<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isOverloaded(error)) throw error;
    return await call();
  }
}

function isOverloaded(error: unknown): boolean {
  return (error as { overloaded?: boolean }).overloaded === true;
}
