// Names and values of application/x-www-form-urlencoded (WHATWG URL, "application/x-www-form-urlencoded"), strictly.
import { ApiError } from '../mps/errors.ts';

/** More than any real request has. */
const MAX_PAIRS = 10_000;

/**
 * The pairs of a query or a form body in the order in which they were sent. Throws InvalidParameter for a piece
 * without "=" (in the gateway's words), for what is no percent-encoded UTF-8, for a name that is given twice and for
 * more than 10,000 pairs.
 */
export function formPairs(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const piece of text.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    if (equals <= 0) {
      throw new ApiError('InvalidParameter', {
        en: 'Url key and value should be splited by `=`.',
        zh: 'URL 的键与值应以 `=` 分隔。',
      });
    }
    addPair(pairs, decoded(piece.slice(0, equals)), decoded(piece.slice(equals + 1)));
  }
  return pairs;
}

/** Adds a pair. Throws InvalidParameter when its name is there already, or there are 10,000. */
export function addPair(pairs: Map<string, string>, name: string, value: string): void {
  if (pairs.has(name)) {
    throw new ApiError('InvalidParameter', {
      en: `The parameter \`${name}\` is given more than once.`,
      zh: `参数 \`${name}\` 重复。`,
    });
  }
  if (pairs.size === MAX_PAIRS) {
    throw new ApiError('InvalidParameter', {
      en: `The request is too complex: up to ${MAX_PAIRS} parameters are read.`,
      zh: `请求过于复杂：最多 ${MAX_PAIRS} 个参数。`,
    });
  }
  pairs.set(name, value);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new ApiError('InvalidParameter', {
      en: 'The parameters are not percent-encoded UTF-8.',
      zh: '参数不是合法的百分号编码 UTF-8。',
    });
  }
}
