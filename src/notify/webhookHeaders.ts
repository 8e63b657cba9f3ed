// The headers of a callback, after Standard Webhooks (github.com/standard-webhooks, "Webhook headers").
import { createHmac } from 'node:crypto';
import { webhookKey } from './webhookSecret.ts';

/**
 * webhook-id, -timestamp and -signature. The signature is HMAC-SHA256 of "<id>.<timestamp>.<body>".
 * @param message `id` is the same on each attempt; `secret` is `whsec_…`
 * @param now milliseconds since 1970
 */
export function webhookHeaders(
  message: { id: string; secret: string; body: string },
  now: number,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = Math.floor(now / 1_000);
  const signature = createHmac('sha256', webhookKey(message.secret))
    .update(`${message.id}.${timestamp}.${message.body}`)
    .digest('base64');
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
