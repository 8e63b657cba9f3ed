// What comes next in a task whose jobs wait for each other. Pure: called when the task is planned and after each event.
import type { MediaFacts } from '../../contract/facts.ts';
import type { InputLocation } from '../../contract/location.ts';
import { mainKey, usedFiles } from '../../contract/output.ts';
import type { Failure, OutputFacts } from '../../contract/report.ts';
import type { RulesOutput, SubtaskStatus } from '../../mps/view.ts';
import {
  membersOf,
  type Plan,
  type PlannedJob,
  type PlannedNode,
  type PlannedWork,
  type PlanRest,
} from '../plan.ts';
import { chosenBy } from './rules.ts';

/** What is known of a subtask. */
export interface SubtaskResult {
  status: SubtaskStatus;
  failure: Failure | null;
  output: OutputFacts | RulesOutput | null;
}

/** The end of a subtask that no job ends. */
export type Ending = { subtask: number } & (
  | { status: 'SUCCESS'; output: RulesOutput }
  | { status: 'FAIL'; failure: Failure }
  | { status: 'SKIPPED' }
);

export interface Step {
  /** To be appended to the plan's jobs. */
  jobs: PlannedJob[];
  endings: Ending[];
}

/** Nothing is left to decide. */
const NOTHING: Step = { jobs: [], endings: [] };

/**
 * The jobs that can start now and the subtasks that are over without one. A subtask waits for all that it comes
 * after; when one of them failed it fails with that reason; when none of them leads to it (a branch that was not
 * chosen) it is skipped. Else it takes the file of the first of them that leads to it, which is the file before it
 * when that one only chooses. Subtasks of one file that can start together are one job.
 */
export function next(plan: Plan, results: readonly SubtaskResult[], source: MediaFacts | null): Step {
  const { rest } = plan;
  if (!rest) return NOTHING;
  const known: SubtaskResult[] = [...results];
  const endings: Ending[] = [];
  const end = (ending: Ending) => {
    endings.push(ending);
    known[ending.subtask] = { failure: null, output: null, ...ending };
  };
  const ready = new Map<string, PlannedJob>();
  const placed = new Set<number>();
  const asking: number[] = [];
  const isOpen = (node: PlannedNode, subtask: number) =>
    (node.work !== undefined || node.rules !== undefined) &&
    !isOver(known[subtask]!.status) &&
    !placed.has(subtask);

  for (let changed = true; changed; ) {
    changed = false;
    for (const [subtask, node] of rest.nodes.entries()) {
      if (!isOpen(node, subtask)) continue;
      const before = reach(plan, rest, known, subtask);
      if (before === 'wait') continue;
      if (before === 'skip') end({ subtask, status: 'SKIPPED' });
      else if ('failure' in before) end({ subtask, status: 'FAIL', failure: before.failure });
      else if (node.work) {
        place(plan, rest, ready, subtask, node.work, before.feeder);
        placed.add(subtask);
      } else {
        const facts = before.feeder === null ? source : mediaOf(known[before.feeder]!);
        if (facts) {
          const chosen = chosenBy(node.rules!, facts);
          end({ subtask, status: 'SUCCESS', output: { kind: 'rules', chosen } });
        } else if (before.feeder === null && mayBecomeKnown(plan, known)) {
          continue;
        } else if (before.feeder === null && !plan.jobs.some(takesSource)) {
          asking.push(subtask);
          placed.add(subtask);
        } else end({ subtask, status: 'FAIL', failure: UNKNOWN });
      }
      changed = true;
    }
  }
  const jobs = [...ready.values()];
  if (asking.length > 0) askFor(rest, jobs, asking);
  return jobs.length + endings.length > 0 ? { jobs, endings } : NOTHING;
}

/** The plan after a step: what is in a job now, or over, is no longer part of the rest. */
export function grown(plan: Plan, step: Step): Plan {
  const { jobs, endings } = step;
  if (!plan.rest || step === NOTHING) return plan;
  const settled = new Set([
    ...jobs.flatMap(({ outputs }) => outputs.map(({ subtask }) => subtask)),
    ...endings.map(({ subtask }) => subtask),
  ]);
  const nodes = plan.rest.nodes.map((node, subtask): PlannedNode => {
    if (!settled.has(subtask)) return node;
    // That it only chose counts on; by what, no longer.
    const { work: _, rules, ...place } = node;
    return { ...place, ...(rules && { rules: [] }) };
  });
  const open = nodes.some(({ work, rules }) => work || (rules && rules.length > 0));
  const all = [...plan.jobs, ...jobs];
  const { rest, ...whole } = plan;
  return { ...whole, jobs: all, ...(open && { rest: { ...rest, nodes } }) };
}

