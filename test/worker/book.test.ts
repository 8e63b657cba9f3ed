// TaskBook in workerd: acceptance, events, callbacks, retention.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../src/notify/delivery.ts';
import { sealNotifySecrets } from '../../src/notify/secrets.ts';
import type { TaskBook } from '../../src/task/taskBook.ts';
import { newTaskId, taskAddress } from '../../src/task/taskId.ts';
import {
  createTask,
  readTask,
  replayNotification,
  settleTask,
  taskNotifications,
} from '../../src/task/tasks.ts';
import { APP, env, newTask, output } from './fixtures.ts';

function bookOf(taskId: string): DurableObjectStub<TaskBook> {
  return env.TASK_BOOK.get(
    env.TASK_BOOK.idFromName(taskAddress(env, taskId)!.book),
  ) as unknown as DurableObjectStub<TaskBook>;
}

const URL_CONFIG = { NotifyType: 'URL', NotifyUrl: 'http://127.0.0.1:9/hook' };

const attempt = (status: number, change: Partial<Attempt> = {}): Attempt => ({
  status,
  error: null,
  retryAfter: null,
  at: Date.now(),
  took: 5,
  ...change,
});

describe('a task', () => {
  it('lasts, and is created once', async () => {
    const task = await newTask(2);
    await createTask(env, task);
    await createTask(env, task);
    await evictDurableObject(bookOf(task.taskId));
    const view = await readTask(env, APP, task.taskId);
    expect([view?.status, view?.subtasks.length, view?.request.SessionContext]).toEqual(['WAITING', 2, 'c']);
  });

  it('belongs to its account', async () => {
    const task = await newTask();
    await createTask(env, task);
    expect(await readTask(env, '1250000001', task.taskId)).toBeNull();
  });

  it('is unknown when it was never created', async () => {
    expect(await readTask(env, APP, await newTaskId(env, APP, 'WorkflowTask', Date.now()))).toBeNull();
    expect(await readTask(env, APP, 'nonsense')).toBeNull();
  });

  it('can not be created after it was settled as absent', async () => {
    const task = await newTask();
    expect(await settleTask(env, task.taskId)).toBe('absent');
    await expect(createTask(env, task)).rejects.toThrow('abandoned');
    const other = await newTask();
    await createTask(env, other);
    expect(await settleTask(env, other.taskId)).toBe('created');
  });

  it('shows progress that only grows, and 100 when done, 0 when failed', async () => {
    const task = await newTask(2);
    await createTask(env, task);
    const book = bookOf(task.taskId);
    const jobId = `${task.taskId}-0`;
    await book.apply(task.taskId, [{ type: 'started', jobId, at: 1 }]);
    await book.progress([{ taskId: task.taskId, subtask: 0, percent: 40 }]);
    await book.progress([{ taskId: task.taskId, subtask: 0, percent: 30 }]);
    await book.progress([{ taskId: task.taskId, subtask: 1, percent: 70 }]);
    expect((await readTask(env, APP, task.taskId))?.subtasks[0]).toMatchObject({
      status: 'PROCESSING',
      progress: 40,
    });
    await book.apply(task.taskId, [
      {
        type: 'subtasks',
        jobId,
        at: 2,
        reports: [
          { subtask: 0, status: 'success', output },
          { subtask: 1, status: 'failed', failure: { code: 'InternalError', message: 'no' } },
        ],
      },
    ]);
    expect((await readTask(env, APP, task.taskId))?.subtasks).toMatchObject([
      { status: 'SUCCESS', progress: 100 },
      { status: 'FAIL', progress: 0 },
    ]);
  });
});

