// From where an object really lives back to the names by which callers know it: the inverse of placeOf.
import type { BucketRef } from '../contract/location.ts';
import type { Env } from '../platform/env.ts';
import { type BucketRule, bucketRules, DEFAULT_PREFIX, PROVIDERS, ruleFor } from './bucketRules.ts';

/** An object as an account's schemes name it. */
export interface NamedObject {
  appId: string;
  bucket: string;
  key: string;
}

const PART = { appId: '\\d{1,20}', bucket: '[A-Za-z0-9.-]{1,256}', region: '[A-Za-z0-9-]{1,64}' };

/**
 * What an account calls the object `key` in the bucket `bucket` of COS or S3: by the rules of MPS_BUCKETS that lead there, and
 * as it stands. A rule that leads several buckets to one place does not say which of them is meant, and counts for none.
 * Throws when MPS_BUCKETS is wrong.
 */
export function namesInStorage(env: Env, { appId, bucket, key }: NamedObject): NamedObject[] {
  const rules = bucketRules(env);
  const mapped = rules.flatMap((rule) => {
    const { to } = rule;
    if (to.provider !== 'cos' && to.provider !== 's3') return [];
    return behind(rules, rule, `${to.bucket}\n${to.prefix}`, `${bucket}\n${key}`, [appId]);
  });
  return distinct([...mapped, { appId, bucket, key }]);
}

/** The same of a key in MEDIA, of whichever account. Throws when MPS_BUCKETS is wrong. */
export function namesInMedia(env: Env, key: string): NamedObject[] {
  const rules = bucketRules(env);
  const mapped = rules.flatMap((rule) =>
    rule.to.provider === 'r2' ? behind(rules, rule, rule.to.prefix, key, rule.accounts ?? []) : [],
  );
  const found = inverse(DEFAULT_PREFIX).exec(key)?.groups;
  const plain = found && { appId: found.appId!, bucket: found.bucket!, key: found.rest! };
  // A bucket that a rule leads elsewhere has nothing at the usual place.
  const usual = plain && ruleFor(rules, { provider: 'cos', region: '', ...plain }) === null ? [plain] : [];
  return distinct([...mapped, ...usual]);
}

/** The names that `rule` turns into `place`; `accounts` are those that may be meant where the place does not say. */
function behind(
  rules: readonly BucketRule[],
  rule: BucketRule,
  template: string,
  place: string,
  accounts: readonly string[],
): NamedObject[] {
  const found = inverse(template).exec(place)?.groups;
  const bucket = found?.bucket ?? literal(rule.match.bucket);
  if (!found || bucket === null) return [];
  // Where the place does not say the region, any that the rule takes will do.
  const region = found.region ?? rule.match.region.replaceAll('*', 'x');
  const appIds = found.appId === undefined ? accounts : [found.appId];
  return appIds
    .filter((appId) => accounts.length === 0 || accounts.includes(appId))
    .filter((appId) => {
      const ref: BucketRef = { provider: PROVIDERS[rule.match.type], appId, bucket, region };
      return ruleFor(rules, ref) === rule;
    })
    .map((appId) => ({ appId, bucket, key: found.rest! }));
}

/** What a template with a key behind it looks like; a name that stands twice is the same both times. */
function inverse(template: string): RegExp {
  const seen = new Set<string>();
  const source = template
    .split(/(\{(?:appId|bucket|region)\})/)
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1] as keyof typeof PART | undefined;
      if (!name) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      if (seen.has(name)) return `\\k<${name}>`;
      seen.add(name);
      return `(?<${name}>${PART[name]})`;
    })
    .join('');
  return new RegExp(`^${source}(?<rest>.+)$`, 's');
}

function literal(glob: string): string | null {
  return glob.includes('*') ? null : glob;
}

function distinct(all: readonly NamedObject[]): NamedObject[] {
  return [
    ...new Map(all.map((each) => [JSON.stringify([each.appId, each.bucket, each.key]), each])).values(),
  ];
}
