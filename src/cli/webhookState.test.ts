import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { secretOfNotifyKey, webhookState } from './webhookState.ts';

const secret = secretOfNotifyKey('notify-secret');
const body = '{"EventType":"WorkflowTask"}';
const now = new Date();
const headers = {
  'webhook-id': 'task-1',
  'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
  'webhook-signature': new Webhook(secret).sign('task-1', now, body),
};

test.each([
  ['as it was sent', headers, secret, 'holds'],
  ['without a secret', headers, '', 'not checked (NOTIFY_KEY and WEBHOOK_SECRET are not set)'],
  ['without headers', {}, secret, 'wrong: Missing required headers'],
  ['with another key', headers, secretOfNotifyKey('other'), 'wrong: No matching signature found'],
  [
    'much later',
    { ...headers, 'webhook-timestamp': '1600000000' },
    secret,
    'wrong: Message timestamp too old',
  ],
])('a callback %s', (_, given, key, state) => {
  expect(webhookState({ headers: given as Record<string, string>, body }, key)).toBe(state);
});
