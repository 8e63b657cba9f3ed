// Key material in what an account stores: taken out, sealed in one piece, put back for use.
import { maskedUrl } from '../mps/maskedUrl.ts';
import type { Env } from '../platform/env.ts';
import { open, seal } from '../platform/seal.ts';

const PURPOSE = 'catalog';

/** What is shown in the place of a secret; absent for what is none. A URL may be a signed one. */
const SECRETS: readonly [path: RegExp, shown: (value: string) => string | null][] = [
  [/\.NotifyKey$/, () => ''],
  [/\.S3Secret(Id|Key)$/, () => null],
  [/\.SimpleAesDrm\.(Key|Vector)$/, () => ''],
  [/\.Url$/, maskedUrl],
  [/\.SubtitleTemplate\.Path$/, maskedUrl],
];

export interface SplitSecrets<T> {
  /** The value without its secrets. */
  shown: T;
  /** The secrets, sealed; "" when there are none. */
  sealed: string;
}

/** Takes the secrets out of a JSON value. */
export function splitSecrets<T extends object>(env: Env, value: T): SplitSecrets<T> {
  const secrets: Record<string, string> = {};
  const shown = replaced(value, '', (path, text) => {
    const show = text ? SECRETS.find(([pattern]) => pattern.test(path))?.[1] : undefined;
    if (!show) return text;
    secrets[path] = text!;
    return show(text!);
  }) as T;
  const sealed = Object.keys(secrets).length > 0 ? seal(env, PURPOSE, JSON.stringify(secrets)) : '';
  return { shown, sealed };
}

/** The value with its secrets. Throws when they were sealed with another SIGNING_KEY. */
export function withSecrets<T extends object>(env: Env, { shown, sealed }: SplitSecrets<T>): T {
  if (sealed === '') return shown;
  const text = open(env, PURPOSE, sealed);
  if (text === null)
    throw new Error('stored keys were sealed with another SIGNING_KEY and can not be opened');
  const secrets = JSON.parse(text) as Record<string, string>;
  return replaced(shown, '', (path, given) => secrets[path] ?? given) as T;
}

/** A copy in which `replace` says what stands in the place of each text and null. */
function replaced(
  value: unknown,
  path: string,
  replace: (path: string, value: string | null) => string | null,
): unknown {
  if (typeof value === 'string' || value === null) return replace(path, value);
  if (Array.isArray(value)) return value.map((item, index) => replaced(item, `${path}.${index}`, replace));
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [field, replaced(inner, `${path}.${field}`, replace)]),
  );
}
