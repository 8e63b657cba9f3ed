import { describe, expect, it } from 'vitest';
import { SlidingWindow } from './slidingWindow.ts';

/** A small generator with a seed (mulberry32), so that a failure can be seen again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The rule, read off a log: accepted calls in [time − 1000, time], those that came before this one. */
function acceptedBefore(log: { time: number; admitted: boolean }[], index: number): number {
  const { time } = log[index]!;
  let count = 0;
  for (let n = index - 1; n >= 0 && log[n]!.time >= time - 1000; n -= 1) if (log[n]!.admitted) count += 1;
  return count;
}

describe('SlidingWindow', () => {
  it.each([1, 2, 20, 100])('is exact for random arrivals, limit %i', (limit) => {
    const next = random(limit);
    const window = new SlidingWindow(limit, 1000);
    const log: { time: number; admitted: boolean }[] = [];
    let time = 1_000_000;
    let refused = 0;
    for (let n = 0; n < 20_000; n += 1) {
      // Bursts at one instant, a load around the limit, and now and then a long silence.
      const dice = next();
      if (dice > 0.999) time += 3000;
      else if (dice > 0.5) time += Math.floor((next() * 2000) / limit);
      const { admitted, count } = window.admit(time);
      log.push({ time, admitted });
      const before = acceptedBefore(log, n);
      expect({ n, admitted, count }).toEqual({ n, admitted: before < limit, count: before + 1 });
      if (!admitted) refused += 1;
    }
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(19_900);
  });

  it.each([1, 7, 100])(
    'is exact with patience, and refuses nobody who would have room in time, limit %i',
    (limit) => {
      const PATIENCE = 200;
      const next = random(limit + 1);
      const window = new SlidingWindow(limit, 1000, PATIENCE);
      const accepted: number[] = [];
      const within = (from: number, to: number) => {
        let count = 0;
        for (let n = accepted.length - 1; n >= 0 && accepted[n]! >= from; n -= 1)
          if (accepted[n]! <= to) count += 1;
        return count;
      };
      let time = 0;
      const seen = { waited: 0, refused: 0 };
      for (let n = 0; n < 20_000; n += 1) {
        const dice = next();
        if (dice > 0.999) time += 3000;
        else if (dice > 0.5) time += Math.floor((next() * 3900) / limit);
        const { admitted, wait } = window.admit(time);
        if (admitted) {
          const at = time + wait;
          expect(wait).toBeLessThanOrEqual(PATIENCE);
          expect(at).toBeGreaterThanOrEqual(accepted.at(-1) ?? 0);
          expect(within(at - 1000, at)).toBeLessThan(limit);
          // It did not wait for nothing: a moment earlier there was no room, or it would have overtaken someone.
          if (wait > 0 && at > accepted.at(-1)!)
            expect(within(at - 1001, at - 1)).toBeGreaterThanOrEqual(limit);
          accepted.push(at);
        } else expect(within(time + PATIENCE - 1000, time + PATIENCE)).toBe(limit);
        if (wait > 0) seen.waited += 1;
        if (!admitted) seen.refused += 1;
      }
      expect(seen.waited).toBeGreaterThan(100);
      expect(seen.refused).toBeGreaterThan(100);
    },
  );

  it('refuses nobody of 95 a second who are held up for 150 ms', () => {
    const window = new SlidingWindow(100, 1000, 200);
    const waits: number[] = [];
    for (let n = 0; n < 950; n += 1) {
      const due = (n / 95) * 1000;
      const { admitted, wait } = window.admit(Math.round(due % 3000 < 150 ? due - (due % 3000) + 150 : due));
      expect(admitted).toBe(true);
      waits.push(wait);
    }
    expect(Math.max(...waits)).toBeGreaterThan(50);
  });

  it('counts both ends of the second', () => {
    const window = new SlidingWindow(2, 1000);
    expect(window.admit(0)).toEqual({ admitted: true, count: 1, wait: 0 });
    expect(window.admit(400)).toEqual({ admitted: true, count: 2, wait: 0 });
    expect(window.admit(1000)).toEqual({ admitted: false, count: 3, wait: 0 });
    expect(window.admit(1001)).toEqual({ admitted: true, count: 2, wait: 0 });
    expect(window.admit(1400)).toEqual({ admitted: false, count: 3, wait: 0 });
    expect(window.admit(1401)).toEqual({ admitted: true, count: 2, wait: 0 });
  });

  it('reads a clock that goes backwards as standing still', () => {
    const window = new SlidingWindow(1, 1000);
    expect(window.admit(5000).admitted).toBe(true);
    expect(window.admit(3000)).toEqual({ admitted: false, count: 2, wait: 0 });
    expect(window.admit(6000).admitted).toBe(false);
    expect(window.admit(6001).admitted).toBe(true);
  });

  it('admits nobody under a limit of 0', () => {
    const window = new SlidingWindow(0, 1000);
    expect(window.admit(1)).toEqual({ admitted: false, count: 1, wait: 0 });
    expect(window.admit(9999)).toEqual({ admitted: false, count: 1, wait: 0 });
  });

  it('keeps what it knows when the limit grows', () => {
    const window = new SlidingWindow(2, 1000);
    for (const time of [0, 10]) window.admit(time);
    const wider = window.withLimit(3);
    expect(wider.admit(20)).toEqual({ admitted: true, count: 3, wait: 0 });
    expect(wider.admit(1000)).toEqual({ admitted: false, count: 4, wait: 0 });
    expect(wider.admit(1001)).toEqual({ admitted: true, count: 3, wait: 0 });
  });

  it('keeps what it needs when the limit shrinks', () => {
    const window = new SlidingWindow(4, 1000);
    for (const time of [0, 100, 200, 300]) window.admit(time);
    const narrower = window.withLimit(2);
    expect(narrower.admit(1150).admitted).toBe(false);
    expect(narrower.admit(1200).admitted).toBe(false);
    expect(narrower.admit(1201)).toEqual({ admitted: true, count: 2, wait: 0 });
  });

  it('is exact when its limit changes at random', () => {
    const next = random(7);
    let window = new SlidingWindow(10, 1000);
    const log: { time: number; admitted: boolean }[] = [];
    let time = 0;
    for (let n = 0; n < 20_000; n += 1) {
      time += Math.floor(next() * 150);
      if (next() > 0.9) window = window.withLimit(Math.floor(next() * 30));
      const { admitted } = window.admit(time);
      log.push({ time, admitted });
      expect({ n, admitted }).toEqual({ n, admitted: acceptedBefore(log, n) < window.limit });
    }
  });
});
