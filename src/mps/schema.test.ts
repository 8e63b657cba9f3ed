import { expect, it, vi } from 'vitest';
import * as z from 'zod';
import { fieldsOf, isAction } from './declarations.ts';
import { ACTIONS } from './generated/api.ts';
import { requestSchema, responseSchema } from './schema.ts';

it('has a schema for the request and the response of every action', () => {
  const actions = ACTIONS.trim().split('\n');
  expect(actions.length).toBeGreaterThan(220);
  for (const action of actions) {
    expect(isAction(action)).toBe(true);
    expect(requestSchema(action).safeParse([]).success, action).toBe(false);
    expect(responseSchema(action).safeParse([]).success, action).toBe(false);
  }
  expect(isAction('processmedia')).toBe(false);
  expect(isAction('')).toBe(false);
});

it('knows every type that a field names', () => {
  const seen = new Set<string>();
  const visit = (type: string) => {
    if (seen.has(type)) return;
    seen.add(type);
    for (const { name } of fieldsOf(type)) if (typeof name === 'object') visit(name.type);
  };
  for (const action of ACTIONS.trim().split('\n')) {
    visit(`${action}Request`);
    visit(`${action}Response`);
  }
  expect(seen.size).toBeGreaterThan(1000);
});

it('is strict about answers as the Go SDK is', () => {
  const answer = (part: object) => responseSchema('DescribeTaskDetail').safeParse(part).success;
  expect(answer({ TaskType: 'WorkflowTask', TasksPriority: 0, WorkflowTask: null })).toBe(true);
  expect(answer({ TasksPriority: '0' })).toBe(false);
  expect(answer({ TasksPriority: 0.5 })).toBe(false);
  expect(answer({ Foo: 1 })).toBe(false);
  expect(answer({ WorkflowTask: { MetaData: { Duration: 12.5, Width: 640 } } })).toBe(true);
  expect(answer({ WorkflowTask: { MetaData: { Width: 640.5 } } })).toBe(false);
  const template = (Definition: unknown) =>
    responseSchema('DescribeTranscodeTemplates').safeParse({ TranscodeTemplateSet: [{ Definition }] })
      .success;
  expect([template('100010'), template(100010)]).toEqual([true, false]);
});

it('builds few schemas, when a value first reaches them, and keeps them', async () => {
  vi.resetModules();
  const built = vi.fn();
  vi.doMock('zod', () => ({
    ...z,
    strictObject: (shape: z.core.$ZodLooseShape) => {
      built();
      return z.strictObject(shape);
    },
  }));
  const fresh = await import('./schema.ts');
  vi.doUnmock('zod');
  expect(built).not.toHaveBeenCalled();
  const parse = (request: object) => fresh.requestSchema('ProcessMedia').safeParse(request).success;
  const documented = {
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'b', Region: 'r', Object: 'o' } },
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 30 }] },
  };
  expect(parse(documented)).toBe(true);
  // Of more than 1,000: those of the values, and of their fields.
  const first = built.mock.calls.length;
  expect(first).toBeLessThan(60);
  expect(parse(documented)).toBe(true);
  expect(built).toHaveBeenCalledTimes(first);
});
