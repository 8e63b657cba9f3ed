import { expect, test } from 'vitest';
import { maskedUrl } from './maskedUrl.ts';

test.each([
  ['https://h.example/a/b.mp4', 'https://h.example/a/b.mp4'],
  ['https://h.example/a.mp4?id=5&v=2', 'https://h.example/a.mp4?id=5&v=2'],
  ['https://h.example/a.mp4?id=5&sig=abc', 'https://h.example/a.mp4?id=5&sig=***'],
  [
    'https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AK/x&X-Amz-Expires=60&X-Amz-Signature=ff',
    'https://b.s3.amazonaws.com/k?X-Amz-Algorithm=***&X-Amz-Credential=***&X-Amz-Expires=***&X-Amz-Signature=***',
  ],
  [
    'https://b.cos.ap-guangzhou.myqcloud.com/k?q-ak=AKID&q-signature=1&x-cos-security-token=2',
    'https://b.cos.ap-guangzhou.myqcloud.com/k?q-ak=***&q-signature=***&x-cos-security-token=***',
  ],
  [
    'https://h.example/a?Key-Pair-Id=K&Policy=p&Expires=9',
    'https://h.example/a?Key-Pair-Id=***&Policy=***&Expires=9',
  ],
  ['https://h.example/a?p=abcdefghi&q=abcdefgh', 'https://h.example/a?p=***&q=abcdefgh'],
  ['https://h.example/a?t=1563258087&n=12345678901234567890', 'https://h.example/a?t=1563258087&n=***'],
  ['https://h.example/a?0123456789abcdef&x', 'https://h.example/a?***&x'],
  ['https://user:word@h.example/a#frag', 'https://h.example/a'],
  ['not a url', '***'],
])('%s', (text, shown) => {
  expect(maskedUrl(text)).toBe(shown);
});
