import { describe, expect, it } from 'vitest';
import { type Env, offlineAgeing, retention, scaled, sessionWindow } from './env.ts';
import { DAY, HOUR } from './settings.ts';

const of = (vars: Partial<Env>) => vars as Env;

describe('times that an operator may set', () => {
  it('are the documented ones where nothing is set', () => {
    expect([retention, sessionWindow, offlineAgeing].map((time) => time(of({})))).toEqual([
      7 * DAY,
      3 * DAY,
      60 * HOUR,
    ]);
  });

  it('are what is set, scaled', () => {
    expect(retention(of({ RETENTION_DAYS: '30' }))).toBe(30 * DAY);
    expect(sessionWindow(of({ SESSION_WINDOW_DAYS: '0.5' }))).toBe(12 * HOUR);
    expect(offlineAgeing(of({ OFFLINE_AGEING_HOURS: '10', TIME_SCALE: '0.1' }))).toBe(HOUR);
  });

  it.each(['', '0', '-1', 'soon', 'Infinity'])('are the documented ones for %j', (text) => {
    expect(retention(of({ RETENTION_DAYS: text }))).toBe(7 * DAY);
  });
});

it.each(['0', '-1', 'x'])('TIME_SCALE %j is 1', (text) => {
  expect(scaled(of({ TIME_SCALE: text }), 250)).toBe(250);
});
