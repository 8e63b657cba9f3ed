// What of TaskNotifyConfig nobody may see again: stored sealed, opened only to sign and send a callback.
import type { Env } from '../platform/env.ts';
import { log } from '../platform/log.ts';
import { open, seal } from '../platform/seal.ts';

const PURPOSE = 'notify-secrets';
/** Of tasks that were accepted before there were keys of SQS: what is sealed is the bare NotifyKey. */
const BARE_PURPOSE = 'notify-key';

/** AwsSQS.S3SecretId and S3SecretKey. */
export interface SqsKeys {
  id: string;
  key: string;
}

export interface NotifySecrets {
  /** "" when callbacks are not signed with it. */
  notifyKey: string;
  sqsKeys?: SqsKeys | undefined;
}

/** The secrets as they may be stored; "" when there are none. */
export function sealNotifySecrets(env: Env, secrets: NotifySecrets): string {
  return secrets.notifyKey || secrets.sqsKeys ? seal(env, PURPOSE, JSON.stringify(secrets)) : '';
}

/**
 * The secrets themselves. What was sealed with another SIGNING_KEY is gone: the callback goes out unsigned, which a
 * receiver that checks signatures refuses.
 */
export function openNotifySecrets(env: Env, sealed: string, taskId: string): NotifySecrets {
  if (sealed === '') return { notifyKey: '' };
  const text = open(env, PURPOSE, sealed);
  if (text !== null) return JSON.parse(text) as NotifySecrets;
  const notifyKey = open(env, BARE_PURPOSE, sealed);
  if (notifyKey !== null) return { notifyKey };
  log('callback.key_lost', { taskId });
  return { notifyKey: '' };
}
