// Values that several tests inside workerd share.
import { env as bindings } from 'cloudflare:workers';
import type { MediaFacts } from '../../src/contract/facts.ts';
import type { Heartbeat, JobReport, OutputFacts } from '../../src/contract/report.ts';
import type { PoolJob } from '../../src/contract/rpc.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Env } from '../../src/platform/env.ts';
import type { NewTask } from '../../src/task/newTask.ts';
import { newTaskId } from '../../src/task/taskId.ts';

export const env = bindings as unknown as Env;
export const APP = '1250000000';

export const media: MediaFacts = {
  size: 1000,
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  bitrate: 8000,
  duration: 1,
  videoDuration: 1,
  audioDuration: 1,
  width: 64,
  height: 48,
  rotate: 0,
  video: [],
  audio: [],
};

export const output: OutputFacts = { kind: 'media', media, md5: '0'.repeat(32), files: 1 };

const target = { provider: 'cos' as const, appId: APP, bucket: 'b-1', region: 'r' };

/** A plan of one job with `count` mp4 outputs `out/<n>.mp4`, for the given pool. */
export function plan(count: number, pool: string): Plan {
  return {
    subtasks: Array.from({ length: count }, (_, index) => ({
      kind: 'Transcode' as const,
      input: { Definition: 30 },
      storage: { Type: 'COS', CosOutputStorage: { Bucket: 'b-1', Region: 'r' }, S3OutputStorage: null },
      definition: 30,
      path: `/out/${index}.mp4`,
    })),
    jobs: [
      {
        pool,
        kind: 'media',
        input: { ...target, key: 'in.mov' },
        outputs: Array.from({ length: count }, (_, subtask) => ({
          kind: 'media' as const,
          subtask,
          container: 'mp4' as const,
          video: null,
          audio: { codec: 'aac' as const, bitrate: 48_000, sampleRate: 44_100, channels: 2 },
          main: `out/${subtask}.mp4`,
          segment: null,
        })),
        targets: Array.from({ length: count }, () => target),
      },
    ],
  };
}

/** A task that has not been created yet. */
export async function newTask(
  count = 1,
  pool = 'nobody',
  notify: NewTask['request']['TaskNotifyConfig'] = null,
  notifySecrets = '',
): Promise<NewTask> {
  return {
    taskId: await newTaskId(env, APP, 'WorkflowTask', Date.now()),
    appId: APP,
    request: {
      InputInfo: {},
      TaskNotifyConfig: notify,
      TasksPriority: 0,
      SessionId: 's',
      SessionContext: 'c',
    },
    notifySecrets,
    plan: plan(count, pool),
    priority: 0,
    offline: false,
    createdAt: Date.now(),
  };
}

/** The task's job as its book submits it. */
export function poolJob(task: NewTask, book: string, change: Partial<PoolJob> = {}): PoolJob {
  const { pool: _, ...work } = task.plan.jobs[0]!;
  return {
    ...work,
    id: `${task.taskId}-0`,
    taskId: task.taskId,
    book,
    appId: task.appId,
    priority: task.priority,
    offline: task.offline,
    createdAt: task.createdAt,
    ...change,
  };
}

/** A heartbeat of a backend that nobody can reach. */
export function heartbeat(change: Partial<Heartbeat> = {}): Heartbeat {
  return {
    backendId: 'b1',
    bootId: 'boot1',
    url: 'http://127.0.0.1:9',
    pool: 'test',
    slots: 1,
    version: '1',
    capabilities: [],
    draining: false,
    jobs: [],
    ...change,
  };
}

/** A final report. */
export function report(change: Partial<JobReport> = {}): JobReport {
  return { source: null, subtasks: [], final: true, failure: null, retry: false, ...change };
}