const UNKNOWN: Failure = {
  code: 'InternalError',
  message: 'nothing became known of the file that the conditions are about',
};
const DEPENDS = /^`Activities\.\d+`, on which this depends, failed: /;

/** What feeds a subtask (null: the task's own input), or why nothing does. */
function reach(
  plan: Plan,
  rest: PlanRest,
  known: readonly SubtaskResult[],
  subtask: number,
): 'wait' | 'skip' | { failure: Failure } | { feeder: number | null } {
  const { after, ofSource } = rest.nodes[subtask]!;
  for (const before of after) {
    const { status, failure } = known[before]!;
    if (status === 'FAIL') return { failure: dependent(plan, before, failure ?? UNKNOWN) };
  }
  if (after.some((before) => !isOver(known[before]!.status))) return 'wait';
  if (ofSource || after.length === 0) return { feeder: null };
  const leading = after.find((before) => leads(plan, known, before, subtask));
  return leading === undefined ? 'skip' : { feeder: feederBehind(plan, rest, known, leading) };
}

/** The subtask whose file `subtask` passes on: itself, or what is before it when it only chooses. */
function feederBehind(
  plan: Plan,
  rest: PlanRest,
  known: readonly SubtaskResult[],
  subtask: number,
): number | null {
  const { after, ofSource, rules } = rest.nodes[subtask]!;
  if (!rules) return subtask;
  if (ofSource) return null;
  const before = after.find((index) => leads(plan, known, index, subtask));
  return before === undefined ? null : feederBehind(plan, rest, known, before);
}

function leads(plan: Plan, known: readonly SubtaskResult[], from: number, to: number): boolean {
  const { status, output } = known[from]!;
  if (status !== 'SUCCESS') return false;
  return output?.kind !== 'rules' || output.chosen.includes(plan.subtasks[to]!.activity ?? -1);
}

function dependent(plan: Plan, before: number, failure: Failure): Failure {
  if (DEPENDS.test(failure.message)) return failure;
  const message = `\`Activities.${plan.subtasks[before]!.activity}\`, on which this depends, failed: ${failure.message}`;
  return { code: failure.code, message: message.slice(0, 1000) };
}

function place(
  plan: Plan,
  rest: PlanRest,
  ready: Map<string, PlannedJob>,
  subtask: number,
  { pool, kind, output, target }: PlannedWork,
  feeder: number | null,
): void {
  const key = JSON.stringify([feeder, pool, kind]);
  let job = ready.get(key);
  if (!job) {
    job = {
      ...{
        pool,
        kind,
        input: feeder === null ? rest.source : fileOf(plan, feeder),
        outputs: [],
        targets: [],
      },
      ...(feeder === null ? {} : { from: feeder }),
    };
    ready.set(key, job);
  }
  if (output.subtask !== subtask) throw new Error('a subtask and its output have different indexes');
  job.outputs.push(output);
  job.targets.push(target);
  const known = job.files ?? [];
  const more = usedFiles(output).filter((name) => !known.some((file) => file.name === name));
  if (more.length === 0) return;
  job.files = [...known, ...(rest.files ?? []).filter(({ name }) => more.includes(name))];
}

/** The main file that a subtask wrote. */
function fileOf(plan: Plan, subtask: number): InputLocation {
  for (const { outputs, targets } of plan.jobs) {
    const index = outputs.findIndex((output) => output.subtask === subtask);
    if (index >= 0) return { ...targets[index]!, key: mainKey(outputs[index]!) };
  }
  throw new Error('a subtask that no job makes has no file');
}

/** Someone has to look at the source: a job that is going to read it anyway, else one that does nothing more. */
function askFor(rest: PlanRest, jobs: PlannedJob[], asking: number[]): void {
  const reader = jobs.find(takesSource);
  if (reader) reader.asks = asking;
  else jobs.push({ pool: 'cpu', kind: 'media', input: rest.source, outputs: [], targets: [], asks: asking });
}

function mayBecomeKnown(plan: Plan, known: readonly SubtaskResult[]): boolean {
  return plan.jobs.some(
    (job) => takesSource(job) && membersOf(job).some((member) => !isOver(known[member]!.status)),
  );
}

function takesSource({ from }: PlannedJob): boolean {
  return from === undefined;
}

function mediaOf({ output }: SubtaskResult): MediaFacts | null {
  return output?.kind === 'media' ? output.media : null;
}

function isOver(status: SubtaskStatus): boolean {
  return status !== 'WAITING' && status !== 'PROCESSING';
}
