// MPS_BUCKETS: where the buckets that callers name really live.
import * as z from 'zod';
import type { BucketRef } from '../contract/location.ts';
import type { Env } from '../platform/env.ts';

/** What `match.type` is called in locations. */
export const PROVIDERS = { COS: 'cos', 'AWS-S3': 's3', VOD: 'vod' } as const;
/** Every bucket of Type COS that no rule names: a prefix of MEDIA, apart for each account. */
export const DEFAULT_PREFIX = '{appId}/{bucket}/';
const PLACEHOLDER = /\{(appId|bucket|region)\}/g;

const pattern = z
  .string()
  .regex(/^[A-Za-z0-9.*-]+$/, 'letters, digits, "-", "." and "*" only')
  .prefault('*');
const template = z
  .string()
  .refine(
    (text) => !/[{}]/.test(text.replaceAll(PLACEHOLDER, '')),
    'only {appId}, {bucket} and {region} can stand in it',
  );
const prefix = template.refine(
  (text) =>
    text === '' ||
    (/^[^/].*\/$/.test(text) && !text.split('/').some((part) => part === '.' || part === '..')),
  'must be empty or end with "/", without a leading "/"',
);
const endpoint = template.refine((text) => {
  const url = URL.parse(filled(text, { appId: '1', bucket: 'b', region: 'r' }));
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
}, 'must be http:// or https:// with a host and nothing behind it');
const secretName = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of a secret, such as COS_KEYS');

const remote = {
  endpoint: endpoint.optional(),
  bucket: template.prefault('{bucket}'),
  region: template.prefault('{region}'),
  prefix: prefix.prefault(''),
  credentials: secretName.optional(),
};

const Rule = z.strictObject({
  match: z.strictObject({
    type: z.enum(['COS', 'AWS-S3', 'VOD']),
    bucket: pattern,
    region: pattern,
  }),
  /** AppIds that may use it; absent = all. */
  accounts: z.array(z.string().regex(/^\d+$/, 'must be AppIds in quotation marks')).optional(),
  to: z.discriminatedUnion('provider', [
    z.strictObject({ provider: z.literal('r2'), prefix: prefix.prefault(DEFAULT_PREFIX) }),
    z.strictObject({ provider: z.literal('cos'), ...remote, credentials: secretName }),
    z.strictObject({ provider: z.literal('s3'), ...remote }),
    /** Nobody may use it. */
    z.strictObject({ provider: z.literal('none') }),
  ]),
});

export type BucketRule = z.infer<typeof Rule>;

/** Keys of a storage; `token` goes with temporary ones. */
export const StorageKeys = z.strictObject({
  secretId: z.string().min(1),
  secretKey: z.string().min(1),
  token: z.string().min(1).optional(),
});
export type StorageKeys = z.infer<typeof StorageKeys>;

let known: { text: string; rules: BucketRule[] } = { text: '', rules: [] };

/**
 * The rules of the setting MPS_BUCKETS, in its order. Throws an Error for people that says which rule is wrong, and
 * how. Parsed once for each text.
 */
export function bucketRules(env: Env): BucketRule[] {
  const text = env.MPS_BUCKETS?.trim() ?? '';
  if (known.text !== text) known = { text, rules: parsed(text) };
  return known.rules;
}

/** The keys that a secret holds: {"secretId": …, "secretKey": …, "token": …}. Throws an Error for people. */
export function secretKeys(env: Env, name: string): StorageKeys {
  const text = (env as unknown as Record<string, unknown>)[name];
  if (typeof text !== 'string') throw new Error(`MPS_BUCKETS: the secret ${name} is not set`);
  const keys = StorageKeys.safeParse(json(text));
  if (!keys.success)
    throw new Error(`the secret ${name} must be {"secretId": "…", "secretKey": "…"}, "token" besides`);
  return keys.data;
}

/** What is wrong with MPS_BUCKETS or the secrets that it names; null when nothing is. */
export function bucketRulesFault(env: Env): string | null {
  try {
    for (const { to } of bucketRules(env)) {
      if ('credentials' in to && to.credentials) secretKeys(env, to.credentials);
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The first rule for a bucket that its account may use; "denied" when there are only ones for others. */
export function ruleFor(rules: readonly BucketRule[], ref: BucketRef): BucketRule | 'denied' | null {
  const matching = rules.filter(
    ({ match }) =>
      PROVIDERS[match.type] === ref.provider &&
      fits(match.bucket, ref.bucket) &&
      fits(match.region, ref.region),
  );
  const rule = matching.find(({ accounts }) => !accounts || accounts.includes(ref.appId));
  if (!rule) return matching.length > 0 ? 'denied' : null;
  return rule.to.provider === 'none' ? 'denied' : rule;
}

/** A template with its names put in. */
export function filled(text: string, names: Pick<BucketRef, 'appId' | 'bucket' | 'region'>): string {
  return text.replaceAll(PLACEHOLDER, (_, name: keyof typeof names) => names[name]);
}

function fits(glob: string, name: string): boolean {
  const parts = glob.split('*').map((part) => part.replaceAll(/[.-]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

function parsed(text: string): BucketRule[] {
  if (text === '') return [];
  const value = json(text);
  if (!Array.isArray(value)) throw new Error('MPS_BUCKETS is not a JSON list of rules');
  return value.map((item: unknown, index) => {
    const rule = Rule.safeParse(item);
    if (rule.success) return rule.data;
    const issue = rule.error.issues[0];
    throw new Error(`MPS_BUCKETS, rule ${index + 1}: ${issue?.path.join('.') || 'it'}: ${issue?.message}`);
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
