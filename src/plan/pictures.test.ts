import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Output } from '../contract/output.ts';
import { ApiError } from '../mps/errors.ts';
import type { ProcessMediaRequest } from '../mps/requests.ts';
import { planProcessMedia } from './processMedia.ts';

type Sets = NonNullable<ProcessMediaRequest['MediaProcessTask']>;

const InputInfo = {
  Type: 'COS',
  CosInputInfo: { Bucket: 'b', Region: 'r', Object: '/movie/Wild.mov' },
};
const plan = (sets: Sets) => planProcessMedia({ InputInfo, MediaProcessTask: sets }, '1250000000');
const number = { initial: 0, increment: 1, minLength: 1, placeholder: '0' };
const whole = { width: 0, height: 0, adaptive: true };

/** Code and the names that a refusal puts in backticks. */
function refusal(sets: Sets): string {
  try {
    plan(sets);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return `${error.code}: ${[...error.message.matchAll(/`[^`]*`/g)].join(' ')}`;
  }
}

const ALL: Sets = {
  ImageSpriteTaskSet: [{ Definition: 10 }],
  SampleSnapshotTaskSet: [{ Definition: 10 }],
  SnapshotByTimeOffsetTaskSet: [{ Definition: 10, ExtTimeOffsetSet: ['3.5s', '10%'], TimeOffsetSet: [1] }],
  AnimatedGraphicTaskSet: [
    { Definition: 20000, StartTimeOffset: 1, EndTimeOffset: 3.5 },
    { Definition: 20001, StartTimeOffset: 0, EndTimeOffset: 0 },
  ],
  TranscodeTaskSet: [{ Definition: 10 }],
};

describe('planProcessMedia with pictures', () => {
  it('gives all kinds to one job', () => {
    const { jobs, subtasks } = plan(ALL);
    expect(jobs).toHaveLength(1);
    expect(subtasks.map(({ kind, path }) => [kind, path])).toEqual([
      ['Transcode', '/movie/Wild_transcode_10.mp4'],
      ['AnimatedGraphics', '/movie/Wild_animatedGraphic_20000.gif'],
      ['AnimatedGraphics', '/movie/Wild_animatedGraphic_20001.webp'],
      ['SnapshotByTimeOffset', '/movie/Wild_snapshotByTimeOffset_10_{number}.jpg'],
      ['SampleSnapshot', '/movie/Wild_sampleSnapshot_10_{number}.jpg'],
      ['ImageSprites', '/movie/Wild_imageSprite_10_{number}.jpg'],
    ]);
    expect(jobs[0]?.outputs.slice(1)).toEqual([
      {
        ...{ kind: 'animation', subtask: 1, fps: 2, quality: 75, start: 1, end: 3.5 },
        picture: { ...whole, format: 'gif', fill: 'black' },
        main: 'movie/Wild_animatedGraphic_20000.gif',
      },
      {
        ...{ kind: 'animation', subtask: 2, fps: 2, quality: 75, start: 0, end: 0 },
        picture: { ...whole, format: 'webp', fill: 'black' },
        main: 'movie/Wild_animatedGraphic_20001.webp',
      },
      {
        ...{ kind: 'snapshot', subtask: 3, picture: { ...whole, format: 'jpg', fill: 'stretch' } },
        at: [
          { unit: 'seconds', value: 1 },
          { unit: 'seconds', value: 3.5 },
          { unit: 'percent', value: 10 },
        ],
        files: { pattern: 'movie/Wild_snapshotByTimeOffset_10_{number}.jpg', number },
      },
      {
        ...{ kind: 'snapshot', subtask: 4, picture: { ...whole, format: 'jpg', fill: 'stretch' } },
        at: { unit: 'percent', every: 10 },
        files: { pattern: 'movie/Wild_sampleSnapshot_10_{number}.jpg', number },
      },
      {
        ...{ kind: 'sprite', subtask: 5, at: { unit: 'seconds', every: 10 }, rows: 10, columns: 10 },
        picture: { format: 'jpg', width: 142, height: 80, adaptive: true, fill: 'black' },
        files: { pattern: 'movie/Wild_imageSprite_10_{number}.jpg', number },
        main: 'movie/Wild_imageSprite_10.vtt',
      },
    ]);
    expect(z.array(Output).parse(jobs[0]?.outputs)).toEqual(jobs[0]?.outputs);
  });

  const shots = (ExtTimeOffsetSet: string[], TimeOffsetSet: number[] = [], OutputObjectPath = ''): Sets => ({
    SnapshotByTimeOffsetTaskSet: [{ Definition: 10, ExtTimeOffsetSet, TimeOffsetSet, OutputObjectPath }],
  });
  it.each<[string, Sets, unknown[], string]>([
    [
      'no moment is the picture at 0',
      shots([]),
      [['seconds', 0]],
      'movie/Wild_snapshotByTimeOffset_10_{number}.jpg',
    ],
    [
      'a moment in both sets is one',
      shots(['2s', '2%'], [2]),
      [
        ['seconds', 2],
        ['percent', 2],
      ],
      'movie/Wild_snapshotByTimeOffset_10_{number}.jpg',
    ],
    ['one picture needs no number', shots(['2s'], [], 'a.{format}'), [['seconds', 2]], 'movie/a.jpg'],
    [
      'two get one',
      shots(['2s', '3s'], [], '/x/a.{format}'),
      [
        ['seconds', 2],
        ['seconds', 3],
      ],
      'x/a_{number}.jpg',
    ],
  ])('%s', (_, sets, moments, pattern) => {
    const output = plan(sets).jobs[0]?.outputs[0];
    if (output?.kind !== 'snapshot' || !Array.isArray(output.at)) throw new Error('no snapshot');
    expect(output.at.map(({ unit, value }) => [unit, value])).toEqual(moments);
    expect(output.files.pattern).toBe(pattern);
  });

  it('repeats the input as the service does', () => {
    const ObjectNumberFormat = { InitialValue: 1, MinLength: 3 };
    const { subtasks } = plan({
      ImageSpriteTaskSet: [
        {
          Definition: 10,
          OutputObjectPath: '/s/{inputName}_{number}.{format}',
          WebVttObjectName: 'list/{inputName}.{format}',
          ObjectNumberFormat,
        },
      ],
    });
    expect(subtasks[0]).toMatchObject({
      input: {
        Definition: 10,
        OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: 'b', Region: 'r' } },
        OutputObjectPath: '/s/Wild_{number}',
        WebVttObjectName: '/s/list/Wild',
        ObjectNumberFormat: { InitialValue: 1, Increment: 1, MinLength: 3, PlaceHolder: '0' },
        ExtInfo: '',
      },
      known: { WebVttPath: '/s/list/Wild.vtt' },
    });
  });

  const byTime = 'MediaProcessTask.SnapshotByTimeOffsetTaskSet.0';
  const gif = (StartTimeOffset: number, EndTimeOffset: number, rest = {}): Sets => ({
    AnimatedGraphicTaskSet: [{ Definition: 20000, StartTimeOffset, EndTimeOffset, ...rest }],
  });
  const sprite = (rest: object): Sets => ({ ImageSpriteTaskSet: [{ Definition: 10, ...rest }] });
  it.each<[string, Sets, string]>([
    [
      'what is not documented',
      { SnapshotByTimeOffsetTaskSet: [{ Definition: 10, ExtInfo: '{}' }] },
      `UnsupportedOperation: \`${byTime}.ExtInfo\``,
    ],
    [
      'a moment without unit',
      shots(['3.5']),
      `InvalidParameterValue: \`${byTime}.ExtTimeOffsetSet.0\` \`3.5s\` \`10%\``,
    ],
    [
      'more than all of it',
      shots(['1s', '101%']),
      `InvalidParameterValue: \`${byTime}.ExtTimeOffsetSet.1\` \`3.5s\` \`10%\``,
    ],
    [
      'a moment before the start',
      shots([], [-1]),
      `InvalidParameterValue: \`${byTime}.TimeOffsetSet.0\` \`3.5s\` \`10%\``,
    ],
    [
      'an unknown template',
      { SampleSnapshotTaskSet: [{ Definition: 11 }] },
      'InvalidParameterValue.Definition: `MediaProcessTask.SampleSnapshotTaskSet.0.Definition`',
    ],
    [
      'an unknown watermark',
      { SampleSnapshotTaskSet: [{ Definition: 10, WatermarkSet: [{ Definition: 1 }] }] },
      'InvalidParameterValue.Definition: `MediaProcessTask.SampleSnapshotTaskSet.0.WatermarkSet.0.Definition`',
    ],
    [
      'an animation that ends first',
      gif(2, 1),
      'InvalidParameterValue: `MediaProcessTask.AnimatedGraphicTaskSet.0.EndTimeOffset`',
    ],
    [
      'a number in an animation',
      gif(0, 1, { OutputObjectPath: 'a_{number}.{format}' }),
      'InvalidParameterValue: `MediaProcessTask.AnimatedGraphicTaskSet.0.OutputObjectPath` `{number}`',
    ],
    [
      'an absolute WebVTT name',
      sprite({ WebVttObjectName: '/a.{format}' }),
      'InvalidParameterValue: `MediaProcessTask.ImageSpriteTaskSet.0.WebVttObjectName` `.{format}`',
    ],
    [
      'a directory for each sheet',
      sprite({ OutputObjectPath: '{number}/a.{format}' }),
      'InvalidParameterValue: `MediaProcessTask.ImageSpriteTaskSet.0.OutputObjectPath` `{number}`',
    ],
    [
      'pictures under one name',
      {
        SampleSnapshotTaskSet: [{ Definition: 10, OutputObjectPath: 'a_{number}.{format}' }],
        SnapshotByTimeOffsetTaskSet: [{ Definition: 10, OutputObjectPath: 'a_7.{format}' }],
      },
      'InvalidParameterValue: `MediaProcessTask.SnapshotByTimeOffsetTaskSet.0` `MediaProcessTask.SampleSnapshotTaskSet.0` `/movie/a_{number}.jpg`',
    ],
  ])('refuses %s', (_, sets, expected) => {
    expect(refusal(sets)).toBe(expected);
  });
});
