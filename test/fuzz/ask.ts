// Sends a request to the whole Worker and checks what must hold of every answer.
import { expect, vi } from 'vitest';
import type { Creation } from '../../src/admission/sessionLedger.ts';
import { Job } from '../../src/contract/job.ts';
import type { PoolJob } from '../../src/contract/rpc.ts';
import { jobOf } from '../../src/dispatch/leasedJob.ts';
import { ERRORS } from '../../src/mps/errorTable.ts';
import { responseSchema } from '../../src/mps/schema.ts';
import type { Env } from '../../src/platform/env.ts';
import type { TaskRecord } from '../../src/task/taskRecord.ts';
import worker from '../../src/worker.ts';
import { env } from '../worker/fixtures.ts';
import { signedRequest } from '../worker/signedRequest.ts';

export interface Answer {
  RequestId: string;
  TaskId?: string;
  Error?: { Code: string; Message: string };
}

interface QueuedJob {
  pool: string;
  job: PoolJob;
}

const created: TaskRecord[] = [];
const settings: Env = {
  ...env,
  RATE_LIMITS: '{"1250000000":{"*":100000}}',
  // Without a SessionId the Worker asks the book, with one the ledger does.
  TASK_BOOK: watched(env.TASK_BOOK, 'create', ([, records]) => records as TaskRecord[]),
  SESSION_LEDGER: watched(env.SESSION_LEDGER, 'claim', (given) => [
    (given[3] as Creation).record as TaskRecord,
  ]),
};

/** Notes the tasks of the calls of `method` that have created them. */
function watched(
  namespace: DurableObjectNamespace,
  method: string,
  records: (given: unknown[]) => TaskRecord[],
): DurableObjectNamespace {
  const watchedCall = (object: DurableObjectStub, name: PropertyKey) => {
    const call = (object as unknown as Record<PropertyKey, (...given: unknown[]) => unknown>)[name]!;
    if (name !== method) return (...given: unknown[]) => call(...given);
    return async (...given: unknown[]) => {
      const answer = await call(...given);
      if (JSON.stringify(answer).includes('"created"')) created.push(...records(given));
      return answer;
    };
  };
  return new Proxy(namespace, {
    get: (all, property) => {
      if (property === 'get')
        return (id: DurableObjectId) =>
          new Proxy(all.get(id), { get: (object, name) => watchedCall(object, name) });
      const member: unknown = Reflect.get(all, property);
      return typeof member === 'function' ? member.bind(all) : member;
    },
  });
}

/**
 * The answer: HTTP 200, the envelope, a RequestId, an error of the table or none, never InternalError, and a task
 * exactly where a TaskId is answered.
 */
export async function ask(request: Request): Promise<Answer> {
  for (;;) {
    const answer = await once(request.clone());
    // A limiter that answers late, on a busy machine, refuses.
    if (answer.Error?.Code !== 'RequestLimitExceeded') return answer;
  }
}

async function once(request: Request): Promise<Answer> {
  const before = created.length;
  const lines = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const failures = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    const response = await worker.fetch(request, settings, {} as ExecutionContext);
    const text = await response.text();
    expect(failures.mock.calls.map(([line]) => String(line))).toEqual([]);
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/json']);
    const { Response: answer, ...rest } = JSON.parse(text) as { Response: Answer };
    expect(rest).toEqual({});
    expect(answer.RequestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    if (answer.Error) checkError(answer);
    expect(created.slice(before).map(({ taskId }) => taskId)).toEqual(answer.TaskId ? [answer.TaskId] : []);
    return answer;
  } finally {
    lines.mockRestore();
    failures.mockRestore();
  }
}

function checkError({ RequestId: _, Error: error, ...rest }: Answer): void {
  expect(rest).toEqual({});
  const { Code, Message, ...more } = error!;
  expect(more).toEqual({});
  expect(Object.keys(ERRORS)).toContain(Code);
  expect(Message).toMatch(/\S/);
  // Without a backend there is nobody who could look at a file.
  if (!Message.includes('no media backend')) expect(Code).not.toBe('InternalError');
}

/** The same for a request that must be refused. Gives back its code. */
export async function refused(request: Request): Promise<string> {
  const { Error: error } = await ask(request);
  expect(error).toBeDefined();
  return error!.Code;
}

/** A task that was accepted can be described, in the shape that SDKs read, and its jobs be given to a backend. */
export async function checkTask(TaskId: string): Promise<void> {
  const answer = await ask(signedRequest({ TaskId }, { action: 'DescribeTaskDetail' }));
  expect(answer.Error).toBeUndefined();
  expect(responseSchema('DescribeTaskDetail').safeParse(answer).error).toBeUndefined();
  const task = created.find(({ taskId }) => taskId === TaskId)!;
  const jobs = task.outbox
    .filter(({ kind }) => kind === 'job')
    .map(({ body }) => JSON.parse(body) as QueuedJob);
  expect(jobs.length).toBeGreaterThan(0);
  for (const { pool, job } of jobs) {
    const leased = await jobOf(settings, pool, { job, attempt: 1, isolate: false });
    expect(Job.safeParse(leased).error).toBeUndefined();
  }
}
