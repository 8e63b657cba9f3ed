import { accountWebhookSecret } from '../../notify/webhookSecret.ts';
import type { ActionContext } from '../action.ts';
import { Parameters } from './parameters.ts';

/** The secret behind webhook-signature of tasks without a NotifyKey. Only its account's own keys may ask. */
export async function describeWebhookSecret(
  { env, account }: ActionContext,
  given: unknown,
): Promise<Record<string, unknown>> {
  new Parameters(given, []);
  return { Secret: accountWebhookSecret(env, account.appId) };
}
