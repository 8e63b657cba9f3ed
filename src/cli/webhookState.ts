// The headers of a callback as its receiver checks them, with the verifier of Standard Webhooks.
import { createHash } from 'node:crypto';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

/** A callback as it came. */
export interface ReceivedCallback {
  headers: Record<string, string>;
  /** Byte for byte: the signature is over it. */
  body: string;
}

/** The secret of webhook-signature for a NotifyKey: its SHA-256. */
export function secretOfNotifyKey(notifyKey: string): string {
  return `whsec_${createHash('sha256').update(notifyKey).digest('base64')}`;
}

/** "holds", or what is wrong in the verifier's words. @param secret `whsec_…`; "" when nobody gave one */
export function webhookState({ headers, body }: ReceivedCallback, secret: string): string {
  if (secret === '') return 'not checked (NOTIFY_KEY and WEBHOOK_SECRET are not set)';
  try {
    new Webhook(secret).verify(body, headers);
    return 'holds';
  } catch (error) {
    if (error instanceof WebhookVerificationError) return `wrong: ${error.message}`;
    throw error;
  }
}
