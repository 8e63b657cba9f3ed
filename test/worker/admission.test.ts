// The limiter and the ledger as the Worker calls them, in workerd with their real storage.
import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { proxyDurable } from 'itty-durable';
import { describe, expect, it, vi } from 'vitest';
import {
  admit,
  claimSession,
  confirmSession,
  releaseSession,
  type Settle,
} from '../../src/admission/admit.ts';
import type { LimiterAnswer } from '../../src/admission/rateLimiter.ts';
import { SessionLedger } from '../../src/admission/sessionLedger.ts';
import type { SlidingWindow } from '../../src/admission/slidingWindow.ts';
import type { Env } from '../../src/platform/env.ts';

const env = bindings as unknown as Env;
const DAY = 86_400_000;

type LedgerStub = DurableObjectStub<SessionLedger>;

/** Where a test has no business with settling. */
const never: Settle = async (_, taskId) => {
  throw new Error(`nobody should ask for ${taskId}`);
};

/** A book of tasks with the promise of the real one: an id that was settled as absent is never created. */
function book() {
  const created = new Set<string>();
  const absent = new Set<string>();
  return {
    created,
    absent,
    create(taskId: string): void {
      if (absent.has(taskId)) throw new Error('abandoned');
      created.add(taskId);
    },
    settle: (async (_, taskId) => {
      if (created.has(taskId)) return 'created';
      absent.add(taskId);
      return 'absent';
    }) satisfies Settle,
  };
}

function ledgerNamed(name: string): LedgerStub {
  return env.SESSION_LEDGER.get(env.SESSION_LEDGER.idFromName(name)) as unknown as LedgerStub;
}

function limiterOf(appId: string, action: string) {
  return env.RATE_LIMITER.get(env.RATE_LIMITER.idFromName(`${appId}:${action}`));
}

function claimCount(state: DurableObjectState): number {
  return state.storage.sql.exec<{ n: number }>('SELECT count(*) AS n FROM claims').one().n;
}

async function rejectedWith(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'resolved',
    (error: Error) => error.message,
  );
}

describe('admit', () => {
  it('admits as many of a burst as the limit says, and refuses the others with their count', async () => {
    const limiter = proxyDurable(env.RATE_LIMITER, { parse: true });
    const started = Date.now();
    const answers: LimiterAnswer[] = await Promise.all(
      Array.from({ length: 300 }, () => limiter.get('burst:ProcessMedia').admit(50)),
    );
    // Some wait for room for up to 200 ms.
    const windows = Math.floor((Date.now() + 200 - started) / 1001) + 1;
    const admitted = answers.filter((answer) => answer.admitted);
    const counts = [...new Set(admitted.map((answer) => answer.count))].sort((a, b) => a - b);
    expect(counts).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    expect(admitted.length).toBeLessThanOrEqual(50 * windows);
    const refused = answers.filter((answer) => !answer.admitted);
    expect(refused.length).toBe(300 - admitted.length);
    for (const answer of refused) expect(answer).toEqual({ admitted: false, count: 51, limit: 50, wait: 0 });
  });

  it('is exact: replayed, no window has more than the limit, and nobody was refused while there was room', async () => {
    const LIMIT = 30;
    const limits = { ...env, RATE_LIMITS: JSON.stringify({ replay: { '*': LIMIT } }) };
    await admit(limits, 'replay', 'ProcessMedia');
    const log = await runInDurableObject(limiterOf('replay', 'ProcessMedia'), (limiter) => {
      const window = Reflect.get(limiter, 'window') as SlidingWindow;
      const decide = window.admit.bind(window);
      const arrivals: { time: number; admitted: boolean; wait: number }[] = [];
      window.admit = (time) => {
        const decision = decide(time);
        arrivals.push({ time, ...decision });
        return decision;
      };
      return arrivals;
    });
    const begun = Date.now();
    const callers = Array.from({ length: 6 }, async (_, caller) => {
      while (Date.now() - begun < 2_400) {
        await admit(limits, 'replay', 'ProcessMedia');
        await scheduler.wait(caller * 7);
      }
    });
    await Promise.all(callers);
    expect(log.length).toBeGreaterThan(3 * LIMIT);
    const accepted: number[] = [];
    for (const { time, admitted, wait } of log) {
      // Who is refused would have had no room for another 200 ms.
      const at = time + (admitted ? wait : 200);
      // The one that made the limiter came before its log was kept.
      const unseen = at - begun <= 1_000 ? 1 : 0;
      const recent = accepted.filter((other) => other >= at - 1_000).length;
      if (admitted) expect(recent).toBeLessThan(LIMIT);
      else expect(recent + unseen).toBeGreaterThanOrEqual(LIMIT);
      if (admitted) accepted.push(at);
    }
  });

  it('counts accounts and actions apart, each by its own limit', async () => {
    const limits = { ...env, RATE_LIMITS: '{"1": {"ProcessMedia": 1, "*": 0}}' };
    expect(await admit(limits, '1', 'ProcessMedia')).toMatchObject({ admitted: true });
    expect(await admit(limits, '1', 'DescribeTaskDetail')).toMatchObject({
      admitted: false,
      count: 1,
      limit: 0,
    });
    expect(await admit(limits, '2', 'ProcessMedia')).toMatchObject({ admitted: true, limit: 100 });
    expect(await admit(limits, '2', 'DescribeTaskDetail')).toMatchObject({ admitted: true, limit: 20 });
  });

  it('stores nothing', async () => {
    await admit(env, 'nothing-stored', 'ProcessMedia');
    await runInDurableObject(limiterOf('nothing-stored', 'ProcessMedia'), async (_, state) => {
      expect((await state.storage.list()).size).toBe(0);
    });
  });

  it('refuses when the limiter does not answer, and admits again when it does', async () => {
    await admit(env, 'busy', 'ProcessMedia');
    let blocked = false;
    let free = false;
    const block = runInDurableObject(limiterOf('busy', 'ProcessMedia'), (_, state) =>
      state.blockConcurrencyWhile(async () => {
        blocked = true;
        while (!free) await scheduler.wait(5);
      }),
    );
    while (!blocked) await scheduler.wait(5);
    expect(await admit(env, 'busy', 'ProcessMedia')).toEqual({ admitted: false, count: 101, limit: 100 });
    free = true;
    await block;
    expect(await admit(env, 'busy', 'ProcessMedia')).toMatchObject({ admitted: true });
  });

  it('forgets the last second when it is evicted, no more', async () => {
    const once = { ...env, RATE_LIMITS: '{"evicted": {"*": 1}}' };
    expect(await admit(once, 'evicted', 'ProcessMedia')).toMatchObject({ admitted: true, count: 1 });
    await evictDurableObject(limiterOf('evicted', 'ProcessMedia'));
    expect(await admit(once, 'evicted', 'ProcessMedia')).toMatchObject({ admitted: true, count: 1 });
  });
});

