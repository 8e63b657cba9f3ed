import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceFacts } from '../../test/support/taskView.ts';
import type { Output } from '../contract/output.ts';
import type { Failure, SubtaskReport } from '../contract/report.ts';
import type { JobEvent } from '../contract/rpc.ts';
import type { PlannedSubtask } from '../mps/view.ts';
import { grown, next } from '../plan/graph/next.ts';
import { readCondition } from '../plan/graph/rules.ts';
import { membersOf, type Plan, type PlannedNode } from '../plan/plan.ts';
import { advance, type Progress } from './advance.ts';
import { aborted, newState } from './state.ts';

const ID = 'T';
const target = { provider: 'cos' as const, appId: '1', bucket: 'b', region: 'r' };
const source = { ...target, key: 'in.mp4' };
const BAD: Failure = { code: 'InternalError', message: 'bad luck' };

/** A node that makes a file, or one whose rules lead to some nodes (subtask n is Activities.n + 1). */
type Node = { after: number[]; leadsTo?: number[] };

function output(subtask: number): Output {
  const audio = { codec: 'aac' as const, bitrate: 1, sampleRate: 1, channels: 1 };
  return {
    ...{ kind: 'media', subtask, container: 'mp4', video: null, audio },
    ...{ main: `${subtask}.mp4`, segment: null },
  };
}

function task(nodes: Node[]): Progress {
  const subtasks = nodes.map(({ leadsTo }, index): PlannedSubtask => {
    const storage = { Type: 'COS', CosOutputStorage: null, S3OutputStorage: null };
    const kind = leadsTo ? 'ExecRules' : 'Transcode';
    return { kind, input: {}, storage, definition: 1, path: `/${index}.mp4`, activity: index + 1 };
  });
  const planned = nodes.map(({ after, leadsTo }, index): PlannedNode => {
    if (!leadsTo) return { after, work: { pool: 'cpu', kind: 'media', output: output(index), target } };
    const conditions = [readCondition('Height', '720')!];
    return { after, rules: [{ any: false, conditions, leadsTo: leadsTo.map((each) => each + 1) }] };
  });
  const plan: Plan = { subtasks, jobs: [], rest: { source, offline: false, nodes: planned } };
  const state = newState(nodes.length);
  return { plan: grown(plan, next(plan, state.subtasks, null)), state };
}

const statuses = ({ state }: Progress) => state.subtasks.map(({ status }) => status);
const jobs = ({ plan }: Progress) => plan.jobs.map(membersOf);

/** Runs one job to its end: `fails` are the subtasks of it that fail. */
function run(before: Progress, job: number, fails: number[] = [], failure: Failure | null = null): Progress {
  const { outputs } = before.plan.jobs[job]!;
  const reports = outputs.map(
    ({ subtask }): SubtaskReport =>
      fails.includes(subtask)
        ? { subtask, status: 'failed', failure: BAD }
        : {
            ...{ subtask, status: 'success' },
            output: { kind: 'media', media: sourceFacts, md5: '0'.repeat(32), files: 1 },
          },
  );
  const of = { jobId: `${ID}-${job}`, at: 1 };
  const events: JobEvent[] = failure
    ? [
        { ...of, type: 'started' },
        { ...of, type: 'ended', failure },
      ]
    : [
        ...[
          { ...of, type: 'started' as const },
          { ...of, type: 'source' as const, facts: sourceFacts },
        ],
        ...(reports.length > 0 ? [{ ...of, type: 'subtasks' as const, reports }] : []),
        { ...of, type: 'ended', failure: null },
      ];
  return events.reduce((progress, event) => advance(progress, ID, event), before);
}

