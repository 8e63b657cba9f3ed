// /notifications: what became of an account's callbacks. An addition to MPS, so under another address and version.
import type { Action } from '../action.ts';
import type { Surface } from '../surface.ts';
import { describeNotifications } from './describeNotifications.ts';
import { describeWebhookSecret } from './describeWebhookSecret.ts';
import { replayNotification } from './replayNotification.ts';

const ACTIONS = new Map<string, Action>([
  ['DescribeNotifications', describeNotifications],
  ['DescribeWebhookSecret', describeWebhookSecret],
  ['ReplayNotification', replayNotification],
]);

export const NOTIFICATIONS: Surface = {
  version: '2026-11-26',
  has: (name) => ACTIONS.has(name),
  action: (name) => ACTIONS.get(name)!,
};
