// New objects and what they start, in workerd: every object version once, whatever comes twice, and no circles.
import {
  createExecutionContext,
  createMessageBatch,
  evictDurableObject,
  getQueueResult,
  SELF,
} from 'cloudflare:test';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { api } from '../../src/api/app.ts';
import type { Env } from '../../src/platform/env.ts';
import { realPlace } from '../../src/storage/place.ts';
import { MAX_LINEAGE } from '../../src/storage/uploadLedger.ts';
import { foreseenEtag, ledgerOf, recordLineage } from '../../src/storage/uploadLedgers.ts';
import type { TaskBook } from '../../src/task/taskBook.ts';
import { listTasks } from '../../src/task/taskList.ts';
import { consumeUploads } from '../../src/trigger/consumer.ts';
import { hookRoute } from '../../src/trigger/hookRoute.ts';
import { listeners } from '../../src/trigger/startSchemes.ts';
import { cosTrigger, node, SIMPLE, trans } from '../support/schemes.ts';
import { env } from './fixtures.ts';
import { signedRequest } from './signedRequest.ts';

const UNLIMITED: Env = { ...env, RATE_LIMITS: '{"1250000001":{"*":10000}}' };
const APP = '1250000001';
const OTHER = { secretId: 'AKIDother', secretKey: 'other-secret-key' };
let names = 0;

async function call(action: string, body: object): Promise<Record<string, unknown>> {
  const response = await api.fetch(
    signedRequest(body, { action, ...OTHER }),
    UNLIMITED,
    createExecutionContext(),
  );
  const { Response: answer } = (await response.json()) as { Response: Record<string, unknown> };
  const error = answer.Error as { Code: string } | undefined;
  // A limiter that is slow to answer on a busy machine refuses.
  if (error?.Code === 'RequestLimitExceeded') return call(action, body);
  if (error) throw new Error(JSON.stringify(error));
  return answer;
}

/** An enabled scheme for the files of a bucket; answers its name in ledgers. */
async function enabled(bucket: string, more: object = {}): Promise<{ ScheduleId: number; name: string }> {
  const scheme = { ScheduleName: `s ${names++}`, Trigger: cosTrigger(bucket), Activities: SIMPLE, ...more };
  const { ScheduleId } = (await call('CreateSchedule', scheme)) as { ScheduleId: number };
  await call('EnableSchedule', { ScheduleId });
  return { ScheduleId, name: `${APP}/Schedule/${ScheduleId}` };
}

const r2 = (bucket: string, key: string, eTag: string) => ({
  ...{ action: 'PutObject', object: { key: `${APP}/${bucket}/${key}`, size: 1, eTag } },
});

/** Gives messages to the consumer; answers which were acknowledged. */
async function deliver(bodies: unknown[], bindings: Env = UNLIMITED): Promise<string[]> {
  const messages = bodies.map((body, index) => ({
    id: String(index),
    timestamp: new Date(),
    attempts: 1,
    body,
  }));
  const batch = createMessageBatch('edge-mps-uploads', messages);
  await consumeUploads(batch, bindings);
  const { explicitAcks } = await getQueueResult(batch, createExecutionContext());
  return [...explicitAcks].sort();
}

/** The inputs of the tasks that there are of a bucket. */
async function started(bucket: string): Promise<string[]> {
  const page = await listTasks(
    env,
    APP,
    { status: 'WAITING', failed: null, from: 0, to: Date.now(), after: null, limit: 1000 },
    Date.now(),
  );
  const inputs: string[] = [];
  for (const { taskId } of page.rows) {
    const detail = await call('DescribeTaskDetail', { TaskId: taskId });
    const task = (detail.ScheduleTask ?? detail.WorkflowTask) as Record<string, unknown>;
    const { CosInputInfo: cos } = task.InputInfo as { CosInputInfo: Record<string, string> };
    if (cos.Bucket === bucket) inputs.push(cos.Object!);
  }
  return inputs.sort();
}

