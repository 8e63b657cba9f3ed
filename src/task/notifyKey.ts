// The NotifyKey of a task (TaskNotifyConfig): stored sealed, opened only to sign a callback.
import type { Env } from '../platform/env.ts';
import { log } from '../platform/log.ts';
import { open, seal } from '../platform/seal.ts';

const PURPOSE = 'notify-key';

/** The key as it may be stored; "" stays "". */
export function sealNotifyKey(env: Env, key: string): string {
  return key && seal(env, PURPOSE, key);
}

/**
 * The key itself. One that was sealed with another SIGNING_KEY is gone: then it is "", and the callback goes out
 * unsigned, which a receiver that checks signatures refuses.
 */
export function openNotifyKey(env: Env, sealed: string, taskId: string): string {
  if (sealed === '') return '';
  const key = open(env, PURPOSE, sealed);
  if (key === null) log('callback.key_lost', { taskId });
  return key ?? '';
}
