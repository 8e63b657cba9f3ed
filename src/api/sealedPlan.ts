// A plan as it may be stored.
import type { Plan } from '../plan/plan.ts';
import type { Env } from '../platform/env.ts';
import { sealInputs } from '../storage/sealedUrl.ts';

/** The plan with the URLs of all inputs sealed. */
export function sealedPlan(env: Env, plan: Plan): Plan {
  const jobs = plan.jobs.map((job) => sealInputs(env, job));
  if (!plan.rest) return { ...plan, jobs };
  const { source, ...more } = plan.rest;
  const { input, ...rest } = sealInputs(env, { ...more, input: source });
  return { ...plan, jobs, rest: { ...rest, source: input } };
}
