import { describe, expect, it } from 'vitest';
import { mainKey } from '../../contract/output.ts';
import { ApiError } from '../../mps/errors.ts';
import type { Activity, ActivityPara, ProcessMediaRequest } from '../../mps/requests.ts';
import { type PlannedScheme, planProcessMedia } from '../processMedia.ts';
import { activityGraph } from './activityGraph.ts';

const INPUT: ProcessMediaRequest['InputInfo'] = {
  Type: 'COS',
  CosInputInfo: { Bucket: 'in-1', Region: 'r', Object: '/dir/clip.mov' },
};
const cos = (Bucket: string) => ({ Type: 'COS', CosOutputStorage: { Bucket, Region: 'r' } });

/** An activity that leads to others. */
function node(ActivityType: string, ReardriveIndex: number[] = [], ActivityPara?: ActivityPara): Activity {
  return { ActivityType, ReardriveIndex, ...(ActivityPara && { ActivityPara }) };
}
const trans = (after: number[], more: object = {}) =>
  node('action-trans', after, { TranscodeTask: { Definition: 10, ...more } });
const sample = (after: number[]) =>
  node('action-samplesnapshot', after, { SampleSnapshotTask: { Definition: 10 } });
const rules = (after: number[], ...list: object[]) =>
  node('action-exec-rules', after, { ExecRulesTask: { Rules: list } });
const rule = (key: string, value: string, ...next: number[]) => ({
  ...{ Conditions: [{ Key: key, Value: value }], RearDriveIndexs: next },
});
const output = node('output');

