import Sign from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js';
import { expect, it } from 'vitest';
import { tc3Headers } from './tc3Headers.ts';

it('signs as the official SDK does', () => {
  const payload = { FunctionName: 'f', ClientContext: '{"a":"测试"}' };
  const now = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  const headers = tc3Headers(
    {
      url: new URL('https://scf.tencentcloudapi.com/'),
      service: 'scf',
      action: 'Invoke',
      version: '2018-04-16',
      region: 'ap-beijing',
      body: JSON.stringify(payload),
      keys: { secretId: 'AKID', secretKey: 'key', token: 't' },
    },
    now,
  );
  const expected = Sign.sign3({
    method: 'POST',
    url: 'https://scf.tencentcloudapi.com/',
    payload,
    timestamp: Math.floor(now / 1000),
    service: 'scf',
    secretId: 'AKID',
    secretKey: 'key',
    multipart: false,
    boundary: '',
    headers: { 'Content-Type': 'application/json' },
  });
  expect(headers).toEqual({
    'Content-Type': 'application/json',
    Authorization: expected,
    'X-TC-Action': 'Invoke',
    'X-TC-Version': '2018-04-16',
    'X-TC-Timestamp': '1767323045',
    'X-TC-Region': 'ap-beijing',
    'X-TC-Token': 't',
  });
});