describe('claimSession', () => {
  it('lets exactly one of 1,000 concurrent claims win', async () => {
    const tasks = book();
    const outcomes = await Promise.all(
      Array.from({ length: 1000 }, async (_, n) => {
        const taskId = `task-${n}`;
        const answer = await claimSession(env, 'race', 'one', taskId, Date.now(), tasks.settle);
        if (answer === 'taken') return answer;
        tasks.create(taskId);
        await confirmSession(env, 'race', 'one', taskId);
        return taskId;
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(999);
    expect(outcomes.filter((outcome) => outcome !== 'taken')).toEqual([...tasks.created]);
  });

  it('hands the SessionId on when calls fail: three fail, the fourth gets it', async () => {
    const tasks = book();
    let failures = 0;
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const taskId = `task-${n}`;
        const answer = await claimSession(env, 'failing', 'one', taskId, Date.now(), tasks.settle);
        if (answer === 'taken') return 'taken';
        if (failures < 3) {
          failures += 1;
          await releaseSession(env, 'failing', 'one', taskId);
          return 'failed';
        }
        tasks.create(taskId);
        await confirmSession(env, 'failing', 'one', taskId);
        return 'created';
      }),
    );
    const count = (outcome: string) => outcomes.filter((other) => other === outcome).length;
    expect([count('failed'), count('created'), count('taken')]).toEqual([3, 1, 196]);
  });

  it('holds across eviction, and answers the owner as before', async () => {
    expect(await claimSession(env, 'evict', 's', 'a', Date.now(), never)).toBe('claimed');
    await evictDurableObject(ledgerNamed('evict'));
    expect(await claimSession(env, 'evict', 's', 'a', Date.now(), never)).toBe('claimed');
    await confirmSession(env, 'evict', 's', 'a');
    await evictDurableObject(ledgerNamed('evict'));
    await confirmSession(env, 'evict', 's', 'a');
    expect(await claimSession(env, 'evict', 's', 'b', Date.now(), never)).toBe('taken');
  });

  it('survives the death of its ledger while rivals wait', async () => {
    await claimSession(env, 'abort', 's', 'a', Date.now(), never);
    const rivals = ['b', 'c'].map((taskId) => claimSession(env, 'abort', 's', taskId, Date.now(), never));
    // An answer that comes after the rivals' calls: they wait in the object now.
    await releaseSession(env, 'abort', 's', 'nobody');
    await abortAllDurableObjects();
    await confirmSession(env, 'abort', 's', 'a');
    expect(await Promise.all(rivals)).toEqual(['taken', 'taken']);
  });

  it('is given back by release, but only by its owner and only before it is confirmed', async () => {
    const now = Date.now();
    await claimSession(env, 'release', 's', 'a', now, never);
    await releaseSession(env, 'release', 's', 'a');
    await releaseSession(env, 'release', 's', 'a');
    expect(await claimSession(env, 'release', 's', 'b', now, never)).toBe('claimed');
    await releaseSession(env, 'release', 's', 'a');
    await confirmSession(env, 'release', 's', 'a');
    await confirmSession(env, 'release', 's', 'b');
    await releaseSession(env, 'release', 's', 'b');
    expect(await claimSession(env, 'release', 's', 'c', now, never)).toBe('taken');
  });

  it('ends after three days', async () => {
    const now = Date.now();
    await claimSession(env, 'window', 's', 'a', now, never);
    await confirmSession(env, 'window', 's', 'a');
    expect(await claimSession(env, 'window', 's', 'b', now + 3 * DAY - 1, never)).toBe('taken');
    expect(await claimSession(env, 'window', 's', 'b', now + 3 * DAY, never)).toBe('claimed');
    await confirmSession(env, 'window', 's', 'b');
    expect(await claimSession(env, 'window', 's', 'c', now + 3 * DAY, never)).toBe('taken');
  });

  it('takes any text for a SessionId, to the letter', async () => {
    const texts = [
      'a',
      'A',
      ' a',
      'a\u0000',
      'a\u0000b',
      "a'b",
      '"',
      '\\',
      'é',
      'e\u0301',
      '视频',
      '🎬'.repeat(25),
      '\u{10FFFF}',
      '\uFFFD',
      '\uD83C',
      '\uDFAC',
      '\uFEFF',
      '\u202E',
      '__proto__',
      '\n',
    ];
    for (const [n, text] of texts.entries()) {
      expect(await claimSession(env, 'unicode', text, `task-${n}`, Date.now(), never), text).toBe('claimed');
      await confirmSession(env, 'unicode', text, `task-${n}`);
    }
    for (const text of texts) {
      expect(await claimSession(env, 'unicode', text, 'other', Date.now(), never), text).toBe('taken');
    }
  });

  it('keeps accounts apart', async () => {
    await claimSession(env, 'account-1', 's', 'a', Date.now(), never);
    expect(await claimSession(env, 'account-2', 's', 'b', Date.now(), never)).toBe('claimed');
  });
});

