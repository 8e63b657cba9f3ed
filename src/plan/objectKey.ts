// What may be the key of an object.
import { invalidValue } from '../mps/errors.ts';

/** Bytes of UTF-8. S3 allows as many; COS, with 850, refuses longer ones itself. */
const MAX_BYTES = 1024;

/**
 * The key of a path that a caller wrote, or that was made from what he wrote: one leading slash is not part of it.
 * `parameter` is what InvalidParameterValue names.
 */
export function objectKey(parameter: string, path: string): string {
  const key = path.startsWith('/') ? path.slice(1) : path;
  if (key === '' || key.endsWith('/')) {
    throw invalidValue(parameter, { en: 'the path of a file', zh: '文件路径' });
  }
  if (/\p{Cc}/u.test(key) || !key.isWellFormed()) {
    throw invalidValue(parameter, { en: 'a path without control characters', zh: '不含控制字符的路径' });
  }
  if (key.startsWith('/') || key.split('/').some((part) => part === '.' || part === '..')) {
    throw invalidValue(parameter, {
      en: 'a path without `.`, `..` and empty first segments',
      zh: '不含 `.`、`..` 和空首段的路径',
    });
  }
  if (new TextEncoder().encode(key).length > MAX_BYTES) {
    throw invalidValue(parameter, {
      en: `a path of at most ${MAX_BYTES} bytes`,
      zh: `不超过 ${MAX_BYTES} 字节的路径`,
    });
  }
  return key;
}
