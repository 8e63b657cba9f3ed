import { describe, expect, it } from 'vitest';
import { deliveryOutcome } from './outcome.ts';

const now = Date.UTC(2025, 0, 1);
const outcome = (status: number | null, retryAfter: string | null = null, error: string | null = null) => {
  const { kind, asked, reason } = deliveryOutcome({ status, retryAfter, error }, now);
  return [kind, asked, reason];
};

describe('deliveryOutcome', () => {
  it.each([
    [200, null, ['delivered', null, '200']],
    [204, null, ['delivered', null, '204']],
    [301, null, ['retry', null, '301: redirects are not followed']],
    [307, '5', ['retry', null, '307: redirects are not followed']],
    [400, null, ['retry', null, '400']],
    [404, '60', ['retry', null, '404']],
    [410, null, ['stop', null, '410 Gone']],
    [429, null, ['retry', null, '429']],
    [429, '120', ['retry', 120_000, '429, Retry-After 120']],
    [500, null, ['retry', null, '500']],
    [503, ' 60 ', ['retry', 60_000, '503, Retry-After  60 ']],
    [503, '0', ['retry', 1_000, '503, Retry-After 0']],
    [503, '99999999', ['retry', 21_600_000, '503, Retry-After 99999999']],
    [
      503,
      'Wed, 01 Jan 2025 00:05:00 GMT',
      ['retry', 300_000, '503, Retry-After Wed, 01 Jan 2025 00:05:00 GMT'],
    ],
    [
      503,
      'Tue, 31 Dec 2024 00:00:00 GMT',
      ['retry', 1_000, '503, Retry-After Tue, 31 Dec 2024 00:00:00 GMT'],
    ],
    [503, 'soon', ['retry', null, '503']],
  ])('%i with Retry-After %s', (status, retryAfter, expected) => {
    expect(outcome(status, retryAfter)).toEqual(expected);
  });

  it('tries again when a queue says no', () => {
    expect(outcome(200, null, '4440 no such queue')).toEqual(['retry', null, 'the queue refused it']);
  });

  it('stops where each attempt would fail alike', () => {
    const answer = { status: null, error: 'too large', retryAfter: null, final: true };
    expect(deliveryOutcome(answer, now)).toEqual({ kind: 'stop', asked: null, reason: 'too large' });
  });

  it('tries again when nobody answers', () => {
    expect(outcome(null, null, 'timeout')).toEqual(['retry', null, 'no answer: timeout']);
  });
});
