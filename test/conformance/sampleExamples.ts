// Person and word samples. Each example leaves nothing behind.
import { expect } from 'vitest';
import { pngOf } from '../support/pngOf.ts';
import type { Example, Setting } from './examples.ts';
import { HARD_TEXT } from './fixtures.ts';

const PERSON = {
  Name: '张三 🎬',
  Usages: ['All'],
  Description: HARD_TEXT,
  Tags: ['tag'],
  FaceContents: [pngOf(200, 200)],
};
const TAGS = { TagOperationInfo: { Type: 'add', Tags: ['more'] } };

interface PersonAnswer {
  Person: { PersonId: string };
}

const create = async ({ call }: Setting) =>
  ((await call('CreatePersonSample', PERSON)) as PersonAnswer).Person.PersonId;
const remove = ({ call }: Setting, PersonId: string) => call('DeletePersonSample', { PersonId });
const idOf = (answer: unknown) => (answer as PersonAnswer).Person.PersonId;

/** A keyword that no other example has. */
const keyword = () => `词 ${crypto.randomUUID().slice(0, 8)}`;
const createWord = async ({ call }: Setting) => {
  const Keyword = keyword();
  await call('CreateWordSamples', { Usages: ['Recognition'], Words: [{ Keyword, Tags: ['tag'] }] });
  return Keyword;
};
const removeWord = ({ call }: Setting, Keyword: string) => call('DeleteWordSamples', { Keywords: [Keyword] });
const word = async ({ call }: Setting, Keyword: string) =>
  ((await call('DescribeWordSamples', { Keywords: [Keyword] })) as { WordSet: object[] }).WordSet;

export const SAMPLE_EXAMPLES: Record<string, Example> = {
  CreatePersonSample: {
    request: () => PERSON,
    check: async (answer, setting) => {
      expect(answer).toMatchObject({
        Person: { Name: PERSON.Name, Description: HARD_TEXT, TagSet: ['tag'], FaceInfoSet: [{}] },
        FailFaceInfoSet: [],
      });
      await remove(setting, idOf(answer));
    },
  },
  DescribePersonSamples: {
    request: async (setting) => ({ PersonIds: [await create(setting)] }),
    check: async (answer, setting, sent) => {
      const [PersonId] = (sent as { PersonIds: string[] }).PersonIds;
      expect(answer).toMatchObject({ TotalCount: 1, PersonSet: [{ PersonId, Name: PERSON.Name }] });
      await remove(setting, PersonId!);
    },
  },
  ModifyPersonSample: {
    request: async (setting) => ({ PersonId: await create(setting), Name: 'other', ...TAGS }),
    check: async (answer, setting) => {
      expect(answer).toMatchObject({ Person: { Name: 'other', TagSet: ['tag', 'more'] } });
      await remove(setting, idOf(answer));
    },
  },
  DeletePersonSample: {
    request: async (setting) => ({ PersonId: await create(setting) }),
    check: async (_, { call }, sent) => {
      const { PersonId } = sent as { PersonId: string };
      expect(await call('DescribePersonSamples', { PersonIds: [PersonId] })).toMatchObject({ TotalCount: 0 });
    },
  },
  CreateWordSamples: {
    request: () => ({ Usages: ['Review'], Words: [{ Keyword: keyword(), Tags: ['tag'] }] }),
    check: async (_, setting, sent) => {
      const [{ Keyword }] = (sent as { Words: [{ Keyword: string }] }).Words;
      expect(await word(setting, Keyword)).toMatchObject([{ Keyword, TagSet: ['tag'] }]);
      await removeWord(setting, Keyword);
    },
  },
  DescribeWordSamples: {
    request: async (setting) => ({ Keywords: [await createWord(setting)], Usages: ['Recognition'] }),
    check: async (answer, setting, sent) => {
      const [Keyword] = (sent as { Keywords: string[] }).Keywords;
      expect(answer).toMatchObject({
        TotalCount: 1,
        WordSet: [{ Keyword, UsageSet: ['Recognition.Ocr', 'Recognition.Asr'] }],
      });
      await removeWord(setting, Keyword!);
    },
  },
  ModifyWordSample: {
    request: async (setting) => ({ Keyword: await createWord(setting), ...TAGS }),
    check: async (_, setting, sent) => {
      const { Keyword } = sent as { Keyword: string };
      expect(await word(setting, Keyword)).toMatchObject([{ TagSet: ['tag', 'more'] }]);
      await removeWord(setting, Keyword);
    },
  },
  DeleteWordSamples: {
    request: async (setting) => ({ Keywords: [await createWord(setting)] }),
    check: async (_, setting, sent) => {
      const [Keyword] = (sent as { Keywords: string[] }).Keywords;
      expect(await word(setting, Keyword!)).toEqual([]);
    },
  },
};
for (const example of Object.values(SAMPLE_EXAMPLES)) example.alike = true;
