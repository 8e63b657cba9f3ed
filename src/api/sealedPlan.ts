// A plan as it may be stored: callers' URLs and keys sealed, in jobs as in what is still to become jobs.
import type { Plan, PlanRest } from '../plan/plan.ts';
import type { Env } from '../platform/env.ts';
import { sealBucket, sealInput, sealJob } from '../storage/sealedLocation.ts';

export function sealedPlan(env: Env, { jobs, rest, ...plan }: Plan): Plan {
  return {
    ...plan,
    jobs: jobs.map((job) => sealJob(env, job)),
    ...(rest && { rest: sealedRest(env, rest) }),
  };
}

function sealedRest(env: Env, { source, nodes, files, ...rest }: PlanRest): PlanRest {
  return {
    ...rest,
    source: sealInput(env, source),
    ...(files && { files: files.map((file) => ({ ...file, location: sealInput(env, file.location) })) }),
    nodes: nodes.map((node) =>
      node.work ? { ...node, work: { ...node.work, target: sealBucket(env, node.work.target) } } : node,
    ),
  };
}
