import { describe, expect, it } from 'vitest';
import type { BucketRef } from '../contract/location.ts';
import type { Env } from '../platform/env.ts';
import { bucketRules, bucketRulesFault, filled, ruleFor, secretKeys } from './bucketRules.ts';

const environment = (rules: unknown, more: object = {}) =>
  ({ MPS_BUCKETS: typeof rules === 'string' ? rules : JSON.stringify(rules), ...more }) as unknown as Env;
const rules = (...list: object[]) => bucketRules(environment(list));
const cos = (bucket: string, appId = '1', region = 'ap-guangzhou'): BucketRef => ({
  ...{ provider: 'cos', appId, bucket, region },
});

describe('MPS_BUCKETS', () => {
  it.each<[string, unknown, string]>([
    ['no JSON', '[', 'MPS_BUCKETS is not a JSON list of rules'],
    ['no list', {}, 'MPS_BUCKETS is not a JSON list of rules'],
    ['no match', [{ to: { provider: 'r2' } }], 'rule 1: match: '],
    ['unknown type', [{ match: { type: 'OSS' }, to: { provider: 'r2' } }], 'rule 1: match.type: '],
    ['unknown field', [{ match: { type: 'COS', buckets: 'x' }, to: { provider: 'r2' } }], 'rule 1: match: '],
    [
      'bad pattern',
      [{ match: { type: 'COS', bucket: 'a/b' }, to: { provider: 'r2' } }],
      'match.bucket: letters',
    ],
    ['COS without keys', [{ match: { type: 'COS' }, to: { provider: 'cos' } }], 'to.credentials: '],
    [
      'keys themselves',
      [rule({ credentials: 'AKIDxyz/abc' })],
      'to.credentials: must be the name of a secret',
    ],
    ['endpoint with a path', [rule({ endpoint: 'https://h/x' })], 'to.endpoint: must be http:// or https://'],
    ['endpoint without scheme', [rule({ endpoint: 'h.example' })], 'to.endpoint: '],
    ['unknown placeholder', [rule({ bucket: '{name}' })], 'to.bucket: only {appId}, {bucket} and {region}'],
    ['prefix without end', [rule({ prefix: 'a' })], 'to.prefix: must be empty or end with "/"'],
    ['prefix that climbs', [rule({ prefix: 'a/../b/' })], 'to.prefix: '],
    ['AppIds as numbers', [{ ...rule({}), accounts: [1] }], 'rule 1: accounts.0: '],
    ['the second rule', [rule({}), rule({ prefix: '/' })], 'rule 2: to.prefix: '],
  ])('says what is wrong: %s', (_, value, message) => {
    expect(() => bucketRules(environment(value))).toThrow(message);
    expect(bucketRulesFault(environment(value))).toContain(message);
  });

  it('checks the secrets that it names', () => {
    const list = [rule({ credentials: 'STORE_KEYS' })];
    expect(bucketRulesFault(environment(list))).toBe('MPS_BUCKETS: the secret STORE_KEYS is not set');
    expect(bucketRulesFault(environment(list, { STORE_KEYS: 'AKID' }))).toContain(
      'the secret STORE_KEYS must be',
    );
    const keys = { secretId: 'a', secretKey: 'b', token: 'c' };
    const env = environment(list, { STORE_KEYS: JSON.stringify(keys) });
    expect([bucketRulesFault(env), secretKeys(env, 'STORE_KEYS')]).toEqual([null, keys]);
    expect(bucketRulesFault(environment(''))).toBeNull();
  });

  it('takes the first rule that fits the bucket and its account', () => {
    const list = rules(
      { match: { type: 'COS', bucket: 'a.b-1' }, to: { provider: 'r2', prefix: '1/' } },
      {
        match: { type: 'COS', bucket: 'video-*', region: 'ap-*' },
        accounts: ['2'],
        to: { provider: 'r2', prefix: '2/' },
      },
      { match: { type: 'COS', bucket: 'video-*' }, accounts: ['3'], to: { provider: 'r2', prefix: '3/' } },
      { match: { type: 'COS', bucket: 'closed' }, to: { provider: 'none' } },
    );
    const found = (ref: BucketRef) => {
      const one = ruleFor(list, ref);
      return one && one !== 'denied' && one.to.provider === 'r2' ? one.to.prefix : one;
    };
    expect(found(cos('a.b-1'))).toBe('1/');
    expect(found(cos('axb-1'))).toBeNull();
    expect(found(cos('video-x', '2'))).toBe('2/');
    expect(found(cos('video-x', '3'))).toBe('3/');
    expect(found(cos('video-x', '2', 'eu-1'))).toBe('denied');
    expect(found(cos('video-x', '4'))).toBe('denied');
    expect(found(cos('closed'))).toBe('denied');
    expect(found(cos('other'))).toBeNull();
    expect(found({ ...cos('a.b-1'), provider: 's3' })).toBeNull();
  });

  it('puts names into templates', () => {
    expect(filled('{appId}/{bucket}.{region}/{bucket}', cos('b', '7', 'r'))).toBe('7/b.r/b');
  });
});

function rule(to: object): object {
  return { match: { type: 'AWS-S3' }, to: { provider: 's3', ...to } };
}