describe('a new object', () => {
  it('starts each enabled scheme that takes it, once, however often it is told of', async () => {
    await enabled('t1', { Trigger: cosTrigger('t1', { Dir: '/in/' }) });
    await enabled('t1');
    await enabled('elsewhere');
    const message = r2('t1', 'in/a.mp4', 'e1');
    expect(
      await deliver([message, message, r2('t1', 'in/a.txt', 'e2'), r2('t1', 'b.mp4', 'e3')]),
    ).toHaveLength(4);
    await deliver([message]);
    await expect.poll(() => started('t1')).toEqual(['/b.mp4', '/in/a.mp4', '/in/a.mp4']);
  });

  it('starts again when its content changes', async () => {
    await enabled('t2');
    await deliver([r2('t2', 'a.mp4', 'e1')]);
    await deliver([r2('t2', 'a.mp4', 'e2')]);
    await expect.poll(() => started('t2')).toEqual(['/a.mp4', '/a.mp4']);
  });

  it('starts nothing that is disabled, deleted, or of another account', async () => {
    const { ScheduleId } = await enabled('t3');
    await call('DisableSchedule', { ScheduleId });
    const gone = await enabled('t3');
    await call('DeleteSchedule', { ScheduleId: gone.ScheduleId });
    await enabled('t3b');
    await deliver([
      r2('t3', 'a.mp4', 'e1'),
      { action: 'PutObject', object: { key: '1250000000/t3b/a.mp4', size: 1, eTag: 'e' } },
    ]);
    expect(await started('t3')).toEqual([]);
    expect(await started('t3b')).toEqual([]);
    await call('EnableSchedule', { ScheduleId });
    await deliver([r2('t3', 'b.mp4', 'e1')]);
    await expect.poll(() => started('t3')).toEqual(['/b.mp4']);
  });

  it('starts workflows too', async () => {
    const { WorkflowId } = await call('CreateWorkflow', {
      ...{ WorkflowName: 'w', Trigger: cosTrigger('t4'), TaskPriority: 4 },
      MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
    });
    await call('EnableWorkflow', { WorkflowId });
    await deliver([r2('t4', 'a.mp4', 'e1')]);
    await expect.poll(() => started('t4')).toEqual(['/a.mp4']);
  });

  it('is tried again when it can’t be worked on now, with the same TaskId', async () => {
    await enabled('t5');
    const broken: Env = {
      ...UNLIMITED,
      TASK_BOOK: {
        idFromName: () => '',
        get: () => {
          throw new Error('down');
        },
      } as unknown as DurableObjectNamespace,
    };
    expect(await deliver([r2('t5', 'a.mp4', 'e1')], broken)).toEqual([]);
    expect(await deliver([r2('t5', 'a.mp4', 'e1')])).toEqual(['0']);
    expect(await deliver([r2('t5', 'a.mp4', 'e1')])).toEqual(['0']);
    await expect.poll(() => started('t5')).toEqual(['/a.mp4']);
  });

  it('is started after its creation failed once: the TaskId is not given up', async () => {
    await enabled('t7');
    const failing: Env = {
      ...UNLIMITED,
      TASK_BOOK: {
        idFromName: (name: string) => env.TASK_BOOK.idFromName(name),
        get: (id: DurableObjectId) => {
          const book = env.TASK_BOOK.get(id) as unknown as Pick<TaskBook, 'settle'>;
          return {
            create: () => Promise.reject(new Error('moved')),
            settle: (name: string, taskId: string) => book.settle(name, taskId),
          };
        },
      } as unknown as DurableObjectNamespace,
    };
    expect(await deliver([r2('t7', 'a.mp4', 'e1')], failing)).toEqual([]);
    expect(await deliver([r2('t7', 'a.mp4', 'e1')])).toEqual(['0']);
    await expect.poll(() => started('t7')).toEqual(['/a.mp4']);
  });

  it('waits for no scheme that can’t be read any more', async () => {
    const Trigger = {
      Type: 'AwsS3FileUpload',
      AwsS3FileUploadTrigger: { S3Bucket: 't8', S3Region: 'r', S3SecretId: 'i', S3SecretKey: 'k' },
    };
    const { name: sealed } = await enabled('t8', { Trigger });
    const { name: open } = await enabled('t8');
    const namesOf = async (bindings: Env) =>
      (await listeners(bindings, APP, 't8')).map(({ name }) => `${APP}/${name}`);
    expect((await namesOf(env)).sort()).toEqual([sealed, open].sort());
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(await namesOf({ ...env, SIGNING_KEY: 'another' })).toEqual([open]);
    expect(logged.mock.calls.join()).toContain('trigger.scheme_unreadable');
    logged.mockRestore();
  });

  it('starts nothing while its account may not use MPS', async () => {
    await enabled('t9');
    const account = { appId: APP, ...OTHER };
    for (const [index, accounts] of [
      [{ ...account, disabled: true }],
      [{ ...account, mps: false }],
      [],
    ].entries()) {
      const bindings = { ...UNLIMITED, MPS_ACCOUNTS: JSON.stringify(accounts) };
      expect(await deliver([r2('t9', `a${index}.mp4`, 'e1')], bindings)).toEqual(['0']);
    }
    await deliver([r2('t9', 'b.mp4', 'e1')]);
    await expect.poll(() => started('t9')).toEqual(['/b.mp4']);
  });

  it('that would be refused is over with that', async () => {
    await enabled('t6', {
      Activities: [node('input', [1]), trans([2], { OutputObjectPath: 'clip.{format}' }), node('output')],
    });
    // The output would overwrite its input.
    expect(await deliver([r2('t6', 'clip.mp4', 'e1')])).toEqual(['0']);
    expect(await started('t6')).toEqual([]);
  });

  it('of no known form is dropped', async () => {
    expect(await deliver([{ hello: 1 }, r2('', '', '')])).toEqual(['0', '1']);
  });
});

