// From the activities of a scheme to subtasks and what they wait for.
import type { InputLocation } from '../../contract/location.ts';
import { ApiError, unsupportedParameter } from '../../mps/errors.ts';
import type { Activity, ExecRulesTask } from '../../mps/requests.ts';
import type { PlannedSubtask } from '../../mps/view.ts';
import { WrittenFiles } from '../collisions.ts';
import { inputName } from '../inputName.ts';
import type { Plan, PlannedNode } from '../plan.ts';
import type { PlannedOutput, SubtaskContext } from '../subtask.ts';
import { type ActivityGraph, activityGraph } from './activityGraph.ts';
import { ACTIVITY_TYPES, type ActivityType, EXEC_RULES } from './activityTypes.ts';
import { grown, next } from './next.ts';
import { plannedRules } from './plannedRules.ts';

export interface ActivitiesContext extends Omit<SubtaskContext, 'subtask' | 'parameter'> {
  source: InputLocation;
  offline: boolean;
}

/**
 * The plan of a scheme: one subtask for each activity but `input` and `output`, in their order. A node takes the file
 * of the first node before it, and names its own files after that one; the nodes after `input` take the task's
 * input. Names that nobody chose and that would meet get the node's index. Throws ApiError naming the node.
 */
export function planActivities(activities: readonly Activity[], context: ActivitiesContext): Plan {
  const graph = activityGraph(activities);
  const planner = new ActivityPlanner(activities, graph, context);
  const { subtasks, nodes } = planner.plan();
  const { source, offline } = context;
  const files = context.files.all();
  const rest = { source, offline, ...(files.length > 0 && { files }), nodes };
  const plan: Plan = { subtasks, jobs: [], rest };
  const waiting = subtasks.map(() => ({ status: 'WAITING' as const, failure: null, output: null }));
  return grown(plan, next(plan, waiting, null));
}

/**
 * Checks activities that are to be kept: like planActivities, but what nothing here can do is no error yet. Throws
 * ApiError naming the node.
 */
export function checkActivities(activities: readonly Activity[], context: ActivitiesContext): void {
  try {
    planActivities(activities, context);
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    for (const [index, { ActivityType, ActivityPara }] of activities.entries()) {
      const type = ACTIVITY_TYPES.get(ActivityType);
      const parameter = `Activities.${index}.ActivityPara.${type?.parameter}`;
      try {
        type?.plan?.(ActivityPara![type.parameter] as never, { ...context, subtask: 0, parameter });
      } catch (nodeError) {
        if (!isUnsupported(nodeError)) throw nodeError;
      }
    }
  }
}

function isUnsupported(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'UnsupportedOperation';
}

class ActivityPlanner {
  private readonly activities: readonly Activity[];
  private readonly graph: ActivityGraph;
  private readonly context: ActivitiesContext;
  private readonly written: WrittenFiles;
  /** By activity. */
  private readonly outputs = new Map<number, PlannedOutput>();
  private readonly subtaskOf = new Map<number, number>();

  constructor(activities: readonly Activity[], graph: ActivityGraph, context: ActivitiesContext) {
    this.activities = activities;
    this.graph = graph;
    this.context = context;
    this.written = new WrittenFiles(context.source);
    for (const [index, { ActivityType }] of activities.entries()) {
      if (ACTIVITY_TYPES.has(ActivityType)) this.subtaskOf.set(index, this.subtaskOf.size);
    }
  }

  plan(): { subtasks: PlannedSubtask[]; nodes: PlannedNode[] } {
    const planned: { subtask: PlannedSubtask; node: PlannedNode }[] = [];
    for (const index of this.graph.order) {
      const subtask = this.subtaskOf.get(index);
      if (subtask !== undefined) planned[subtask] = this.planOne(index, subtask);
    }
    return { subtasks: planned.map((each) => each.subtask), nodes: planned.map((each) => each.node) };
  }

  private planOne(index: number, subtask: number): { subtask: PlannedSubtask; node: PlannedNode } {
    const { ActivityType, ActivityPara } = this.activities[index]!;
    const type = ACTIVITY_TYPES.get(ActivityType)!;
    const parameter = `Activities.${index}.ActivityPara.${type.parameter}`;
    const before = this.graph.before[index]!;
    const after = before.flatMap((each) => this.subtaskOf.get(each) ?? []);
    const ofSource = before.includes(this.graph.input);
    const place = { after, ...(ofSource && after.length > 0 && { ofSource }) };
    if (ActivityType === EXEC_RULES) {
      const task = ActivityPara!.ExecRulesTask as ExecRulesTask;
      const successors = (this.activities[index]!.ReardriveIndex ?? []).map(Number);
      const rules = plannedRules(task, parameter, successors);
      return { subtask: rulesSubtask(task, index), node: { ...place, rules } };
    }
    const output = this.planWork(type, index, subtask, parameter);
    this.outputs.set(index, output);
    const { parameter: _, planned, ...work } = output;
    return {
      subtask: { ...planned, activity: index },
      node: { ...place, work: { pool: 'cpu', kind: 'media', ...work } },
    };
  }

  private planWork(type: ActivityType, index: number, subtask: number, parameter: string): PlannedOutput {
    const { plan } = type;
    if (!plan) throw unsupportedParameter(parameter);
    const task = this.activities[index]!.ActivityPara![type.parameter] as { OutputObjectPath?: string };
    const input = this.inputOf(index);
    const context = { ...this.context, subtask, parameter, input };
    const output = plan(task as never, context);
    const collision = this.written.add(output);
    if (!collision) return output;
    if (task.OutputObjectPath) throw collision;
    const renamed = plan(task as never, { ...context, input: { ...input, name: `${input.name}_${index}` } });
    const again = this.written.add(renamed);
    if (again) throw again;
    return renamed;
  }

  /** What the node's files are named after: the file that it takes, as far as that is known beforehand. */
  private inputOf(index: number): SubtaskContext['input'] {
    const [feeder] = this.graph.before[index]!;
    if (feeder === undefined || this.graph.before[index]!.includes(this.graph.input))
      return this.context.input;
    if (this.activities[feeder]!.ActivityType === EXEC_RULES) return this.inputOf(feeder);
    const { output, planned } = this.outputs.get(feeder)!;
    if (output.kind !== 'media') throw unsupportedParameter(`Activities.${feeder}.ReardriveIndex`);
    return inputName({ ...this.outputs.get(feeder)!.target, key: planned.path.slice(1) });
  }
}

function rulesSubtask(task: ExecRulesTask, activity: number): PlannedSubtask {
  const rules = (task.Rules ?? []).map(({ Id, Conditions, Linker, RearDriveIndexs }) => ({
    ...{ Id: Id ?? '', Conditions, Linker: Linker ?? '', RearDriveIndexs },
  }));
  const storage = { Type: '', CosOutputStorage: null, S3OutputStorage: null };
  return { kind: 'ExecRules', input: { Rules: rules }, storage, definition: 0, path: '', activity };
}
