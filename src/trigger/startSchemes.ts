// What a new object starts.
import { mayWork } from '../api/accounts.ts';
import { SCHEDULE, type SchemeSpec, WORKFLOW } from '../api/schemes/schemeKind.ts';
import { startTask } from '../api/startTask.ts';
import { listItems } from '../catalog/catalog.ts';
import { lineageName, type Scheme, type SchemeKind, schemeName, storedScheme } from '../catalog/scheme.ts';
import type { UploadEvent } from '../contract/uploadEvent.ts';
import { ApiError } from '../mps/errors.ts';
import { takesFile, triggeredInput } from '../plan/trigger.ts';
import { count } from '../platform/count.ts';
import type { Env } from '../platform/env.ts';
import { log, logError } from '../platform/log.ts';
import { ledgerOf } from '../storage/uploadLedgers.ts';
import { newTaskId } from '../task/taskId.ts';

/** More than an account may have. */
const ALL = 100_000;

/** A new object by one of its names, and where it really is (realPlace). */
export interface NewObject {
  upload: UploadEvent;
  place: string;
}

/** A scheme that listens to a bucket. */
export interface Listener {
  /** schemeName */
  name: string;
  spec: SchemeSpec<SchemeKind>;
  scheme: Scheme;
}

/**
 * The enabled schemes and workflows of an account that listen to a bucket of this name, of whatever storage. One that can't
 * be read (another SIGNING_KEY) is left out.
 */
export async function listeners(env: Env, appId: string, bucket: string): Promise<Listener[]> {
  const facets = { Listens: [`cos/${bucket}`, `s3/${bucket}`] };
  const lists = await Promise.all(
    [SCHEDULE, WORKFLOW].map(async (spec) => {
      const { items } = await listItems(env, appId, spec.kind, { facets }, 0, ALL);
      return items.flatMap((item): Listener[] => {
        const name = schemeName(spec.kind, item.id);
        try {
          return [{ name, spec: spec as SchemeSpec<SchemeKind>, scheme: storedScheme(env, item) }];
        } catch (error) {
          // No other try would help, and the bucket's other schemes need not wait for it.
          logError('trigger.scheme_unreadable', error, { appId, scheme: name });
          return [];
        }
      });
    }),
  );
  return lists.flat();
}

/**
 * Starts what a new object is to start, each scheme once for a version of the object, however often this is called. What is
 * refused as it would be by ProcessMedia is over with that; throws for what may do better later.
 */
export async function startSchemes(
  env: Env,
  { upload, place }: NewObject,
  all: readonly Listener[],
): Promise<void> {
  const { appId, key, etag, version } = upload;
  const wanted = all.filter(({ scheme }) => takesFile(scheme.fields.Trigger, key));
  if (wanted.length === 0) return;
  if (!(await mayWork(env, appId))) {
    count(env, 'edge_mps_uploads_total', { outcome: 'refused' });
    log('trigger.refused', { appId, key, reason: 'the account may not use MPS' });
    return;
  }
  const now = Date.now();
  const arrival = { place, etag, version };
  const ledger = ledgerOf(env, place);
  const candidates = await Promise.all(
    wanted.map(async ({ name, spec }) => ({
      scheme: lineageName(appId, name),
      taskId: await newTaskId(env, appId, spec.kind === 'Schedule' ? 'ScheduleTask' : 'WorkflowTask', now),
    })),
  );
  const { lineage, verdicts } = await ledger.arrive(arrival, candidates, now);
  for (const [index, answer] of verdicts.entries()) {
    const { name, spec, scheme } = wanted[index]!;
    if (answer.verdict !== 'start') {
      count(env, 'edge_mps_uploads_total', { outcome: answer.verdict });
      log('trigger.ignored', { appId, scheme: name, key, verdict: answer.verdict });
      continue;
    }
    const { taskId } = answer;
    try {
      const { request, scheme: planned } = spec.task(
        scheme.fields,
        triggeredInput(scheme.fields.Trigger, key),
      );
      const start = {
        taskId,
        request,
        scheme: planned ?? null,
        lineage: [...lineage, answer.scheme],
        comesAgain: true,
      };
      await startTask({ env, appId, now }, start);
      count(env, 'edge_mps_uploads_total', { outcome: 'started' });
      log('trigger.started', { appId, scheme: name, key, taskId });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      count(env, 'edge_mps_uploads_total', { outcome: 'refused' });
      log('trigger.refused', { appId, scheme: name, key, code: error.code, reason: error.message });
    }
    await ledger.settle(arrival, answer.scheme);
  }
}
