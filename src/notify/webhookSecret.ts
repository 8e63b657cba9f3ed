// The secret behind webhook-signature (Standard Webhooks, "Symmetric keys").
import { createHash, hkdfSync } from 'node:crypto';
import { signingKey } from '../platform/bearer.ts';
import type { Env } from '../platform/env.ts';
import { notifySettings } from './settings.ts';

const PREFIX = 'whsec_';

/** The secret of a task that gave a NotifyKey: the SHA-256 of its UTF-8. */
export function secretOfNotifyKey(notifyKey: string): string {
  return PREFIX + createHash('sha256').update(notifyKey).digest('base64');
}

/** An account's secret, for tasks without a NotifyKey: MPS_NOTIFY says it, else it comes from SIGNING_KEY. */
export function accountWebhookSecret(env: Env, appId: string): string {
  const own = notifySettings(env, appId).webhookSecret;
  if (own) return own;
  const key = hkdfSync('sha256', signingKey(env), '', `edge-mps webhook ${appId}`, 32);
  return PREFIX + Buffer.from(key).toString('base64');
}

/** The bytes of a secret. */
export function webhookKey(secret: string): Uint8Array {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}