describe('callbacks', () => {
  async function runTask(mode: string) {
    const task = await newTask(2, 'nobody', { ...URL_CONFIG, NotifyMode: mode });
    await createTask(env, task);
    const book = bookOf(task.taskId);
    const jobId = `${task.taskId}-0`;
    await book.apply(task.taskId, [{ type: 'started', jobId, at: 1 }]);
    for (const subtask of [0, 1]) {
      await book.apply(task.taskId, [
        { type: 'subtasks', jobId, at: 2, reports: [{ subtask, status: 'success', output }] },
      ]);
    }
    const seqs = await runInDurableObject(book, (_, state) =>
      state.storage.sql
        .exec<{ seq: number }>(
          "SELECT seq FROM outbox WHERE task = ? AND kind = 'callback' ORDER BY seq",
          task.taskId,
        )
        .toArray()
        .map((row) => row.seq),
    );
    return { task, book, seqs };
  }

  it('tell every change, in order', async () => {
    const { book, seqs } = await runTask('Change');
    expect(seqs.length).toBe(3);
    expect(await book.callback(seqs[1]!)).toBeNull();
    const statuses: string[] = [];
    for (const seq of seqs) {
      const due = await book.callback(seq);
      const body = JSON.parse(due!.body);
      statuses.push(
        [
          body.WorkflowTaskEvent.Status,
          ...body.WorkflowTaskEvent.MediaProcessResultSet.map(
            (item: { TranscodeTask: { Status: string } }) => item.TranscodeTask.Status,
          ),
        ].join(' '),
      );
      expect([body.EventType, body.SessionContext, due!.target]).toEqual([
        'WorkflowTask',
        'c',
        { kind: 'url', url: URL_CONFIG.NotifyUrl },
      ]);
      await book.callbackTried(seq, attempt(200));
      expect(await book.callback(seq)).toBeNull();
    }
    expect(statuses).toEqual([
      'PROCESSING PROCESSING PROCESSING',
      'PROCESSING SUCCESS PROCESSING',
      'FINISH SUCCESS SUCCESS',
    ]);
  });

  it('tell the end only in mode Finish', async () => {
    const { seqs, book } = await runTask('Finish');
    expect(seqs.length).toBe(1);
    expect(JSON.parse((await book.callback(seqs[0]!))!.body).WorkflowTaskEvent.Status).toBe('FINISH');
  });

  it('are signed with a key that is stored sealed, as those of SQS are', async () => {
    const key = 'planted-notify-key';
    const sqsKeys = { id: 'planted-id', key: 'planted-sqs-key' };
    const config = { NotifyType: 'AWS-SQS', AwsSQS: { SQSRegion: 'us-east-1', SQSQueueName: 'q' } };
    const secrets = sealNotifySecrets(env, { notifyKey: key, sqsKeys });
    const task = await newTask(1, 'nobody', config, secrets);
    await createTask(env, task);
    const book = bookOf(task.taskId);
    await book.abort(task.taskId);
    const stored = await runInDurableObject(book, (_, state) =>
      ['tasks', 'outbox'].map((table) =>
        JSON.stringify(state.storage.sql.exec(`SELECT * FROM ${table}`).toArray()),
      ),
    );
    expect(stored.join()).toContain(task.taskId);
    expect(stored.join()).not.toContain('planted');
    const { seq } = await runInDurableObject(book, (_, state) =>
      state.storage.sql
        .exec<{ seq: number }>("SELECT seq FROM outbox WHERE task = ? AND kind = 'callback'", task.taskId)
        .one(),
    );
    const due = (await book.callback(seq))!;
    const { Sign, Timestamp } = JSON.parse(due.body);
    expect(Sign).toBe(createHash('md5').update(`${Timestamp}${key}`).digest('hex'));
    expect(due.body).not.toContain('planted');
    expect(due.target).toMatchObject({ kind: 'sqs', queue: 'q', keys: sqsKeys });
    expect(due.secret).toBe(`whsec_${createHash('sha256').update(key).digest('base64')}`);
  });

  it('are not sent before their time by a hint of an attempt that was made', async () => {
    const { book, seqs } = await runTask('Finish');
    const made = (await book.callback(seqs[0]!))!.attempt;
    await book.callbackTried(seqs[0]!, attempt(503, { retryAfter: '3600' }));
    expect(await book.callback(seqs[0]!, made - 1)).toBeNull();
    // An attempt at the address itself, where nobody listens, may come between the two questions.
    await expect
      .poll(async () => {
        const { attempt: next } = (await book.callback(seqs[0]!))!;
        return (await book.callback(seqs[0]!, next - 1))?.attempt === next;
      })
      .toBe(true);
  });

  it('are tried again after a failure, with the same id, and given up on 410', async () => {
    const { book, seqs, task } = await runTask('Finish');
    const first = await book.callback(seqs[0]!);
    await book.callbackTried(seqs[0]!, attempt(500));
    const second = await book.callback(seqs[0]!);
    expect(second!.eventId).toBe(first!.eventId);
    expect(second!.attempt).toBeGreaterThan(first!.attempt);
    await book.callbackTried(seqs[0]!, attempt(410));
    expect(await book.callback(seqs[0]!)).toBeNull();
    const [told] = (await taskNotifications(env, APP, task.taskId))!;
    expect([told!.eventId, told!.state, told!.status, told!.nextAt]).toEqual([
      first!.eventId,
      'undelivered',
      'FINISH',
      null,
    ]);
    // Between them there may be attempts at the address itself, where nobody listens.
    const tried = told!.attempts.map(({ status, error }) => `${status} ${error}`);
    expect(tried).toContain('500 500');
    expect(tried.at(-1)).toBe('410 410 Gone');
  });
});