describe('a task whose jobs wait for each other', () => {
  it('begins with what its own input feeds, as one job', () => {
    const begun = task([{ after: [] }, { after: [] }, { after: [0] }]);
    expect(jobs(begun)).toEqual([[0, 1]]);
    expect(begun.plan.jobs[0]).toMatchObject({ pool: 'cpu', input: source });
  });

  it('gives what a subtask wrote to those behind it, as one job', () => {
    const later = run(task([{ after: [] }, { after: [0] }, { after: [0] }, { after: [1] }]), 0);
    expect(jobs(later)).toEqual([[0], [1, 2]]);
    expect(later.plan.jobs[1]).toMatchObject({ input: { ...target, key: '0.mp4' }, from: 0 });
    const last = run(later, 1);
    expect(last.plan.jobs[2]).toMatchObject({ input: { ...target, key: '1.mp4' }, from: 1 });
    expect([last.plan.rest, run(last, 2).state.status]).toEqual([undefined, 'FINISH']);
  });

  it('starts a branch while another one still runs', () => {
    const begun = task([{ after: [] }, { after: [] }, { after: [0] }]);
    const { jobId, at } = { jobId: 'T-0', at: 1 };
    const facts = { kind: 'media' as const, media: sourceFacts, md5: '0'.repeat(32), files: 1 };
    const one: SubtaskReport = { subtask: 0, status: 'success', output: facts };
    const later = advance(begun, ID, { type: 'subtasks', jobId, at, reports: [one] });
    expect([statuses(later), jobs(later)]).toEqual([
      ['SUCCESS', 'PROCESSING', 'WAITING'],
      [[0, 1], [2]],
    ]);
  });

  it('fails what depends on a failure, says so, and nothing else', () => {
    const nodes = [{ after: [] }, { after: [] }, { after: [0] }, { after: [2] }, { after: [1] }];
    const later = run(run(task(nodes), 0, [0]), 1);
    expect(statuses(later)).toEqual(['FAIL', 'SUCCESS', 'FAIL', 'FAIL', 'SUCCESS']);
    expect(later.state.subtasks[3]!.failure).toEqual({
      code: 'InternalError',
      message: '`Activities.1`, on which this depends, failed: bad luck',
    });
    expect([later.state.status, later.state.failure]).toEqual(['FINISH', null]);
  });

  it('fails as a whole when its source is bad, but not when a file between is', () => {
    const bad: Failure = { code: 'SourceFileError.ContentMalformed', message: 'broken' };
    const nodes = [{ after: [] }, { after: [0] }];
    expect(run(task(nodes), 0, [], bad).state).toMatchObject({ status: 'FINISH', failure: bad });
    expect(run(run(task(nodes), 0), 1, [], bad).state).toMatchObject({ status: 'FINISH', failure: null });
  });

  it('chooses by the facts of the source, which a job that makes nothing else finds out', () => {
    const begun = task([{ after: [], leadsTo: [1] }, { after: [0] }, { after: [0] }, { after: [2] }]);
    expect(begun.plan.jobs).toMatchObject([{ outputs: [], asks: [0], input: source }]);
    const later = run(begun, 0);
    expect(statuses(later)).toEqual(['SUCCESS', 'WAITING', 'SKIPPED', 'SKIPPED']);
    expect(later.plan.jobs[1]).toMatchObject({ input: source });
    expect(later.plan.jobs[1]!.from).toBeUndefined();
    expect(run(later, 1).state.status).toBe('FINISH');
  });

  it('asks nobody apart when a job reads the source anyway', () => {
    expect(jobs(task([{ after: [], leadsTo: [2] }, { after: [] }, { after: [0] }]))).toEqual([[1, 0]]);
  });

  it('fails when nothing becomes known of the source', () => {
    const failed = run(task([{ after: [], leadsTo: [1] }, { after: [0] }]), 0, [], BAD);
    expect(statuses(failed)).toEqual(['FAIL', 'FAIL']);
  });

  it('passes the file of before through what only chooses', () => {
    const nodes = [
      { after: [] },
      { after: [0], leadsTo: [2, 3] },
      { after: [1] },
      { after: [1], leadsTo: [4] },
    ];
    const later = run(task([...nodes, { after: [3] }]), 0);
    expect(later.plan.jobs[1]).toMatchObject({ input: { key: '0.mp4' }, from: 0 });
    expect(jobs(later)[1]).toEqual([2, 4]);
  });

  it('takes the file of the branch that was run where branches meet', () => {
    const nodes = [{ after: [], leadsTo: [2] }, { after: [0] }, { after: [0] }, { after: [1, 2] }];
    const later = run(run(task(nodes), 0), 1);
    expect(later.plan.jobs[2]).toMatchObject({ input: { key: '2.mp4' }, from: 2 });
  });

  it('ends when it is aborted, whatever has not begun', () => {
    const { state } = run(task([{ after: [] }, { after: [0] }, { after: [1] }]), 0);
    expect(aborted(state, 5).subtasks.map(({ status }) => status)).toEqual(['SUCCESS', 'FAIL', 'FAIL']);
    expect(aborted(state, 5).status).toBe('FINISH');
  });

  it('changes nothing when an event comes twice', () => {
    const once = run(task([{ after: [] }, { after: [0] }]), 0);
    expect(run(once, 0)).toEqual(once);
  });
});

/** Graphs in which a node comes after earlier ones only; which ones fail; an order in which jobs end. */
const graphs = fc.integer({ min: 1, max: 14 }).chain((count) =>
  fc.record({
    nodes: fc.tuple(
      ...Array.from({ length: count }, (_, index) =>
        fc.record({
          after: fc.subarray([...Array(index).keys()], { maxLength: Math.min(3, index) }),
          rules: fc.boolean(),
          leads: fc.integer({ min: 0, max: 2 ** count - 1 }),
        }),
      ),
    ),
    fails: fc.subarray([...Array(count).keys()]),
    order: fc.infiniteStream(fc.nat()),
  }),
);

describe('any graph', () => {
  it('does each node once, in order, and fails exactly what depends on a failure', () => {
    fc.assert(
      fc.property(graphs, ({ nodes: drawn, fails, order }) => {
        const nodes = drawn.map(({ after, rules, leads }): Node => {
          const all = [...drawn.keys()].filter((index) => (leads >> index) % 2 === 1);
          return { after, ...(rules && { leadsTo: all }) };
        });
        let now = task(nodes);
        const ran = new Set<number>();
        while (ran.size < now.plan.jobs.length) {
          const open = [...now.plan.jobs.keys()].filter((job) => !ran.has(job));
          const job = open[order.next().value! % open.length]!;
          for (const { subtask } of now.plan.jobs[job]!.outputs) {
            expect(
              nodes[subtask]!.after.every((each) => !['WAITING', 'FAIL'].includes(statuses(now)[each]!)),
            ).toBe(true);
          }
          ran.add(job);
          now = run(now, job, fails);
        }
        const expected: string[] = [];
        for (const [index, { after, leadsTo }] of nodes.entries()) {
          const leading = after.some(
            (each) => expected[each] === 'SUCCESS' && (nodes[each]!.leadsTo?.includes(index) ?? true),
          );
          if (after.some((each) => expected[each] === 'FAIL')) expected.push('FAIL');
          else if (after.length > 0 && !leading) expected.push('SKIPPED');
          else expected.push(!leadsTo && fails.includes(index) ? 'FAIL' : 'SUCCESS');
        }
        // What fails at once need not wait: a node may fail although another one before it is skipped later.
        expect(statuses(now)).toEqual(expected);
        expect(now.state.status).toBe('FINISH');
        const made = now.plan.jobs.flatMap(({ outputs }) => outputs.map(({ subtask }) => subtask));
        expect(new Set(made).size).toBe(made.length);
        expect(now.plan.rest).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});
