// The secret MPS_NOTIFY: what callbacks need that no request can say, by account.
import * as z from 'zod';
import type { Env } from '../platform/env.ts';
import { logError } from '../platform/log.ts';

/** `{region}` in it is replaced. It is the operator's word and may be any address. */
const Endpoint = z.string().regex(/^https?:\/\/[^\s]+$/, 'an http or https URL');
const keys = {
  secretId: z.string().min(1),
  secretKey: z.string().min(1),
  /** Of temporary credentials. */
  token: z.string().min(1).optional(),
};

const AccountNotify = z.strictObject({
  /** Signs callbacks of tasks without a NotifyKey (Standard Webhooks: 24 to 64 bytes in base64). */
  webhookSecret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, 'whsec_ and 24 to 64 bytes in base64')
    .optional(),
  /** NotifyType TDMQ-CMQ. */
  cmq: z
    .strictObject({
      ...keys,
      endpoint: Endpoint.default('https://cmq-{region}.public.tencenttdmq.com/v2/index.php'),
    })
    .optional(),
  /** NotifyType SCF: the function that hears of all tasks of the account, as an MPS trigger names it. */
  scf: z
    .strictObject({
      ...keys,
      region: z.string().min(1),
      functionName: z.string().min(1),
      namespace: z.string().min(1).default('default'),
      qualifier: z.string().min(1).default('$DEFAULT'),
      endpoint: Endpoint.default('https://scf.tencentcloudapi.com'),
    })
    .optional(),
  /** NotifyType AWS-SQS: keys for requests that bring none, and where SQS is. */
  sqs: z
    .strictObject({
      secretId: keys.secretId.optional(),
      secretKey: keys.secretKey.optional(),
      endpoint: Endpoint.optional(),
    })
    .optional(),
});
export type AccountNotify = z.infer<typeof AccountNotify>;
type All = Record<string, AccountNotify>;

let known: { text: string | undefined; all: All } = { text: undefined, all: {} };

/** What MPS_NOTIFY says of an account: its own entry over that of "*". A text that can't be read says nothing, and is logged. */
export function notifySettings(env: Pick<Env, 'MPS_NOTIFY'>, appId: string): AccountNotify {
  // The secret is the same for the life of an isolate: it is read once, not with every callback.
  if (known.text !== env.MPS_NOTIFY) known = { text: env.MPS_NOTIFY, all: read(env.MPS_NOTIFY) };
  return { ...known.all['*'], ...known.all[appId] };
}

function read(text: string | undefined): All {
  if (!text) return {};
  try {
    return z.record(z.string().regex(/^(\*|\d{1,20})$/), AccountNotify).parse(JSON.parse(text));
  } catch (error) {
    // JSON.parse repeats a piece of its input in its message: that may be a key.
    logError('notify.settings_unreadable', error instanceof SyntaxError ? new Error('not JSON') : error);
    return {};
  }
}
