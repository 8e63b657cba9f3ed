import { describe, expect, it } from 'vitest';
import type { MediaFacts } from '../contract/facts.ts';
import type { OutputFacts, SubtaskReport } from '../contract/report.ts';
import type { JobEvent } from '../contract/rpc.ts';
import { newState, nextState, statusChanged, type TaskState } from './state.ts';

const media: MediaFacts = {
  size: 10,
  container: 'mov,mp4',
  bitrate: 8,
  duration: 1,
  videoDuration: 1,
  audioDuration: 1,
  width: 2,
  height: 2,
  rotate: 0,
  video: [],
  audio: [],
};
const output: OutputFacts = { kind: 'media', media, md5: '0'.repeat(32), files: 1 };
const success = (subtask: number): SubtaskReport => ({ subtask, status: 'success', output });
const failed = (subtask: number): SubtaskReport => ({
  subtask,
  status: 'failed',
  failure: { code: 'InternalError', message: 'x' },
});
const started: JobEvent = { type: 'started', jobId: 'j', at: 100 };
const ended = (code: 'InternalError' | 'SourceFileError.ContentMalformed' | null): JobEvent => ({
  type: 'ended',
  jobId: 'j',
  at: 400,
  failure: code && { code, message: 'why' },
});

function run(subtasks: number, members: number[], ...events: JobEvent[]): TaskState {
  return events.reduce((state, event) => nextState(state, members, event), newState(subtasks));
}
const statuses = (state: TaskState) =>
  [state.status, ...state.subtasks.map((subtask) => subtask.status)].join(' ');

describe('nextState', () => {
  const report = (...reports: SubtaskReport[]): JobEvent => ({
    type: 'subtasks',
    jobId: 'j',
    at: 300,
    reports,
  });
  it.each<[string, number[], JobEvent[], string]>([
    ['waits at first', [0, 1], [], 'WAITING WAITING WAITING'],
    ['starts its members only', [1], [started], 'PROCESSING WAITING PROCESSING'],
    [
      'keeps the task open while a subtask is',
      [0, 1],
      [started, report(success(0))],
      'PROCESSING SUCCESS PROCESSING',
    ],
    [
      'finishes with the last subtask',
      [0, 1],
      [started, report(success(0)), report(failed(1))],
      'FINISH SUCCESS FAIL',
    ],
    ['a result implies the start', [0, 1], [report(success(1))], 'PROCESSING PROCESSING SUCCESS'],
    [
      'an end without reports fails what is left',
      [0, 1],
      [started, report(success(0)), ended('InternalError')],
      'FINISH SUCCESS FAIL',
    ],
    ['an end without a reason does too', [0, 1], [started, ended(null)], 'FINISH FAIL FAIL'],
    ['an end before the start', [0, 1], [ended('InternalError')], 'FINISH FAIL FAIL'],
    ['ignores reports of strangers', [0], [started, report(success(1))], 'PROCESSING PROCESSING WAITING'],
    [
      'ignores a subtask that does not exist',
      [0, 1],
      [started, report(success(7))],
      'PROCESSING PROCESSING PROCESSING',
    ],
    [
      'the first end counts',
      [0, 1],
      [report(success(0)), report(failed(0), success(1)), ended('InternalError')],
      'FINISH SUCCESS SUCCESS',
    ],
  ])('%s', (_, members, events, expected) => {
    expect(statuses(run(2, members, ...events))).toBe(expected);
  });

  it('changes nothing when an event comes twice', () => {
    const events: JobEvent[] = [
      started,
      { type: 'source', jobId: 'j', at: 200, facts: media },
      report(success(0)),
      report(success(1)),
      ended(null),
    ];
    const twice = events.flatMap((event) => [event, { ...event, at: event.at + 5 }]);
    expect(run(2, [0, 1], ...twice)).toEqual(run(2, [0, 1], ...events));
  });

  it('keeps times', () => {
    const state = run(1, [0], started, report(success(0)));
    expect([state.beginAt, state.finishAt, state.subtasks[0]!.beginAt, state.subtasks[0]!.finishAt]).toEqual([
      100, 300, 100, 300,
    ]);
  });

  it('a bad source fails the task itself', () => {
    expect(run(1, [0], started, ended('SourceFileError.ContentMalformed')).failure?.code).toBe(
      'SourceFileError.ContentMalformed',
    );
    expect(run(1, [0], started, ended('InternalError')).failure).toBeNull();
  });
});

describe('statusChanged', () => {
  it('sees statuses, not progress or facts', () => {
    const before = run(1, [0], started);
    expect(
      statusChanged(before, nextState(before, [0], { type: 'source', jobId: 'j', at: 1, facts: media })),
    ).toBe(false);
    expect(statusChanged(before, nextState(before, [0], ended(null)))).toBe(true);
  });
});