describe('a claim whose Worker died', () => {
  const longAgo = () => Date.now() - 60_000;

  it('refuses its rivals when the task was created', async () => {
    const tasks = book();
    await claimSession(env, 'died', 'created', 'a', longAgo(), never);
    tasks.create('a');
    await evictDurableObject(ledgerNamed('died'));
    expect(await claimSession(env, 'died', 'created', 'b', Date.now(), tasks.settle)).toBe('taken');
    // It is confirmed now: nobody needs to ask again.
    expect(await claimSession(env, 'died', 'created', 'c', Date.now(), never)).toBe('taken');
  });

  it('is given to a rival when it was not, and a late confirmation does not bring it back', async () => {
    const tasks = book();
    await claimSession(env, 'died', 'absent', 'a', longAgo(), never);
    expect(await claimSession(env, 'died', 'absent', 'b', Date.now(), tasks.settle)).toBe('claimed');
    expect(() => tasks.create('a')).toThrow('abandoned');
    await confirmSession(env, 'died', 'absent', 'a');
    await releaseSession(env, 'died', 'absent', 'a');
    expect(await claimSession(env, 'died', 'absent', 'b', Date.now(), never)).toBe('claimed');
    await confirmSession(env, 'died', 'absent', 'b');
    expect(await claimSession(env, 'died', 'absent', 'c', Date.now(), never)).toBe('taken');
  });

  it('is waited for first, for its owner may be alive', async () => {
    await claimSession(env, 'died', 'slow', 'a', Date.now(), never);
    const rival = claimSession(env, 'died', 'slow', 'b', Date.now(), never);
    await confirmSession(env, 'died', 'slow', 'a');
    expect(await rival).toBe('taken');
  });

  it('is settled after two seconds without a word', async () => {
    const tasks = book();
    await claimSession(env, 'died', 'silent', 'a', Date.now(), never);
    expect(await claimSession(env, 'died', 'silent', 'b', Date.now(), tasks.settle)).toBe('claimed');
    expect([...tasks.absent]).toEqual(['a']);
  });

  it('fails its rivals while the book is out of reach, and is theirs afterwards', async () => {
    const tasks = book();
    await claimSession(env, 'died', 'unreachable', 'a', longAgo(), never);
    const down: Settle = async () => {
      throw new Error('book is down');
    };
    expect(await rejectedWith(claimSession(env, 'died', 'unreachable', 'b', Date.now(), down))).toBe(
      'book is down',
    );
    expect(await claimSession(env, 'died', 'unreachable', 'c', Date.now(), tasks.settle)).toBe('claimed');
  });

  it('lets exactly one of many rivals have it', async () => {
    const tasks = book();
    await claimSession(env, 'died', 'many', 'dead', longAgo(), never);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const answer = await claimSession(env, 'died', 'many', `task-${n}`, Date.now(), tasks.settle);
        if (answer === 'claimed') {
          tasks.create(`task-${n}`);
          await confirmSession(env, 'died', 'many', `task-${n}`);
        }
        return answer;
      }),
    );
    expect(outcomes.filter((answer) => answer === 'claimed')).toHaveLength(1);
    expect(tasks.created.size).toBe(1);
  });
});

