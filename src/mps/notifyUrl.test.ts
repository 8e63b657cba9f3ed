import { describe, expect, it } from 'vitest';
import { ApiError } from './errors.ts';
import { checkNotifyUrl } from './notifyUrl.ts';

function verdict(url: string, allowLoopback: boolean): string {
  try {
    checkNotifyUrl(url, { allowLoopback });
    return 'ok';
  } catch (error) {
    return error instanceof ApiError ? error.code : `unexpected ${error}`;
  }
}

describe('checkNotifyUrl', () => {
  it.each([
    'https://example.com/callback?x=1',
    'http://example.com:8080/',
    'http://93.184.216.34/',
    'http://[2606:2800:220:1:248:1893:25c8:1946]/',
    'http://例子.测试/',
  ])('takes %s', (url) => {
    expect(verdict(url, false)).toBe('ok');
  });

  it.each([
    'http://127.0.0.1:9000/cb',
    'http://127.1/',
    'http://0x7f.0.0.1/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://[::1]:9000/',
    'http://localhost:9000/',
    'http://LOCALHOST./',
    'http://localhost../',
    'http://127.0.0.1./',
    'http://0x7f000001/',
    'http://017700000001/',
    'http://①②⑦.0.0.1/',
    'http://api.localhost/',
  ])('takes %s only where loopback is allowed', (url) => {
    expect(verdict(url, false)).toBe('InvalidParameterValue');
    expect(verdict(url, true)).toBe('ok');
  });

  it.each([
    '',
    'not a URL',
    'ftp://example.com/',
    'javascript:alert(1)',
    'https://user:secret@example.com/',
    'https://user@example.com/',
    'http://0.0.0.0/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::127.0.0.1]/',
    'http://[::a00:1]/',
    'http://[4000::1]/',
    'http://metadata.google.internal/',
    'http://printer.local/',
    'http://redis/',
    'http://metadata.google.internal../',
    'http://metadata.tencentyun.com/latest/meta-data',
    'http://168.63.129.16/',
    'http://100.100.100.200/',
    'http://[fd00:ec2::254]/',
    'http://2852039166/',
    'http://0xa9.0xfe.0xa9.0xfe/',
    'http://0251.0376.0251.0376/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[2002:a9fe:a9fe::1]/',
    'http://nas.lan/',
    'http://wiki.corp/',
    'http://api.default.svc/',
    'http://api.default.svc.cluster.local/',
    `http://example.com/${'x'.repeat(2_048)}`,
  ])('refuses %s everywhere', (url) => {
    expect(verdict(url, false)).toBe('InvalidParameterValue');
    expect(verdict(url, true)).toBe('InvalidParameterValue');
  });

  it('says what is wrong in both languages', () => {
    try {
      checkNotifyUrl('ftp://example.com/', { allowLoopback: false });
      expect.unreachable();
    } catch (error) {
      const { messages } = error as ApiError;
      expect(messages.en).toBe(
        'The value of parameter `TaskNotifyConfig.NotifyUrl` is not valid: it must be an http or https URL.',
      );
      expect(messages.zh).toContain('http 或 https 地址');
    }
  });
});