describe('callbacks that are over', () => {
  /** A task that has ended, with its one callback settled by this status. */
  async function settled(status: number, createdAt = Date.now()) {
    const task = {
      ...(await newTask(1, 'nobody', URL_CONFIG)),
      taskId: await newTaskId(env, APP, 'WorkflowTask', createdAt),
      createdAt,
    };
    await createTask(env, task);
    const book = bookOf(task.taskId);
    await book.abort(task.taskId);
    const eventId = (await taskNotifications(env, APP, task.taskId))![0]!.eventId;
    const seq = Number(eventId.slice(task.taskId.length + 1));
    await book.callbackTried(seq, attempt(status));
    return { ...task, book, eventId, seq };
  }

  it.each([200, 410])('are kept after %i and sent once more when asked to', async (status) => {
    const { taskId, book, eventId, seq } = await settled(status);
    expect(await book.callback(seq)).toBeNull();
    expect(await replayNotification(env, '1250000001', eventId)).toBe('absent');
    expect(await replayNotification(env, APP, `${taskId}-999`)).toBe('absent');
    expect(await replayNotification(env, APP, 'nonsense-1')).toBe('absent');
    expect(await replayNotification(env, APP, eventId)).toBe('replayed');
    const again = await book.callback(seq);
    expect([again?.eventId, again?.attempt]).toEqual([eventId, 1]);
    await book.callbackTried(seq, attempt(204));
    const [told] = (await taskNotifications(env, APP, taskId))!;
    expect(told).toMatchObject({ state: 'delivered', nextAt: null });
    expect(told!.attempts.at(0)).toMatchObject({ attempt: 1, status, took: 5 });
    expect(told!.attempts.at(-1)).toMatchObject({ attempt: 1, status: 204, error: null });
  });

  it('are listed for their account only', async () => {
    const { taskId } = await settled(200);
    expect(await taskNotifications(env, '1250000001', taskId)).toBeNull();
    expect(await taskNotifications(env, APP, 'nonsense')).toBeNull();
  });

  it('keep the last thirty attempts', async () => {
    const { taskId, book, eventId, seq } = await settled(410);
    await replayNotification(env, APP, eventId);
    for (let n = 0; n < 35; n++) await book.callbackTried(seq, attempt(500, { took: n }));
    const [told] = (await taskNotifications(env, APP, taskId))!;
    expect(told!.attempts).toHaveLength(30);
    expect(told!.attempts.at(-1)!.took).toBe(34);
  });

  it('are tried when the receiver asks, and for three days', async () => {
    const { taskId, book, eventId, seq } = await settled(410);
    await replayNotification(env, APP, eventId);
    await book.callbackTried(seq, attempt(503, { retryAfter: '3600' }));
    const [waiting] = (await taskNotifications(env, APP, taskId))!;
    expect(waiting!.state).toBe('waiting');
    expect(waiting!.nextAt! - Date.now()).toBeGreaterThan(3_590_000);
    await runInDurableObject(book, (_, state) =>
      state.storage.sql.exec(
        'UPDATE outbox SET first_at = ? WHERE seq = ?',
        Date.now() - 71.9 * 3_600_000,
        seq,
      ),
    );
    await book.callbackTried(seq, attempt(503, { retryAfter: '3600' }));
    expect((await taskNotifications(env, APP, taskId))![0]!.state).toBe('undelivered');
  });

  it('hold their book for seven days when they were given up', async () => {
    const old = Date.now() - 9 * 86_400_000;
    const { taskId, book, seq } = await settled(410, old);
    await runDurableObjectAlarm(book);
    expect(await taskNotifications(env, APP, taskId)).toHaveLength(1);
    await runInDurableObject(book, (_, state) =>
      state.storage.sql.exec('UPDATE outbox SET due = ? WHERE seq = ?', Date.now() - 8 * 86_400_000, seq),
    );
    await runDurableObjectAlarm(book);
    await runDurableObjectAlarm(book);
    expect(await taskNotifications(env, APP, taskId)).toBeNull();
  });
});

describe('retention', () => {
  it('drops a book when its hour is old and nothing is open', async () => {
    const old = Date.now() - 8 * 86_400_000;
    const task = {
      ...(await newTask()),
      taskId: await newTaskId(env, APP, 'WorkflowTask', old),
      createdAt: old,
    };
    await createTask(env, task);
    const book = bookOf(task.taskId);
    await runDurableObjectAlarm(book);
    expect((await readTask(env, APP, task.taskId))?.status).toBe('WAITING');
    await book.apply(task.taskId, [{ type: 'ended', jobId: `${task.taskId}-0`, at: 1, failure: null }]);
    await runDurableObjectAlarm(book);
    await runDurableObjectAlarm(book);
    expect(await readTask(env, APP, task.taskId)).toBeNull();
    const tables = await runInDurableObject(book, (_, state) =>
      state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'tasks'").toArray(),
    );
    expect(tables).toEqual([]);
  });

  it('drops a book that holds nothing but an id that was given up', async () => {
    const taskId = await newTaskId(env, APP, 'WorkflowTask', Date.now() - 8 * 86_400_000);
    expect(await settleTask(env, taskId)).toBe('absent');
    const book = bookOf(taskId);
    await runDurableObjectAlarm(book);
    const tables = await runInDurableObject(book, (_, state) =>
      state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'tombstones'").toArray(),
    );
    expect(tables).toEqual([]);
  });
});
