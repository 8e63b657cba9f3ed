import { afterEach, describe, expect, it, vi } from 'vitest';
import { notifySettings } from './settings.ts';

const keys = { secretId: 'AKIDq', secretKey: 'planted-queue-key' };
afterEach(() => vi.restoreAllMocks());

describe('notifySettings', () => {
  it("are an account's own over those of all", () => {
    const MPS_NOTIFY = JSON.stringify({
      '*': { cmq: keys, scf: { ...keys, region: 'ap-beijing', functionName: 'f' } },
      '1': { cmq: { ...keys, endpoint: 'http://127.0.0.1:1/{region}' } },
    });
    expect(notifySettings({ MPS_NOTIFY }, '1').cmq?.endpoint).toBe('http://127.0.0.1:1/{region}');
    expect(notifySettings({ MPS_NOTIFY }, '1').scf).toEqual({
      ...keys,
      region: 'ap-beijing',
      functionName: 'f',
      namespace: 'default',
      qualifier: '$DEFAULT',
      endpoint: 'https://scf.tencentcloudapi.com',
    });
    expect(notifySettings({ MPS_NOTIFY }, '2').cmq?.endpoint).toBe(
      'https://cmq-{region}.public.tencenttdmq.com/v2/index.php',
    );
    expect(notifySettings({}, '2')).toEqual({});
  });

  it.each([
    '{"1":{"cmq":{"secretId":"planted-queue-key"}}}',
    '{"1":{"webhookSecret":"planted-queue-key"}}',
    'planted-queue-key',
    '{"x":{}}',
  ])('that can not be read say nothing, and are not repeated in the log: %s', (MPS_NOTIFY) => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(notifySettings({ MPS_NOTIFY }, '1')).toEqual({});
    expect(errors).toHaveBeenCalledOnce();
    expect(String(errors.mock.calls[0])).not.toContain('planted-queue-key');
  });
});
