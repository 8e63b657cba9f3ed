import { expect, test } from 'vitest';
import { CallbackEvent, describeEvent, signatureState } from './callbackEvent.ts';

// md5("1633046400" + "key") by coreutils' md5sum.
const SIGN = '3a23e28f093c087e2d3ac44a986d6cc2';
const event = CallbackEvent.parse({
  EventType: 'WorkflowTask',
  WorkflowTaskEvent: {
    TaskId: '1250000000-WorkflowTask-00tt0',
    Status: 'PROCESSING',
    MediaProcessResultSet: [
      {
        Type: 'Transcode',
        TranscodeTask: {
          Status: 'SUCCESS',
          Progress: 100,
          Input: { Definition: 30 },
          Output: { Path: '/a/b_transcode_30.mp4' },
        },
        ImageSpriteTask: null,
      },
      {
        Type: 'Transcode',
        TranscodeTask: { Status: 'PROCESSING', Progress: 45, Input: { Definition: 20 }, Output: null },
      },
      {
        Type: 'Transcode',
        TranscodeTask: {
          Status: 'FAIL',
          ErrCodeExt: 'SourceFileError.NoVideoMedia',
          Message: 'no video',
          Input: { Definition: 40 },
        },
      },
    ],
  },
  SessionId: 's1',
  SessionContext: 'c1',
  Timestamp: 1633046400,
  Sign: SIGN,
});

test.each([
  ['key', 1633046399, 'holds'],
  ['key', 1633046400, 'holds'],
  ['key', 1633046401, 'expired'],
  ['other', 1633046399, 'wrong'],
  ['', 1633046399, 'not checked (NOTIFY_KEY is not set)'],
])('signature with key "%s" at %d: %s', (key, now, state) => {
  expect(signatureState(event, key, now)).toBe(state);
});

test('an event without a signature', () => {
  expect(signatureState({ ...event, Sign: undefined }, 'key', 0)).toBe('missing');
});

test('an event as text', () => {
  expect(describeEvent(event, 'holds')).toBe(
    [
      'WorkflowTask 1250000000-WorkflowTask-00tt0 PROCESSING',
      '  Transcode 30 SUCCESS /a/b_transcode_30.mp4',
      '  Transcode 20 PROCESSING 45%',
      '  Transcode 40 FAIL SourceFileError.NoVideoMedia: no video',
      '  SessionId "s1", SessionContext "c1", signature: holds',
    ].join('\n'),
  );
});

test('an event of a kind that is not known is still shown', () => {
  const other = CallbackEvent.parse({ EventType: 'EditMediaTask', SessionId: 'x' });
  expect(describeEvent(other, 'missing')).toBe(
    'EditMediaTask\n  SessionId "x", SessionContext "", signature: missing',
  );
});

test('a run of a scheme is shown like any task', () => {
  const run = CallbackEvent.parse({
    ...{ EventType: 'ScheduleTask', WorkflowTaskEvent: null, SessionId: 's1', SessionContext: '' },
    ScheduleTaskEvent: {
      ...{ TaskId: '1250000000-ScheduleTask-00tt0', Status: 'FINISH' },
      ActivityResultSet: [
        {
          ActivityType: 'Transcode',
          ActivityResItem: {
            TranscodeTask: { Status: 'SUCCESS', Input: { Definition: 30 }, Output: { Path: '/a.mp4' } },
            SampleSnapshotTask: null,
          },
        },
      ],
    },
  });
  expect(describeEvent(run, 'holds')).toBe(
    [
      'ScheduleTask 1250000000-ScheduleTask-00tt0 FINISH',
      '  Transcode 30 SUCCESS /a.mp4',
      '  SessionId "s1", SessionContext "", signature: holds',
    ].join('\n'),
  );
});
