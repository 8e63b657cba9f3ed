// The four actions of each kind of template. Each example leaves nothing behind: an account may have few of some kinds.
import { expect } from 'vitest';
import type { TemplateKind } from '../../src/catalog/templates.ts';
import { TEMPLATES } from '../support/templateRequests.ts';
import type { Example, Setting } from './examples.ts';
import { HARD_TEXT } from './fixtures.ts';

const HEAD = { Name: 'Vorlage 模板 🎬', Comment: HARD_TEXT };

/** Numbers, texts, lists and a picture: these are asked in every form. */
const IN_EVERY_FORM: TemplateKind[] = ['Transcode', 'Watermark'];

export const TEMPLATE_EXAMPLES: Record<string, Example> = Object.fromEntries(
  (Object.keys(TEMPLATES) as TemplateKind[]).flatMap((kind) =>
    examplesOf(kind).map(([action, example]) => [
      action,
      IN_EVERY_FORM.includes(kind) ? example : { ...example, alike: true },
    ]),
  ),
);

function examplesOf(kind: TemplateKind): [string, Example][] {
  const [request, change, shown] = TEMPLATES[kind];
  const create = async ({ call }: Setting) => {
    const { Definition } = (await call(`Create${kind}Template`, { ...request, ...HEAD })) as {
      Definition: number;
    };
    return Definition;
  };
  const shownBy = async ({ call }: Setting, Definition: unknown) => {
    const list = (await call(`Describe${kind}Templates`, { Definitions: [Definition] })) as Record<
      string,
      unknown
    >;
    return (list[`${kind}TemplateSet`] as object[])[0];
  };
  const idOf = (sent: object) => (sent as { Definition: number }).Definition;
  const inAnswers = (definition: unknown) => (kind === 'Transcode' ? String(definition) : definition);
  return [
    [
      `Create${kind}Template`,
      {
        request: () => ({ ...request, ...HEAD }),
        check: async ({ Definition }, setting) => {
          expect(Definition).toEqual(expect.any(Number));
          expect(await shownBy(setting, Definition)).toMatchObject(HEAD);
          await setting.call(`Delete${kind}Template`, { Definition });
        },
      },
    ],
    [
      `Describe${kind}Templates`,
      {
        request: async (setting) => ({ Definitions: [await create(setting)], Limit: 5 }),
        check: async (answer, { call }, sent) => {
          const [Definition] = (sent as { Definitions: number[] }).Definitions;
          const head = { ...HEAD, Definition: inAnswers(Definition) };
          expect(answer).toMatchObject({ TotalCount: 1, [`${kind}TemplateSet`]: [head] });
          await call(`Delete${kind}Template`, { Definition });
        },
      },
    ],
    [
      `Modify${kind}Template`,
      {
        request: async (setting) => ({ Definition: await create(setting), ...change }),
        check: async (_, setting, sent) => {
          const Definition = idOf(sent);
          expect(await shownBy(setting, Definition)).toMatchObject({ ...HEAD, ...withoutEmpty(shown) });
          await setting.call(`Delete${kind}Template`, { Definition });
        },
      },
    ],
    [
      `Delete${kind}Template`,
      {
        request: async (setting) => ({ Definition: await create(setting) }),
        check: async ({ RequestId, ...rest }, setting, sent) => {
          expect(rest).toEqual({});
          expect(await shownBy(setting, idOf(sent))).toBeUndefined();
        },
      },
    ],
  ];
}

/** A form can't say that a list is empty. */
function withoutEmpty(value: object): object {
  const kept = Object.entries(value).filter(([, inner]) => !(Array.isArray(inner) && inner.length === 0));
  return Object.fromEntries(
    kept.map(([name, inner]) => {
      if (Array.isArray(inner))
        return [name, inner.map((item) => (typeof item === 'object' ? withoutEmpty(item) : item))];
      return [name, typeof inner === 'object' && inner !== null ? withoutEmpty(inner) : inner];
    }),
  );
}
