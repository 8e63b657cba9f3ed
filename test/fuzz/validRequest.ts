// ProcessMedia requests that are accepted, and ways to break them that no server may overlook.
import fc from 'fast-check';

export type Body = Record<string, unknown>;

const words = fc.string({ unit: fc.constantFrom(...'abcXYZ019_-视é'), minLength: 1, maxLength: 10 });
const definition = fc
  .constantFrom(10, 20, 30, 40, 210, 220, 510, 1010, 1020, 100010)
  .chain((number) => fc.constantFrom(number, String(number)));
const bucket = { Bucket: 'b-1250000000', Region: 'ap-guangzhou' };
const OutputStorage = { Type: 'COS', CosOutputStorage: bucket };

const cosInput = words.map((name) => ({
  Type: 'COS',
  CosInputInfo: { ...bucket, Object: `/in/${name}.mov` },
}));
const urlInput = words.map((name) => ({
  Type: 'URL',
  UrlInputInfo: { Url: `https://example.com/${encodeURIComponent(name)}.mp4` },
}));

export const validRequest: fc.Arbitrary<Body> = fc
  .tuple(
    fc.oneof(cosInput, urlInput),
    fc.uniqueArray(definition, { minLength: 1, maxLength: 4, selector: String }),
    fc.record(
      {
        OutputDir: words.map((name) => `/${name}/`),
        TasksPriority: fc.integer({ min: -10, max: 10 }),
        SessionId: fc.uuid(),
        SessionContext: fc.string({ unit: 'grapheme', maxLength: 50 }),
        TaskNotifyConfig: fc.constant({
          NotifyType: 'URL',
          NotifyUrl: 'http://127.0.0.1:9/',
          NotifyMode: 'Finish',
        }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([InputInfo, definitions, rest]) => ({
    InputInfo,
    OutputStorage,
    MediaProcessTask: { TranscodeTaskSet: definitions.map((Definition) => ({ Definition })) },
    ...rest,
  }));

/** The paths of all values in a value, itself not included. */
export function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([step, part]) => {
    const at = [...path, step];
    return [at, ...pathsOf(part, at)];
  });
}

/** What stands at a path. */
export function valueAt(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>((part, step) => (part as Body)[step], value);
}

/** A copy with another value at a path. "__proto__" is a member like any other. */
export function withValue(value: unknown, path: string[], replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  const inner = withValue(
    Object.hasOwn(value as object, step) ? (value as Body)[step] : undefined,
    rest,
    replacement,
  );
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === step ? inner : item));
  return Object.fromEntries([
    ...Object.entries(value as object).filter(([name]) => name !== step),
    [step, inner],
  ]);
}

/** Any of the values of `paths` of a request. */
export function anyPath(body: Body, fits: (value: unknown) => boolean = () => true): fc.Arbitrary<string[]> {
  return fc.constantFrom(...pathsOf(body).filter((path) => fits(valueAt(body, path))));
}
