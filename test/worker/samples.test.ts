// Person and word samples through the front door in workerd.
import { createExecutionContext } from 'cloudflare:test';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { api } from '../../src/api/app.ts';
import { responseSchema } from '../../src/mps/schema.ts';
import type { Env } from '../../src/platform/env.ts';
import { objectRoute } from '../../src/storage/objectRoute.ts';
import { pngOf } from '../support/pngOf.ts';
import { env } from './fixtures.ts';
import { signedRequest } from './signedRequest.ts';

interface Person {
  PersonId: string;
  Name: string;
  FaceInfoSet: { FaceId: string; Url: string }[];
  TagSet: string[];
}
interface Answer {
  Error?: { Code: string; Message: string };
  Person: Person;
  PersonSet: Person[];
  WordSet: { Keyword: string; TagSet: string[]; UsageSet: string[] }[];
  TotalCount: number;
  FailFaceInfoSet: { Index: number; ErrCode: number }[];
}

const UNLIMITED: Env = { ...env, RATE_LIMITS: '{"1250000000":{"*":10000},"1250000001":{"*":10000}}' };
const OTHER = { secretId: 'AKIDother', secretKey: 'other-secret-key' };

async function call(action: string, body: unknown, account = {}): Promise<Answer> {
  const request = signedRequest(body, { action, ...account });
  const response = await api.fetch(request, UNLIMITED, createExecutionContext());
  const { Response: answer } = (await response.json()) as { Response: Answer };
  // A machine under load answers too late for the limiter's patience.
  if (answer.Error?.Code === 'RequestLimitExceeded') return call(action, body, account);
  if (!answer.Error) responseSchema(action).parse(answer);
  return answer;
}

async function refusal(action: string, body: unknown, account = {}): Promise<string> {
  const { Error: error } = await call(action, body, account);
  return `${error?.Code}: ${error?.Message}`;
}

async function read(url: string): Promise<string> {
  const response = await new Hono()
    .route(
      '/objects',
      objectRoute(async () => true),
    )
    .request(url, {}, env);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer()).toString('base64');
}

const FACES = [200, 201, 202, 203, 204, 205].map((side) => pngOf(side, 200));
const stored = async () => (await env.MEDIA.list({ prefix: '1250000000/_catalog/person/' })).objects.length;

describe('persons', () => {
  it('are created, shown with their pictures, found, changed and deleted', async () => {
    const { Person: person, FailFaceInfoSet } = await call('CreatePersonSample', {
      ...{ Name: '张三', Usages: ['All'], Description: 'd', Tags: ['a', 'b', 'a'] },
      FaceContents: [FACES[0], pngOf(199, 300), FACES[1]],
    });
    expect(FailFaceInfoSet).toMatchObject([{ Index: 1, ErrCode: 1 }]);
    expect(person).toMatchObject({
      ...{
        Name: '张三',
        Description: 'd',
        TagSet: ['a', 'b'],
        UsageSet: ['Recognition.Face', 'Review.Face'],
      },
      CreateTime: expect.stringMatching(/Z$/),
    });
    expect(await Promise.all(person.FaceInfoSet.map(({ Url }) => read(Url)))).toEqual([FACES[0], FACES[1]]);
    const { PersonId } = person;
    const found = async (filter: object, account = {}) =>
      (await call('DescribePersonSamples', filter, account)).PersonSet.map((each) => each.PersonId);
    expect(await found({ PersonIds: [PersonId] })).toEqual([PersonId]);
    expect(await found({ Names: ['李四', '张三'], Tags: ['b'] })).toEqual([PersonId]);
    expect(await found({ PersonIds: [PersonId], Tags: ['c'] })).toEqual([]);
    expect(await found({ Type: 'Default', Names: ['张三'] })).toEqual([]);
    expect(await found({ PersonIds: [PersonId] }, OTHER)).toEqual([]);

    const [first, second] = person.FaceInfoSet;
    const modify = (change: object) => call('ModifyPersonSample', { PersonId, ...change });
    const changed = await modify({
      ...{ Name: 'n'.repeat(21), TagOperationInfo: { Type: 'delete', Tags: ['a'] } },
      FaceOperationInfo: { Type: 'delete', FaceIds: [first!.FaceId] },
    });
    expect(changed.Person).toMatchObject({
      Name: 'n'.repeat(21),
      TagSet: ['b'],
      FaceInfoSet: [{ FaceId: second!.FaceId }],
    });
    const added = await modify({ FaceOperationInfo: { Type: 'add', FaceContents: [FACES[2], FACES[3]] } });
    expect(added.Person.FaceInfoSet).toHaveLength(3);
    const reset = await modify({ FaceOperationInfo: { Type: 'reset', FaceContents: [FACES[1]] } });
    expect(await Promise.all(reset.Person.FaceInfoSet.map(({ Url }) => read(Url)))).toEqual([FACES[1]]);
    // Backends that look for this face may still be at work with the old picture.
    expect(await read(first!.Url)).toBe(FACES[0]);

    expect((await call('DeletePersonSample', { PersonId })).Error).toBeUndefined();
    expect(await found({ PersonIds: [PersonId] })).toEqual([]);
    expect(await refusal('DeletePersonSample', { PersonId })).toMatch(/^ResourceNotFound\.Person: /);
    expect(await refusal('ModifyPersonSample', { PersonId, Name: 'x' })).toMatch(
      /^ResourceNotFound\.Person: /,
    );
  });

  it('bad ones are refused, and nothing is kept', async () => {
    const before = await stored();
    const good = { Name: 'x', Usages: ['Recognition'] };
    const create = (change: object) => refusal('CreatePersonSample', { ...good, ...change });
    expect(await create({ Name: 'n'.repeat(21) })).toMatch(/^InvalidParameterValue: .*`Name`/);
    expect(await create({ Usages: ['Find'] })).toMatch(/^InvalidParameterValue: .*`Usages.0`/);
    expect(await create({ Usages: [] })).toMatch(/^MissingParameter: .*`Usages`/);
    expect(await create({ Tags: ['t'.repeat(129)] })).toMatch(/^InvalidParameterValue: .*`Tags.0`/);
    expect(await create({ FaceContents: [FACES[0], 'AAAA'] })).toMatch(
      /^InvalidParameterValue\.PicFormatError: .*`FaceContents.1`/,
    );
    expect(await create({ FaceContents: [pngOf(10, 10)] })).toMatch(
      /^InvalidParameterValue\.PicFormatError: /,
    );
    expect(await create({ FaceContents: [FACES[0], FACES[0]] })).toMatch(
      /^InvalidParameterValue\.FaceDuplicate: /,
    );
    expect(await create({ FaceContents: FACES })).toMatch(/^InvalidParameterValue: .*`FaceContents`/);
    expect(await stored()).toBe(before);

    const { Person: person } = await call('CreatePersonSample', { ...good, FaceContents: FACES.slice(0, 4) });
    const faces = (change: object) =>
      refusal('ModifyPersonSample', { PersonId: person.PersonId, FaceOperationInfo: change });
    const all = person.FaceInfoSet.map(({ FaceId }) => FaceId);
    const kept = await stored();
    expect(await faces({ Type: 'delete', FaceIds: all })).toMatch(/^InvalidParameterValue: .*FaceIds/);
    expect(await faces({ Type: 'delete', FaceIds: ['none'] })).toMatch(/^InvalidParameterValue: .*FaceIds/);
    expect(await faces({ Type: 'add', FaceContents: [FACES[0]] })).toMatch(
      /^InvalidParameterValue\.FaceDuplicate: /,
    );
    expect(await faces({ Type: 'add', FaceContents: FACES.slice(4) })).toMatch(
      /^InvalidParameterValue: .*FaceContents/,
    );
    expect(await faces({ Type: 'add' })).toMatch(/^MissingParameter: .*FaceContents/);
    expect(await faces({ Type: 'swap' })).toMatch(/^InvalidParameterValue: .*`FaceOperationInfo.Type`/);
    expect(await stored()).toBe(kept);
  });
});