describe('what a scheme wrote', () => {
  const object = (bucket: string, key: string) => ({
    provider: 'cos' as const,
    appId: APP,
    bucket,
    region: 'r',
    key,
  });

  it('starts other schemes, not itself', async () => {
    const own = await enabled('l1');
    await enabled('l1', { Activities: [node('input', [1]), trans([2], { Definition: 20 }), node('output')] });
    await recordLineage(env, [{ object: object('l1', 'out.mp4'), etag: 'e1' }], [own.name], Date.now());
    await deliver([r2('l1', 'out.mp4', 'e1')]);
    await expect.poll(() => started('l1')).toEqual(['/out.mp4']);
    // What its owner puts there himself is another object.
    await deliver([r2('l1', 'out.mp4', 'e2')]);
    await expect.poll(() => started('l1')).toEqual(['/out.mp4', '/out.mp4', '/out.mp4']);
  });

  it('starts nothing more when it is so many schemes deep', async () => {
    await enabled('l2');
    const deep = Array.from({ length: MAX_LINEAGE }, (_, index) => `${APP}/Schedule/${index}`);
    await recordLineage(env, [{ object: object('l2', 'a.mp4'), etag: 'e1' }], deep, Date.now());
    await recordLineage(env, [{ object: object('l2', 'b.mp4'), etag: 'e1' }], deep.slice(1), Date.now());
    await deliver([r2('l2', 'a.mp4', 'e1'), r2('l2', 'b.mp4', 'e1')]);
    await expect.poll(() => started('l2')).toEqual(['/b.mp4']);
  });

  it('is known although it comes in parts, or without an ETag', async () => {
    const { name } = await enabled('l3');
    const place = realPlace(env, object('l3', 'big.mp4'));
    await recordLineage(env, [{ object: object('l3', 'big.mp4'), etag: '' }], [name], Date.now());
    const ledger = ledgerOf(env, place);
    const ask = async (etag: string | null, version: string) =>
      (await ledger.arrive({ place, etag, version }, [{ scheme: name, taskId: 'T' }], Date.now()))
        .verdicts[0]!.verdict;
    expect(await ask('abc-2', 'abc-2')).toBe('own');
    await ledger.written({ place, etag: 'abc-2' });
    // A completion may be repeated.
    await ledger.written({ place, etag: 'abc-2' });
    expect([await ask('abc-2', 'abc-2'), await ask(null, 'x'), await ask('new', 'new')]).toEqual([
      'own',
      'own',
      'start',
    ]);
  });

  it('is known when it is written anew with the same bytes', async () => {
    const place = realPlace(env, object('l5', 'big.mp4'));
    const ledger = ledgerOf(env, place);
    for (const scheme of ['Schedule/1', 'Schedule/2']) {
      await recordLineage(env, [{ object: object('l5', 'big.mp4'), etag: '' }], [scheme], Date.now());
      await ledger.written({ place, etag: 'abc-2' });
    }
    const { lineage } = await ledger.arrive({ place, etag: 'abc-2', version: 'v' }, [], Date.now());
    expect(lineage).toEqual(['Schedule/2']);
  });

  it('has an ETag that is known before only in our own bucket, in one piece', () => {
    const far = { ...object('far', 'a.mp4'), provider: 's3' as const };
    const file = { size: 1, md5: 'm' };
    expect([
      foreseenEtag(env, object('l6', 'a.mp4'), file),
      foreseenEtag(env, object('l6', 'a.mp4'), { ...file, size: 5e9 }),
      foreseenEtag(env, far, file),
    ]).toEqual(['m', '', '']);
  });

  it('does not start its own scheme under another name of the same place', async () => {
    const { name } = await enabled('l7');
    const to = { provider: 's3', bucket: 'l7-real', credentials: 'KEYS' };
    const MPS_BUCKETS = JSON.stringify([{ match: { type: 'COS', bucket: 'l7' }, to }]);
    const bindings = { ...UNLIMITED, MPS_BUCKETS, KEYS: '{"secretId": "a", "secretKey": "b"}' } as Env;
    const keys = { secretId: 'a', secretKey: 'b' };
    const written = { ...object('l7-real', 'in/out.mp4'), provider: 's3' as const, keys };
    await recordLineage(bindings, [{ object: written, etag: '' }], [name], Date.now());
    const upload = { appId: APP, bucket: 'l7-real', key: 'in/out.mp4', etag: 'e1', version: 'e1' };
    expect(await deliver([upload], bindings)).toEqual(['0']);
    expect(await started('l7')).toEqual([]);
    // What comes from nowhere else does.
    expect(await deliver([{ ...upload, key: 'in/new.mp4' }], bindings)).toEqual(['0']);
    expect(await started('l7')).toEqual(['/in/new.mp4']);
  });

  it('is remembered over a restart', async () => {
    const { name } = await enabled('l4');
    await recordLineage(env, [{ object: object('l4', 'a.mp4'), etag: 'e1' }], [name], Date.now());
    await evictDurableObject(
      ledgerOf(env, realPlace(env, object('l4', 'a.mp4'))) as unknown as DurableObjectStub,
    );
    await deliver([r2('l4', 'a.mp4', 'e1')]);
    expect(await started('l4')).toEqual([]);
  });
});

