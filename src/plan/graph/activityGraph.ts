// The graph that the Activities of a scheme make (Activity.ReardriveIndex), and what it must be.
import { invalidValue, missingParameter } from '../../mps/errors.ts';
import type { Activity } from '../../mps/requests.ts';
import { checkActivityPara } from './activityPara.ts';

/** Nodes of a scheme. */
const MAX_ACTIVITIES = 100;

export interface ActivityGraph {
  /** Index of the one `input` node. */
  input: number;
  /** Indexes of the nodes before each node, ascending (PredriveIndex). */
  before: number[][];
  /** All indexes, each after those before it. */
  order: number[];
}

/**
 * Checks `activities` and answers their graph: one `input` that leads to all, one `output` to which all lead, no cycle, every
 * index of a node, the parameters of each node those of its type. Throws MissingParameter and InvalidParameterValue,
 * naming the node: `Activities.3.ReardriveIndex.0`.
 */
export function activityGraph(activities: readonly Activity[]): ActivityGraph {
  if (activities.length === 0) throw missingParameter('Activities');
  if (activities.length > MAX_ACTIVITIES) {
    throw invalidValue('Activities', {
      en: `a list of at most ${MAX_ACTIVITIES} nodes`,
      zh: `不超过 ${MAX_ACTIVITIES} 个节点的列表`,
    });
  }
  const input = onlyNode(activities, 'input');
  onlyNode(activities, 'output');
  const before: number[][] = activities.map(() => []);
  for (const [index, activity] of activities.entries()) {
    for (const next of successors(activities, index)) before[next]!.push(index);
    checkActivityPara(activity, `Activities.${index}`);
  }
  const order = topological(activities, before);
  const reached = new Set([input]);
  for (const index of order) {
    if (!reached.has(index)) {
      throw invalidValue(`Activities.${index}`, {
        en: 'a node that the `input` node leads to',
        zh: ' `input` 节点可到达的节点',
      });
    }
    for (const next of activities[index]!.ReardriveIndex ?? []) reached.add(Number(next));
  }
  return { input, before, order };
}

function onlyNode(activities: readonly Activity[], type: 'input' | 'output'): number {
  const [first, second] = activities.flatMap(({ ActivityType }, index) =>
    ActivityType === type ? [index] : [],
  );
  if (first === undefined || second !== undefined) {
    const parameter = second === undefined ? 'Activities' : `Activities.${second}.ActivityType`;
    throw invalidValue(parameter, {
      en: `such that there is exactly one \`${type}\` node`,
      zh: `恰有一个 \`${type}\` 节点`,
    });
  }
  return first;
}

/** The nodes that a node leads to. */
function successors(activities: readonly Activity[], index: number): number[] {
  const { ActivityType, ReardriveIndex = [] } = activities[index]!;
  const parameter = `Activities.${index}.ReardriveIndex`;
  if (ActivityType === 'output') {
    if (ReardriveIndex.length === 0) return [];
    throw invalidValue(parameter, {
      en: 'empty: nothing comes after `output`',
      zh: '空：`output` 之后没有节点',
    });
  }
  if (ReardriveIndex.length === 0) throw missingParameter(parameter);
  const nodes = ReardriveIndex.map(Number);
  for (const [position, next] of nodes.entries()) {
    const type = activities[next]?.ActivityType;
    if (type === undefined || type === 'input' || next === index || nodes.indexOf(next) !== position) {
      throw invalidValue(`${parameter}.${position}`, {
        en: `the index of another node than \`input\` and itself, from 0 to ${activities.length - 1} and each only once`,
        zh: `除 \`input\` 及自身以外的节点索引，取值 0 至 ${activities.length - 1}，且不重复`,
      });
    }
  }
  return nodes;
}

/** Each node after all before it; throws for a node of a cycle. */
function topological(activities: readonly Activity[], before: readonly number[][]): number[] {
  const waits = before.map((list) => list.length);
  const order = activities.flatMap((_, index) => (waits[index] === 0 ? [index] : []));
  // The list grows while it is walked.
  for (const index of order) {
    for (const next of activities[index]!.ReardriveIndex ?? []) {
      waits[Number(next)]! -= 1;
      if (waits[Number(next)] === 0) order.push(Number(next));
    }
  }
  if (order.length === activities.length) return order;
  throw invalidValue(`Activities.${inCycle(before, order)}.ReardriveIndex`, {
    en: 'such that no node leads back to itself',
    zh: '不构成环路的节点索引',
  });
}

/** Going back from what could not be ordered ends in a cycle: the first node that is met twice. */
function inCycle(before: readonly number[][], ordered: readonly number[]): number {
  const done = new Set(ordered);
  const met = new Set<number>();
  let index = before.findIndex((_, each) => !done.has(each));
  while (!met.has(index)) {
    met.add(index);
    index = before[index]!.find((each) => !done.has(each))!;
  }
  return index;
}
