// The door to an account's tasks.
import type { TaskView } from '../mps/view.ts';
import type { Env } from '../platform/env.ts';
import { stub } from '../platform/stub.ts';
import type { PastCallback } from './callbackQueue.ts';
import type { NewTask } from './newTask.ts';
import type { TaskBook } from './taskBook.ts';
import { taskAddress } from './taskId.ts';
import { type TaskRecord, taskRecord } from './taskRecord.ts';

type Book = Pick<TaskBook, 'create' | 'read' | 'settle' | 'abort' | 'notifications' | 'replay'>;

/**
 * Accepts a task: it is durable when this returns. Repeating it with the same TaskId changes nothing. Throws when the id
 * was given up.
 */
export async function createTask(env: Env, task: NewTask): Promise<void> {
  const { book, record } = creation(env, task);
  const [answer] = await stub<Book>(env.TASK_BOOK, book).create(book, [record]);
  if (answer !== 'created') throw new Error(`the task ${task.taskId} was abandoned before it was created`);
}

/** What its book has to be told to create a task. */
export function creation(env: Env, task: NewTask): { book: string; record: TaskRecord } {
  const address = taskAddress(env, task.taskId);
  if (!address) throw new Error(`not a TaskId of this deployment: ${task.taskId}`);
  return { book: address.book, record: taskRecord(address.book, task) };
}

/** An account's task; null when it has none of that id. */
export async function readTask(env: Env, appId: string, taskId: string): Promise<TaskView | null> {
  const address = taskAddress(env, taskId);
  if (!address || address.appId !== appId) return null;
  return stub<Book>(env.TASK_BOOK, address.book).read(taskId);
}

/** Whether an unclear creation happened; if it did not, it never will. */
export async function settleTask(env: Env, taskId: string): Promise<'created' | 'absent'> {
  const address = taskAddress(env, taskId);
  if (!address) return 'absent';
  return stub<Book>(env.TASK_BOOK, address.book).settle(address.book, taskId);
}

/** Ends an account's task: what is not over fails, running jobs are stopped. */
export async function abortTask(
  env: Env,
  appId: string,
  taskId: string,
): Promise<'aborted' | 'over' | 'absent'> {
  const address = taskAddress(env, taskId);
  if (!address || address.appId !== appId) return 'absent';
  return stub<Book>(env.TASK_BOOK, address.book).abort(taskId);
}

/** The callbacks of an account's task, oldest first; null when it has no such task. */
export async function taskNotifications(
  env: Env,
  appId: string,
  taskId: string,
): Promise<PastCallback[] | null> {
  const address = taskAddress(env, taskId);
  if (!address || address.appId !== appId) return null;
  return stub<Book>(env.TASK_BOOK, address.book).notifications(taskId);
}

/** Sends a callback of an account's task once more. `eventId` is its webhook-id. */
export async function replayNotification(
  env: Env,
  appId: string,
  eventId: string,
): Promise<'replayed' | 'absent'> {
  const [, taskId = '', seq = ''] = /^(.{1,200})-(\d{1,15})$/.exec(eventId) ?? [];
  const address = taskAddress(env, taskId);
  if (!address || address.appId !== appId) return 'absent';
  return stub<Book>(env.TASK_BOOK, address.book).replay(taskId, Number(seq));
}
