// A plan as it may be stored: callers' URLs and keys sealed, in jobs as in what is still to become jobs.
import type { Plan, PlanRest } from '../plan/plan.ts';
import type { Env } from '../platform/env.ts';
import { sealBucket, sealFile, sealInput, sealJob } from '../storage/sealedLocation.ts';
import { sealOutput } from '../storage/sealedOutput.ts';

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
    ...(files && { files: files.map((file) => sealFile(env, file)) }),
    nodes: nodes.map(({ work, ...node }) =>
      work
        ? {
            ...node,
            work: { ...work, output: sealOutput(env, work.output), target: sealBucket(env, work.target) },
          }
        : node,
    ),
  };
}
