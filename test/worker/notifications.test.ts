// /notifications in workerd: what became of callbacks, and once more.
import { describe, expect, it } from 'vitest';
import { api } from '../../src/api/app.ts';
import { accountWebhookSecret } from '../../src/notify/webhookSecret.ts';
import type { TaskBook } from '../../src/task/taskBook.ts';
import { taskAddress } from '../../src/task/taskId.ts';
import { createTask, taskNotifications } from '../../src/task/tasks.ts';
import { APP, env, newTask } from './fixtures.ts';
import { type CallOptions, signedRequest } from './signedRequest.ts';

const OTHER = { secretId: 'AKIDother', secretKey: 'other-secret-key' };
const settings = { ...env, RATE_LIMITS: '{"1250000000":{"*":10000},"1250000001":{"*":10000}}' };

async function call(action: string, body: unknown, options: CallOptions = {}) {
  const request = signedRequest(body, {
    action,
    version: '2026-11-26',
    url: 'http://127.0.0.1:8787/notifications',
    ...options,
  });
  const response = await api.fetch(request, settings);
  expect(response.status).toBe(200);
  const { Response: answer } = (await response.json()) as { Response: Record<string, unknown> };
  expect(answer.RequestId).toMatch(/^[0-9a-f-]{36}$/);
  const { Code, Message } = (answer.Error ?? {}) as { Code?: string; Message?: string };
  return { ...answer, refusal: Code ? `${Code}: ${Message}` : '' } as Record<string, unknown>;
}

/** A task that has ended, with a callback to an address where nobody listens. */
async function endedTask(): Promise<string> {
  const config = { NotifyType: 'URL', NotifyMode: 'Finish', NotifyUrl: 'http://127.0.0.1:9/' };
  const task = await newTask(1, 'nobody', config);
  await createTask(env, task);
  const name = taskAddress(env, task.taskId)!.book;
  const book = env.TASK_BOOK.get(env.TASK_BOOK.idFromName(name)) as unknown as DurableObjectStub<TaskBook>;
  await book.abort(task.taskId);
  await expect
    .poll(async () => (await taskNotifications(env, APP, task.taskId))![0]!.attempts.length, {
      timeout: 10_000,
    })
    .toBeGreaterThan(0);
  return task.taskId;
}

describe('/notifications', () => {
  it('lists attempts, and replays', async () => {
    const TaskId = await endedTask();
    const listed = await call('DescribeNotifications', { TaskId });
    expect(listed).toMatchObject({
      TotalCount: 1,
      NotificationSet: [
        {
          NotificationId: expect.stringMatching(`^${TaskId}-\\d+$`),
          State: 'WAITING',
          TaskStatus: 'FINISH',
          NextAttemptTime: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          AttemptSet: [
            {
              Attempt: 1,
              Time: expect.stringMatching(/^20\d\d-/),
              Duration: expect.any(Number),
              StatusCode: null,
              Error: expect.stringMatching(/./),
            },
          ],
        },
      ],
    });
    const [{ NotificationId }] = listed.NotificationSet as [{ NotificationId: string }];
    expect(await call('ReplayNotification', { NotificationId }, OTHER)).toMatchObject({
      refusal: expect.stringMatching(/^ResourceNotFound:/),
    });
    expect((await call('ReplayNotification', { NotificationId })).refusal).toBe('');
    await expect
      .poll(async () => (await taskNotifications(env, APP, TaskId))![0]!.attempts.length, { timeout: 10_000 })
      .toBeGreaterThan(1);
    expect(await call('DescribeNotifications', { TaskId, Offset: 1 })).toMatchObject({
      TotalCount: 1,
      NotificationSet: [],
    });
  });

  it('by GET as well', async () => {
    const TaskId = await endedTask();
    const url = `http://127.0.0.1:8787/notifications?Limit=1&TaskId=${TaskId}`;
    const listed = await call('DescribeNotifications', '', {
      url,
      method: 'GET',
      contentType: 'application/x-www-form-urlencoded',
    });
    expect(listed).toMatchObject({ TotalCount: 1 });
  });

  it("tells an account its own secret, and nobody else's", async () => {
    const own = await call('DescribeWebhookSecret', {});
    const other = await call('DescribeWebhookSecret', {}, OTHER);
    expect(own.Secret).toBe(accountWebhookSecret(env, APP));
    expect(other.Secret).toBe(accountWebhookSecret(env, '1250000001'));
    expect(other.Secret).not.toBe(own.Secret);
  });

  it.each<[string, unknown, CallOptions, string]>([
    [
      'DescribeNotifications',
      {},
      {},
      'MissingParameter: The request is missing a required parameter `TaskId`.',
    ],
    [
      'DescribeNotifications',
      { TaskId: 5 },
      {},
      'InvalidParameter: The value type of parameter `TaskId` is not valid, input type should be `string`.',
    ],
    [
      'DescribeNotifications',
      { TaskId: 'x', Limit: 101 },
      {},
      'InvalidParameterValue: The value of parameter `Limit` is not valid: it must be from 1 to 100.',
    ],
    [
      'DescribeNotifications',
      { TaskId: 'x', Limit: 1.5 },
      {},
      'InvalidParameter: The value type of parameter `Limit` is not valid, input type should be `integer`.',
    ],
    [
      'DescribeNotifications',
      { TaskId: 'x', Y: 1 },
      {},
      'UnknownParameter: The parameter `Y` is not recognized.',
    ],
    ['DescribeNotifications', { TaskId: 'x' }, {}, 'ResourceNotFound: '],
    ['ReplayNotification', { NotificationId: 'x-1' }, {}, 'ResourceNotFound: '],
    ['ReplayNotification', { NotificationId: '-' }, {}, 'ResourceNotFound: '],
    ['ProcessMedia', {}, {}, 'InvalidAction: '],
    ['DescribeNotifications', {}, { version: '2019-06-12' }, 'NoSuchVersion: '],
    ['DescribeNotifications', {}, { secretKey: 'wrong' }, 'AuthFailure.SignatureFailure: '],
    [
      'DescribeNotifications',
      {},
      { url: 'http://127.0.0.1:8787/', version: '2019-06-12' },
      'InvalidAction: ',
    ],
  ])('%s of %j, %j: refused', async (action, body, options, message) => {
    expect((await call(action, body, options)).refusal).toMatch(
      message.endsWith(': ') ? new RegExp(`^${message}`) : message,
    );
  });
});
