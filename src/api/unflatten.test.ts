import { describe, expect, it } from 'vitest';
import { ApiError } from '../mps/errors.ts';
import { formPairs } from './formPairs.ts';
import { unflatten } from './unflatten.ts';

function read(text: string): unknown {
  try {
    return unflatten(formPairs(text));
  } catch (error) {
    return error instanceof ApiError ? `${error.code}: ${error.message}` : `unexpected ${error}`;
  }
}

describe('what is taken', () => {
  it.each<[string, unknown]>([
    ['', {}],
    ['A=1&B=', { A: '1', B: '' }],
    ['A.B.C=x', { A: { B: { C: 'x' } } }],
    ['A.0=x&A.1=y', { A: ['x', 'y'] }],
    ['A.1=y&A.0=x', { A: ['x', 'y'] }],
    ['A.0.B=1&A.0.C.0=2&A.1.B=3', { A: [{ B: '1', C: ['2'] }, { B: '3' }] }],
    ['A.0.0=1&A.0.1=2&A.1.0=3', { A: [['1', '2'], ['3']] }],
    ['A=1+2%2B3%20%E7%95%8C', { A: '1 2+3 界' }],
    ['A=a=b', { A: 'a=b' }],
    ['&A=1&', { A: '1' }],
    ['0=x', { 0: 'x' }],
    ['A.00=x', { A: { '00': 'x' } }],
  ])('%s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it('makes members of prototype names', () => {
    const value = read('__proto__.polluted=1&constructor.prototype.polluted=1') as object;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('what is refused', () => {
  const together = (path: string) =>
    `InvalidParameter: The parameter \`${path}\` is given in forms that do not go together.`;
  const notValid = (name: string) => `InvalidParameter: The parameter name \`${name}\` is not valid.`;
  const deep = Array.from({ length: 33 }, () => 'A').join('.');

  it.each<[string, string]>([
    ['A', 'InvalidParameter: Url key and value should be splited by `=`.'],
    ['=1', 'InvalidParameter: Url key and value should be splited by `=`.'],
    ['A=%zz', 'InvalidParameter: The parameters are not percent-encoded UTF-8.'],
    ['A=%ff', 'InvalidParameter: The parameters are not percent-encoded UTF-8.'],
    ['A=1&A=2', 'InvalidParameter: The parameter `A` is given more than once.'],
    ['A=1&A.B=2', together('A')],
    ['A.B=2&A=1', together('A')],
    ['X.A.0=1&X.A.B=2', together('X.A')],
    ['A.1=x', 'InvalidParameter: The list `A` is not complete: `A.0` is missing.'],
    ['A.0=x&A.2=y', 'InvalidParameter: The list `A` is not complete: `A.1` is missing.'],
    ['X.A.0=x&X.A.999999=y', 'InvalidParameter: The list `X.A` is not complete: `X.A.1` is missing.'],
    ['A..B=1', notValid('A..B')],
    ['.A=1', notValid('.A')],
    ['A.=1', notValid('A.')],
    [`${deep}=1`, notValid(deep)],
  ])('%s', (text, message) => {
    expect(read(text)).toBe(message);
  });

  it('more than 10,000 parameters', () => {
    const pairs = Array.from({ length: 10_001 }, (_, n) => `A.${n}=`).join('&');
    expect(read(pairs)).toBe(
      'InvalidParameter: The request is too complex: up to 10000 parameters are read.',
    );
  });
});
