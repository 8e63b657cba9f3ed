import { afterEach, describe, expect, it, vi } from 'vitest';
import { requestLimit } from './limits.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('requestLimit', () => {
  const RATE_LIMITS = JSON.stringify({
    '1250000000': { ProcessMedia: 1000, '*': 50 },
    '1250000001': { DescribeTaskDetail: 0 },
  });

  it.each([
    [undefined, '1250000000', 'ProcessMedia', 100],
    ['', '1250000000', 'DescribeTaskDetail', 20],
    [RATE_LIMITS, '1250000000', 'ProcessMedia', 1000],
    [RATE_LIMITS, '1250000000', 'DescribeTaskDetail', 50],
    [RATE_LIMITS, '1250000001', 'DescribeTaskDetail', 0],
    [RATE_LIMITS, '1250000001', 'ProcessMedia', 100],
    [RATE_LIMITS, '1250000002', 'ManageTask', 20],
  ])('%s: %s %s → %i', (text, appId, action, limit) => {
    expect(requestLimit(text === undefined ? {} : { RATE_LIMITS: text }, appId, action)).toBe(limit);
  });

  it.each([
    '{',
    '[]',
    '{"1250000000": 5}',
    '{"1250000000": {"*": -1}}',
    '{"1250000000": {"*": 1.5}}',
    '{"1250000000": {"*": 100001}}',
    '{"1250000000": {"*": "50"}}',
  ])('ignores %s, and says so once', (text) => {
    const errors = vi.spyOn(console, 'error').mockReturnValue();
    expect(requestLimit({ RATE_LIMITS: text }, '1250000000', 'ProcessMedia')).toBe(100);
    expect(requestLimit({ RATE_LIMITS: text }, '1250000000', 'DescribeTaskDetail')).toBe(20);
    expect(errors).toHaveBeenCalledOnce();
    expect(JSON.parse(errors.mock.calls[0]![0])).toMatchObject({
      event: 'admission.rate_limits_unreadable',
      level: 'error',
    });
  });
});
