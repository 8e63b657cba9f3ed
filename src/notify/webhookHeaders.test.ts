import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import type { Env } from '../platform/env.ts';
import { webhookHeaders } from './webhookHeaders.ts';
import { accountWebhookSecret, secretOfNotifyKey } from './webhookSecret.ts';

const body = '{"EventType":"WorkflowTask","SessionContext":"测试 ✓"}';

describe('webhookHeaders', () => {
  it.each([
    ['of a NotifyKey', secretOfNotifyKey('notify-secret')],
    ['of a NotifyKey in Chinese', secretOfNotifyKey('密钥')],
    ['of an account', accountWebhookSecret({ SIGNING_KEY: 'k' } as Env, '1250000000')],
  ])('hold for the official verifier with the secret %s', (_, secret) => {
    const headers = webhookHeaders({ id: 'task-1', secret, body }, Date.now());
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(headers['webhook-id']).toBe('task-1');
    for (const wrong of [
      () => new Webhook(secret).verify(`${body} `, headers),
      () => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'task-2' }),
      () => new Webhook(secretOfNotifyKey('other')).verify(body, headers),
    ]) {
      expect(wrong).toThrow(WebhookVerificationError);
    }
  });

  it('are of their moment', () => {
    const secret = secretOfNotifyKey('k');
    const old = webhookHeaders({ id: 'task-1', secret, body }, Date.now() - 600_000);
    expect(() => new Webhook(secret).verify(body, old)).toThrow('too old');
  });
});

describe('secrets', () => {
  it('of a NotifyKey are what the documentation says', () => {
    // printf %s notify-secret | openssl dgst -sha256 -binary | base64
    expect(secretOfNotifyKey('notify-secret')).toBe('whsec_KrWMwYU+30edw1gJ3/1tH8TOrrA5vHXfg/RktlQlPoo=');
  });

  it('of accounts differ, and an operator can set one', () => {
    const env = {
      SIGNING_KEY: 'k',
      MPS_NOTIFY: '{"1":{"webhookSecret":"whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0"}}',
    };
    const [own, second, third] = ['1', '2', '3'].map((appId) => accountWebhookSecret(env as Env, appId));
    expect(own).toBe('whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0');
    expect(second).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(third).not.toBe(second);
  });
});