describe('SessionLedger', () => {
  it('writes nothing for confirmations and releases that have no claim', async () => {
    await confirmSession(env, 'unknown', 's', 'a');
    await releaseSession(env, 'unknown', 's', 'a');
    await runInDurableObject(ledgerNamed('unknown'), async (_, state) => {
      expect(state.storage.sql.exec('SELECT name FROM sqlite_master').toArray()).toEqual([]);
      expect(await state.storage.getAlarm()).toBeNull();
    });
  });

  it('drops what is over, by its alarm, and sleeps when nothing is left', async () => {
    const now = Date.now();
    const ledger = ledgerNamed('prune/0');
    await runInDurableObject(ledger, async (instance: SessionLedger, state) => {
      for (const session of ['old', 'older', 'young']) await instance.claim(session, session, now);
      await instance.confirm('older', 'older');
      expect(await state.storage.getAlarm()).toBe(now + 3 * DAY);
      state.storage.sql.exec('UPDATE claims SET at = at - ? WHERE task_id <> ?', 3 * DAY, 'young');
    });
    expect(await runDurableObjectAlarm(ledger)).toBe(true);
    await runInDurableObject(ledger, async (_, state) => {
      expect(state.storage.sql.exec('SELECT task_id FROM claims').toArray()).toEqual([{ task_id: 'young' }]);
      expect(await state.storage.getAlarm()).toBe(now + 3 * DAY);
      state.storage.sql.exec('UPDATE claims SET at = at - ?', 3 * DAY);
    });
    expect(await runDurableObjectAlarm(ledger)).toBe(true);
    await runInDurableObject(ledger, async (instance: SessionLedger, state) => {
      expect(claimCount(state)).toBe(0);
      expect(await state.storage.getAlarm()).toBeNull();
      await instance.claim('new', 'new', now + 1);
      expect(await state.storage.getAlarm()).toBe(now + 1 + 3 * DAY);
    });
  });

  it('tries again later when pruning fails', async () => {
    const ledger = ledgerNamed('broken/0');
    const before = Date.now();
    await runInDurableObject(ledger, async (instance: SessionLedger, state) => {
      await instance.claim('s', 'a', before);
      state.storage.sql.exec('DROP TABLE claims');
    });
    const errors = vi.spyOn(console, 'error').mockReturnValue();
    expect(await runDurableObjectAlarm(ledger)).toBe(true);
    expect(JSON.parse(errors.mock.calls[0]![0])).toMatchObject({ event: 'admission.prune_failed' });
    errors.mockRestore();
    await runInDurableObject(ledger, async (_, state) => {
      expect(await state.storage.getAlarm()).toBeGreaterThanOrEqual(before + 3_600_000);
    });
  });

  it.each([
    [{ SESSION_WINDOW_DAYS: '1' }, DAY],
    [{ SESSION_WINDOW_DAYS: '1', TIME_SCALE: '0.1' }, DAY / 10],
    [{ SESSION_WINDOW_DAYS: 'x' }, 3 * DAY],
  ])('takes its window from the settings: %o', async (settings, window) => {
    const ledger = env.SESSION_LEDGER.get(env.SESSION_LEDGER.newUniqueId());
    const answers = await runInDurableObject(ledger, async (_, state) => {
      const own = new SessionLedger(state, { ...env, ...settings });
      const now = Date.now();
      await own.claim('s', 'a', now);
      await own.confirm('s', 'a');
      return [await own.claim('s', 'b', now + window - 1), await own.claim('s', 'b', now + window)];
    });
    expect(answers).toEqual([{ state: 'taken' }, { state: 'claimed' }]);
  });
});