const plan = (Activities: Activity[], scheme: Partial<PlannedScheme> = {}, request: object = {}) =>
  planProcessMedia({ InputInfo: INPUT, ...request }, '1', undefined, { scheme: { Activities, ...scheme } });

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiError) return `${error.code}: ${error.message.match(/`[^`]+`/)?.[0]}`;
    throw error;
  }
  return 'accepted';
}

/** The example of CreateSchedule that the official command line publishes: eleven nodes. */
const PUBLISHED = [
  node('input', [1, 2]),
  ...[[3], [6, 7], [4, 5], [10], [10], [10], [8], [9], [10]].map((after) => trans(after)),
  output,
];

describe('a scheme', () => {
  it('is planned as its published example says', () => {
    const { subtasks, jobs, rest } = plan(PUBLISHED, { OutputDir: '/output/' });
    expect(jobs.map(({ outputs }) => outputs.map(({ subtask }) => subtask))).toEqual([[0, 1]]);
    expect(rest!.nodes.map(({ after }) => after)).toEqual([[], [], [0], [2], [2], [1], [1], [6], [7]]);
    expect(subtasks.map(({ activity, path }) => [activity, path])).toEqual([
      [1, '/output/clip_transcode_10.mp4'],
      [2, '/output/clip_2_transcode_10.mp4'],
      [3, '/output/clip_transcode_10_transcode_10.mp4'],
      [4, '/output/clip_transcode_10_transcode_10_transcode_10.mp4'],
      [5, '/output/clip_transcode_10_transcode_10_5_transcode_10.mp4'],
      [6, '/output/clip_2_transcode_10_transcode_10.mp4'],
      [7, '/output/clip_2_transcode_10_7_transcode_10.mp4'],
      [8, '/output/clip_2_transcode_10_7_transcode_10_transcode_10.mp4'],
      [9, '/output/clip_2_transcode_10_7_transcode_10_transcode_10_transcode_10.mp4'],
    ]);
  });

  it('lists its subtasks in the order of its activities, whatever leads where', () => {
    const { subtasks, rest } = plan([output, sample([0]), trans([1, 0]), node('input', [2])]);
    expect(subtasks.map(({ kind, activity }) => [kind, activity])).toEqual([
      ['SampleSnapshot', 1],
      ['Transcode', 2],
    ]);
    expect(rest!.nodes.map(({ after }) => after)).toEqual([[1], []]);
    expect(subtasks[0]!.path).toBe('/dir/clip_transcode_10_sampleSnapshot_10_{number}.jpg');
  });

  it('keeps the input of what follows `input` and something else', () => {
    const { subtasks, rest } = plan([node('input', [1, 2]), trans([2]), sample([3]), output]);
    expect(rest!.nodes[1]).toMatchObject({ after: [0], ofSource: true });
    expect(subtasks[1]!.path).toBe('/dir/clip_sampleSnapshot_10_{number}.jpg');
  });

  it.each<[string, string | undefined, string | undefined, string | undefined, string]>([
    ['the input’s bucket', undefined, undefined, undefined, 'in-1'],
    ['the scheme’s', undefined, undefined, 'scheme-1', 'scheme-1'],
    ['the request’s before the scheme’s', undefined, 'request-1', 'scheme-1', 'request-1'],
    ['the node’s before both', 'node-1', 'request-1', 'scheme-1', 'node-1'],
  ])('writes to %s', (_, own, request, scheme, expected) => {
    const { jobs } = plan(
      [node('input', [1]), trans([2], own ? { OutputStorage: cos(own) } : {}), output],
      scheme ? { OutputStorage: cos(scheme) } : {},
      request ? { OutputStorage: cos(request) } : {},
    );
    expect(jobs[0]!.targets[0]).toMatchObject({ bucket: expected });
  });

  it.each<[object, object, string]>([
    [{}, {}, 'dir/clip_transcode_10.mp4'],
    [{ OutputDir: '/s/' }, {}, 's/clip_transcode_10.mp4'],
    [{ OutputDir: '/s/' }, { OutputDir: '/r/' }, 'r/clip_transcode_10.mp4'],
  ])('takes the directory of %o and %o', (scheme, request, expected) => {
    const { jobs } = plan([node('input', [1]), trans([2]), output], scheme, request);
    expect(mainKey(jobs[0]!.outputs[0]!)).toBe(expected);
  });

  it('gives way to Activities in the request', () => {
    const Activities = [node('input', [1]), sample([2]), output];
    const { subtasks } = plan(PUBLISHED, {}, { ScheduleId: 1, Activities });
    expect(subtasks.map(({ kind }) => kind)).toEqual(['SampleSnapshot']);
  });

  it('leads to what its rules name, and always to what none of them names', () => {
    const { rest, jobs } = plan([
      node('input', [1]),
      rules([2, 3, 4], rule('Height', '>=720', 2), rule('NoAudio', 'true', 3)),
      ...[trans([5]), sample([5]), trans([5], { Definition: 20 })],
      output,
    ]);
    expect(jobs).toMatchObject([{ outputs: [], asks: [0] }]);
    expect(rest!.nodes[0]!.rules).toEqual([
      { any: false, conditions: [{ key: 'Height', comparison: '>=', value: '720' }], leadsTo: [2] },
      { any: false, conditions: [{ key: 'NoAudio', comparison: '==', value: 'true' }], leadsTo: [3] },
      { any: false, conditions: [], leadsTo: [4] },
    ]);
  });

  it.each<[string, Activity[], object, string]>([
    [
      'a bad node',
      [node('input', [1]), trans([2], { Definition: 3 }), output],
      {},
      'InvalidParameterValue.Definition: `Activities.1.ActivityPara.TranscodeTask.Definition`',
    ],
    [
      'a task without an executor',
      [node('input', [1]), node('action-AIAnalysis', [2], { AiAnalysisTask: { Definition: 10 } }), output],
      {},
      'UnsupportedOperation: `Activities.1.ActivityPara.AiAnalysisTask`',
    ],
    [
      'a condition that is unknown',
      [node('input', [1]), rules([2], rule('Blur', '1', 2)), output],
      {},
      'UnsupportedOperation: `Activities.1.ActivityPara.ExecRulesTask.Rules.0.Conditions.0.Key`',
    ],
    [
      'a condition that can not hold',
      [node('input', [1]), rules([2], rule('Height', 'tall', 2)), output],
      {},
      'InvalidParameterValue: `Activities.1.ActivityPara.ExecRulesTask.Rules.0.Conditions.0.Value`',
    ],
    [
      'pictures that are transcoded',
      [node('input', [1]), sample([2]), trans([3]), output],
      {},
      'UnsupportedOperation: `Activities.1.ReardriveIndex`',
    ],
    [
      'two nodes whose given names meet',
      [
        node('input', [1, 2]),
        trans([3], { OutputObjectPath: 'x.{format}' }),
        trans([3], { OutputObjectPath: 'x.{format}' }),
        output,
      ],
      {},
      'InvalidParameterValue: `Activities.1.ActivityPara.TranscodeTask`',
    ],
    [
      'a MediaProcessTask beside it',
      PUBLISHED,
      { MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] } },
      'InvalidParameterValue: `MediaProcessTask`',
    ],
    [
      'an AI task beside it',
      PUBLISHED,
      { AiAnalysisTask: { Definition: 10 } },
      'UnsupportedOperation: `AiAnalysisTask`',
    ],
    ['an empty MediaProcessTask, which is nothing', PUBLISHED, { MediaProcessTask: {} }, 'accepted'],
  ])('refuses %s', (_, activities, request, expected) => {
    expect(refusal(() => plan(activities, {}, request))).toBe(expected);
  });
});

describe('a graph', () => {
  it('knows what comes before each node, whatever the caller says', () => {
    const activities = [{ ...node('input', [1, 2]), PredriveIndex: [7] }, trans([2]), trans([3]), output];
    expect(activityGraph(activities).before).toEqual([[], [0], [0, 1], [2]]);
  });

  const many = (count: number) => [
    node(
      'input',
      [...Array(count - 2).keys()].map((index) => index + 1),
    ),
    ...Array.from({ length: count - 2 }, () => trans([count - 1])),
    output,
  ];
  it.each<[string, Activity[], string]>([
    ['no node', [], 'MissingParameter: `Activities`'],
    ['100 nodes', many(100), 'accepted'],
    ['101 nodes', many(101), 'InvalidParameterValue: `Activities`'],
    ['no input', [trans([1]), output], 'InvalidParameterValue: `Activities`'],
    ['no output', [node('input', [1]), trans([0])], 'InvalidParameterValue: `Activities`'],
    [
      'two inputs',
      [node('input', [2]), node('input', [2]), output],
      'InvalidParameterValue: `Activities.1.ActivityType`',
    ],
    [
      'two outputs',
      [node('input', [1]), output, output],
      'InvalidParameterValue: `Activities.2.ActivityType`',
    ],
    [
      'an index out of range',
      [node('input', [1]), trans([9]), output],
      'InvalidParameterValue: `Activities.1.ReardriveIndex.0`',
    ],
    [
      'a negative index',
      [node('input', [1]), trans([2, -1]), output],
      'InvalidParameterValue: `Activities.1.ReardriveIndex.1`',
    ],
    [
      'an index twice',
      [node('input', [1]), trans([2, 2]), output],
      'InvalidParameterValue: `Activities.1.ReardriveIndex.1`',
    ],
    [
      'a node that leads to itself',
      [node('input', [1]), trans([1, 2]), output],
      'InvalidParameterValue: `Activities.1.ReardriveIndex.0`',
    ],
    [
      'a node that leads to the input',
      [node('input', [1]), trans([0]), output],
      'InvalidParameterValue: `Activities.1.ReardriveIndex.0`',
    ],
    [
      'a cycle',
      [node('input', [1]), trans([2]), trans([3]), trans([2, 4]), output],
      'InvalidParameterValue: `Activities.2.ReardriveIndex`',
    ],
    [
      'a node that leads nowhere',
      [node('input', [1]), trans([]), output],
      'MissingParameter: `Activities.1.ReardriveIndex`',
    ],
    [
      'an output that leads on',
      [node('input', [1]), trans([2]), node('output', [1])],
      'InvalidParameterValue: `Activities.2.ReardriveIndex`',
    ],
    [
      'a node that nothing leads to',
      [node('input', [2]), trans([2]), output],
      'InvalidParameterValue: `Activities.1`',
    ],
    [
      'no parameters',
      [node('input', [1]), node('action-trans', [2]), output],
      'MissingParameter: `Activities.1.ActivityPara.TranscodeTask`',
    ],
    [
      'parameters of another type',
      [
        node('input', [1]),
        node('action-trans', [2], {
          TranscodeTask: { Definition: 10 },
          SampleSnapshotTask: { Definition: 10 },
        }),
        output,
      ],
      'InvalidParameterValue: `Activities.1.ActivityPara.SampleSnapshotTask`',
    ],
    [
      'parameters of a node that has none',
      [node('input', [1], { TranscodeTask: { Definition: 10 } }), output],
      'InvalidParameterValue: `Activities.0.ActivityPara.TranscodeTask`',
    ],
    [
      'empty parameters of another type, which are nothing',
      [
        node('input', [1], {}),
        node('action-trans', [2], { TranscodeTask: { Definition: 10 }, ExecRulesTask: { Rules: [] } }),
        output,
      ],
      'accepted',
    ],
    [
      'no rules',
      [node('input', [1]), rules([2]), output],
      'MissingParameter: `Activities.1.ActivityPara.ExecRulesTask.Rules`',
    ],
    [
      'a rule without a condition',
      [node('input', [1]), rules([2], { Conditions: [], RearDriveIndexs: [2] }), output],
      'MissingParameter: `Activities.1.ActivityPara.ExecRulesTask.Rules.0.Conditions`',
    ],
    [
      'a rule that leads nowhere',
      [node('input', [1]), rules([2], rule('Height', '1')), output],
      'MissingParameter: `Activities.1.ActivityPara.ExecRulesTask.Rules.0.RearDriveIndexs`',
    ],
    [
      'a rule that leads elsewhere',
      [node('input', [1, 2]), rules([3], rule('Height', '1', 2)), trans([3]), output],
      'InvalidParameterValue: `Activities.1.ActivityPara.ExecRulesTask.Rules.0.RearDriveIndexs.0`',
    ],
    [
      'two conditions without a linker',
      [
        node('input', [1]),
        rules([2], { Conditions: [{ Key: 'Height' }, { Key: 'Width' }], RearDriveIndexs: [2] }),
        output,
      ],
      'MissingParameter: `Activities.1.ActivityPara.ExecRulesTask.Rules.0.Linker`',
    ],
  ])('of %s', (_, activities, expected) => {
    expect(refusal(() => activityGraph(activities))).toBe(expected);
  });
});