describe('the hook', () => {
  let path = '';
  beforeAll(async () => {
    const headers = { Authorization: 'Bearer local-internal-token' };
    const answer = await SELF.fetch(`http://edge/internal/hooks/${APP}`, { headers });
    ({ path } = (await answer.json()) as { path: string });
  });
  const event = (key: string) => ({
    Records: [
      {
        ...{ eventSource: 'aws:s3', eventName: 'ObjectCreated:Put' },
        s3: { bucket: { name: 'h1' }, object: { key, eTag: 'e1' } },
      },
    ],
  });
  const post = (url: string, body: unknown) =>
    SELF.fetch(`http://edge${url}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('takes events of its account', async () => {
    await enabled('h1');
    const answer = await post(path, event('in/a.mp4'));
    expect([answer.status, await answer.json()]).toEqual([200, { uploads: 1 }]);
    await expect.poll(() => started('h1'), { timeout: 10_000 }).toEqual(['/in/a.mp4']);
  });

  it('knows a bucket that a rule leads elsewhere by both names', async () => {
    await enabled('h2');
    const to = { provider: 's3', bucket: 'physical', prefix: '{bucket}/', credentials: 'KEYS' };
    const MPS_BUCKETS = JSON.stringify([{ match: { type: 'COS', bucket: 'h*' }, to }]);
    const bindings = { ...UNLIMITED, MPS_BUCKETS, KEYS: '{"secretId": "a", "secretKey": "b"}' } as Env;
    const upload = { appId: APP, bucket: 'physical', key: 'h2/in/m.mp4', etag: 'e2', version: 'e2' };
    expect(await deliver([upload], bindings)).toEqual(['0']);
    expect(await started('h2')).toEqual(['/in/m.mp4']);
  });

  it('waits for rules that are wrong', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const upload = { appId: APP, bucket: 'h2', key: 'in/n.mp4', etag: 'e3', version: 'e3' };
    expect(await deliver([upload], { ...UNLIMITED, MPS_BUCKETS: '{' })).toEqual([]);
    vi.restoreAllMocks();
  });

  it('takes nothing of an account that may not use MPS', async () => {
    const MPS_ACCOUNTS = JSON.stringify([{ appId: APP, ...OTHER, disabled: true }]);
    const init = { method: 'POST', body: JSON.stringify(event('a.mp4')) };
    expect((await hookRoute.request(path, init, { ...env, MPS_ACCOUNTS })).status).toBe(404);
  });

  it('takes nothing without its token, and nothing that is no event', async () => {
    expect((await post(path.replace(/.{4}$/, '0000'), event('a'))).status).toBe(404);
    expect((await post(path.replace(APP, '1250000000'), event('a'))).status).toBe(404);
    expect((await post(path, 'hello')).status).toBe(400);
    expect((await post(path, { Records: [{}] })).status).toBe(400);
    expect((await post(path, 'x'.repeat(300_000))).status).toBe(413);
    expect((await SELF.fetch(`http://edge/internal/hooks/${APP}`)).status).toBe(401);
  });
});