describe('words', () => {
  const words = async (filter: object, account = {}) =>
    (await call('DescribeWordSamples', filter, account)).WordSet;

  it('are created in batches, found, changed and deleted', async () => {
    const Words = [{ Keyword: '测试' }, { Keyword: 'a/b', Tags: ['x', 'y'] }];
    expect((await call('CreateWordSamples', { Usages: ['Recognition'], Words })).Error).toBeUndefined();
    const Keywords = Words.map(({ Keyword }) => Keyword);
    expect(await words({ Keywords })).toMatchObject([
      { Keyword: 'a/b', TagSet: ['x', 'y'], UsageSet: ['Recognition.Ocr', 'Recognition.Asr'] },
      { Keyword: '测试', TagSet: [] },
    ]);
    expect(await words({ Tags: ['y', 'z'], Usages: ['Recognition.Asr'] })).toMatchObject([
      { Keyword: 'a/b' },
    ]);
    expect(await words({ Keywords, Usages: ['Review'] })).toEqual([]);
    expect(await words({ Keywords }, OTHER)).toEqual([]);
    const changes = { Usages: ['Review.Ocr'], TagOperationInfo: { Type: 'add', Tags: ['z', 'x'] } };
    await call('ModifyWordSample', { Keyword: 'a/b', ...changes });
    expect(await words({ Keywords: ['a/b'] })).toMatchObject([
      { TagSet: ['x', 'y', 'z'], UsageSet: ['Review.Ocr'] },
    ]);
    await call('DeleteWordSamples', { Keywords: [...Keywords, 'never there'] });
    expect(await words({ Keywords })).toEqual([]);
    expect(await refusal('ModifyWordSample', { Keyword: 'a/b', ...changes })).toMatch(
      /^ResourceNotFound\.Word: /,
    );
  });

  it('bad ones are refused, all of a batch', async () => {
    const create = (...Words: object[]) => refusal('CreateWordSamples', { Usages: ['All'], Words });
    await call('CreateWordSamples', { Usages: ['All'], Words: [{ Keyword: 'there' }] });
    expect(await create({ Keyword: 'new' }, { Keyword: 'there' })).toMatch(
      /^InvalidParameterValue: .*`Words.1.Keyword`/,
    );
    expect(await create({ Keyword: 'new' }, { Keyword: 'new' })).toMatch(
      /^InvalidParameterValue: .*`Words.1.Keyword`/,
    );
    expect(await create({ Keyword: 'new' }, { Keyword: '' })).toMatch(
      /^MissingParameter: .*`Words.1.Keyword`/,
    );
    expect(await create({ Keyword: 'w'.repeat(21) })).toMatch(/^InvalidParameterValue: .*`Words.0.Keyword`/);
    expect(await create()).toMatch(/^MissingParameter: .*`Words`/);
    expect(await words({ Keywords: ['new', 'there'] })).toMatchObject([{ Keyword: 'there' }]);
    const Tags = Array.from({ length: 20 }, (_, index) => `t${index}`);
    const tag = (Type: string, tags: string[]) =>
      refusal('ModifyWordSample', { Keyword: 'there', TagOperationInfo: { Type, Tags: tags } });
    expect(await tag('reset', Tags)).toBe('undefined: undefined');
    expect(await tag('add', ['one more'])).toMatch(/^InvalidParameterValue: .*`TagOperationInfo.Tags`/);
  });
});
