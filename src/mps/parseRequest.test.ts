import { describe, expect, it } from 'vitest';
import { ApiError } from './errors.ts';
import { parseRequest } from './parseRequest.ts';
import type { ProcessMediaRequest } from './requests.ts';

const InputInfo = {
  Type: 'COS',
  CosInputInfo: { Bucket: 'b-1', Region: 'ap-chongqing', Object: '/a.mov' },
};

const transcode = (...tasks: unknown[]) => ({ InputInfo, MediaProcessTask: { TranscodeTaskSet: tasks } });

function refusal(action: string, value: unknown): string {
  try {
    parseRequest(action, value);
  } catch (error) {
    return error instanceof ApiError ? `${error.code}: ${error.message}` : `unexpected ${error}`;
  }
  return 'accepted';
}

const type = (path: string, name: string) =>
  `InvalidParameter: The value type of parameter \`${path}\` is not valid, input type should be \`${name}\`.`;
const missing = (path: string) =>
  `MissingParameter: The request is missing a required parameter \`${path}\`.`;
const unknown = (path: string) => `UnknownParameter: The parameter \`${path}\` is not recognized.`;

describe('what is taken', () => {
  it('takes the documented request and turns its Definitions into numbers', () => {
    const request = parseRequest<ProcessMediaRequest>(
      'ProcessMedia',
      transcode({ Definition: '30' }, { Definition: 20 }),
    );
    expect(request).toEqual(transcode({ Definition: 30 }, { Definition: 20 }));
  });

  it('takes null as absent, at any depth', () => {
    const request = parseRequest('ProcessMedia', {
      ...transcode({
        Definition: 30,
        RawParameter: null,
        OutputStorage: { Type: 'COS', S3OutputStorage: null },
      }),
      OutputDir: null,
    });
    expect(request).toEqual(transcode({ Definition: 30, OutputStorage: { Type: 'COS' } }));
  });

  it.each([
    ['StartTimeOffset', '1.5', 1.5],
    ['StartTimeOffset', '-2e1', -20],
    ['StartTimeOffset', 3, 3],
  ])('takes %s %j as %d', (field, given, value) => {
    const request = parseRequest('ProcessMedia', transcode({ Definition: 30, [field]: given }));
    expect(request).toEqual(transcode({ Definition: 30, [field]: value }));
  });

  it('takes "true" for a boolean and negative integers where they are signed', () => {
    expect(parseRequest('DescribeTasks', { Status: 'FINISH', SubTaskHasFailed: 'true', Limit: '5' })).toEqual(
      {
        Status: 'FINISH',
        SubTaskHasFailed: true,
        Limit: 5,
      },
    );
    expect(parseRequest('ProcessMedia', { InputInfo, TasksPriority: '-10' })).toEqual({
      InputInfo,
      TasksPriority: -10,
    });
  });

  it('takes an action without parameters', () => {
    expect(parseRequest('ActivateSSAI', {})).toEqual({});
  });
});

describe('what is refused', () => {
  it.each<[string, unknown, string]>([
    ['no InputInfo', {}, missing('InputInfo')],
    ['a required null', { InputInfo: null }, missing('InputInfo')],
    ['no Type', { InputInfo: {} }, missing('InputInfo.Type')],
    ['no Definition', transcode({}), missing('MediaProcessTask.TranscodeTaskSet.0.Definition')],
    ['an unknown field', { InputInfo, Foo: 1 }, unknown('Foo')],
    [
      'an unknown inner field',
      transcode({ Definition: 1, X: 1 }),
      unknown('MediaProcessTask.TranscodeTaskSet.0.X'),
    ],
    ['a misspelt required field', { inputInfo: InputInfo }, unknown('inputInfo')],
    ['__proto__', JSON.parse('{"__proto__": {"InputInfo": 1}}'), unknown('__proto__')],
    ['constructor', { InputInfo, constructor: 1 }, unknown('constructor')],
    ['a number for a string', { InputInfo, OutputDir: 7 }, type('OutputDir', 'string')],
    ['a boolean for a string', { InputInfo, SessionId: true }, type('SessionId', 'string')],
    ['a string for an object', { InputInfo: 'COS' }, type('InputInfo', 'object')],
    ['a list for an object', { InputInfo: [] }, type('InputInfo', 'object')],
    [
      'an object for a list',
      { InputInfo, MediaProcessTask: { TranscodeTaskSet: {} } },
      type('MediaProcessTask.TranscodeTaskSet', 'list'),
    ],
    ['a number in a list of objects', transcode(30), type('MediaProcessTask.TranscodeTaskSet.0', 'object')],
    ['null in a list', transcode(null), type('MediaProcessTask.TranscodeTaskSet.0', 'object')],
    ['1.5 for an integer', { InputInfo, TasksPriority: 1.5 }, type('TasksPriority', 'integer')],
    ['"1.0" for an integer', { InputInfo, TasksPriority: '1.0' }, type('TasksPriority', 'integer')],
    ['"" for an integer', { InputInfo, TasksPriority: '' }, type('TasksPriority', 'integer')],
    ['an object for an integer', { InputInfo, TasksPriority: {} }, type('TasksPriority', 'integer')],
    ['2^53', { InputInfo, TasksPriority: 2 ** 53 }, type('TasksPriority', 'integer')],
    [
      '"9007199254740993"',
      { InputInfo, TasksPriority: '9007199254740993' },
      type('TasksPriority', 'integer'),
    ],
    [
      '-1 for an unsigned integer',
      transcode({ Definition: -1 }),
      type('MediaProcessTask.TranscodeTaskSet.0.Definition', 'unsigned integer'),
    ],
    [
      'a word for a float',
      transcode({ Definition: 1, StartTimeOffset: 'soon' }),
      type('MediaProcessTask.TranscodeTaskSet.0.StartTimeOffset', 'float'),
    ],
  ])('refuses %s', (_, value, message) => {
    expect(refusal('ProcessMedia', value)).toBe(message);
  });

  it('refuses "yes" for a boolean', () => {
    expect(refusal('DescribeTasks', { Status: 'FINISH', SubTaskHasFailed: 'yes' })).toBe(
      type('SubTaskHasFailed', 'boolean'),
    );
  });

  it('refuses what is nested or filled beyond reason', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 40; level += 1) deep = { InputInfo: deep };
    expect(refusal('ProcessMedia', deep)).toContain('InvalidParameter: The request is too complex');
    expect(refusal('ProcessMedia', transcode(...new Array(100_001).fill(0)))).toContain('too complex');
  });
});
