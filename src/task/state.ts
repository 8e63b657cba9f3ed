// The life of a task as values: what a job's events do to it. No clock, no storage.

import type { MediaFacts } from '../contract/facts.ts';
import type { Failure, OutputFacts, SubtaskReport } from '../contract/report.ts';
import type { JobEvent, JobSubtask } from '../contract/rpc.ts';
import type { RulesOutput, SubtaskStatus, TaskStatus } from '../mps/view.ts';
import type { Ending } from '../plan/graph/next.ts';

export interface SubtaskState {
  status: SubtaskStatus;
  failure: Failure | null;
  output: OutputFacts | RulesOutput | null;
  beginAt: number | null;
  finishAt: number | null;
}

export interface TaskState {
  status: TaskStatus;
  beginAt: number | null;
  finishAt: number | null;
  source: MediaFacts | null;
  /** Why the source could not be used at all. */
  failure: Failure | null;
  subtasks: SubtaskState[];
}

const UNREPORTED: Failure = {
  code: 'InternalError',
  message: 'the backend ended without a result for this output',
};

/** Why the subtasks of an aborted task failed. */
const ABORTED: Failure = { code: 'Aborted', message: 'the task was aborted' };

/** The state of a task that was just accepted. */
export function newState(subtasks: number): TaskState {
  return {
    status: 'WAITING',
    beginAt: null,
    finishAt: null,
    source: null,
    failure: null,
    subtasks: Array.from({ length: subtasks }, () => ({
      status: 'WAITING',
      failure: null,
      output: null,
      beginAt: null,
      finishAt: null,
    })),
  };
}

/**
 * The state after `event` of a job that does `members` (indexes of subtasks). What has ended stays as it is,
 * so an event that comes twice, or late, changes nothing. `ofSource`: the job's input is the task's own, so what
 * it says of its input is said of the task.
 */
export function nextState(state: TaskState, members: number[], event: JobEvent, ofSource = true): TaskState {
  if (state.status === 'FINISH') return state;
  switch (event.type) {
    case 'started':
      return begin(state, members, event.at);
    case 'source':
      return state.source || !ofSource ? state : { ...state, source: event.facts };
    case 'subtasks':
      return finish(endSubtasks(begin(state, members, event.at), members, event.reports, event.at), event.at);
    case 'ended': {
      const failure = event.failure ?? UNREPORTED;
      const left = members
        .filter((index) => !isOver(state.subtasks[index]!.status))
        .map((subtask): SubtaskReport => ({ subtask, status: 'failed', failure }));
      const bad = ofSource && event.failure?.code.startsWith('SourceFileError') ? event.failure : null;
      const ended = endSubtasks(state, members, left, event.at);
      return finish({ ...ended, failure: state.failure ?? bad }, event.at);
    }
  }
}

/** The state after subtasks ended that no job ends. */
export function settled(state: TaskState, endings: readonly Ending[], at: number): TaskState {
  const subtasks = [...state.subtasks];
  for (const ending of endings) {
    const subtask = subtasks[ending.subtask]!;
    if (isOver(subtask.status)) continue;
    subtasks[ending.subtask] = {
      status: ending.status,
      failure: ending.status === 'FAIL' ? ending.failure : null,
      output: ending.status === 'SUCCESS' ? ending.output : null,
      beginAt: subtask.beginAt ?? at,
      finishAt: at,
    };
  }
  return finish({ ...state, subtasks }, at);
}

/** The state of a task that is ended from outside: what is not over has failed. */
export function aborted(state: TaskState, at: number): TaskState {
  const open = state.subtasks.flatMap(({ status }, subtask) => (isOver(status) ? [] : [subtask]));
  return settled(
    state,
    open.map((subtask): Ending => ({ subtask, status: 'FAIL', failure: ABORTED })),
    at,
  );
}

/** The successes among `events` that `state`, which has heard them, knows nothing of. */
export function unwanted(state: TaskState, events: readonly JobEvent[]): JobSubtask[] {
  return events.flatMap((event) =>
    event.type === 'subtasks'
      ? event.reports
          .filter(
            ({ status, subtask }) =>
              status === 'success' && state.subtasks[subtask] && state.subtasks[subtask].status !== 'SUCCESS',
          )
          .map(({ subtask }) => ({ jobId: event.jobId, subtask }))
      : [],
  );
}

/** Whether anything that a webhook's reader acts on differs. */
export function statusChanged(before: TaskState, after: TaskState): boolean {
  return (
    before.status !== after.status ||
    before.subtasks.some((subtask, index) => subtask.status !== after.subtasks[index]!.status)
  );
}

/** Whether a subtask has failed. */
export function hasFailed(state: TaskState): boolean {
  return state.subtasks.some((subtask) => subtask.status === 'FAIL');
}

function isOver(status: SubtaskStatus): boolean {
  return status !== 'WAITING' && status !== 'PROCESSING';
}

function begin(state: TaskState, members: number[], at: number): TaskState {
  const waiting = members.filter((index) => state.subtasks[index]!.status === 'WAITING');
  if (waiting.length === 0) return state;
  return {
    ...state,
    status: 'PROCESSING',
    beginAt: state.beginAt ?? at,
    subtasks: state.subtasks.map((subtask, index) =>
      waiting.includes(index) ? { ...subtask, status: 'PROCESSING', beginAt: at } : subtask,
    ),
  };
}

function endSubtasks(state: TaskState, members: number[], reports: SubtaskReport[], at: number): TaskState {
  const subtasks = [...state.subtasks];
  for (const report of reports) {
    const subtask = subtasks[report.subtask];
    if (!subtask || !members.includes(report.subtask) || isOver(subtask.status)) continue;
    const ended = { ...subtask, beginAt: subtask.beginAt ?? at, finishAt: at };
    subtasks[report.subtask] =
      report.status === 'success'
        ? { ...ended, status: 'SUCCESS', output: report.output }
        : { ...ended, status: 'FAIL', failure: report.failure };
  }
  return { ...state, subtasks };
}

function finish(state: TaskState, at: number): TaskState {
  if (!state.subtasks.every((subtask) => isOver(subtask.status))) return state;
  return { ...state, status: 'FINISH', beginAt: state.beginAt ?? at, finishAt: at };
}
