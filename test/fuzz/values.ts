// Values that programs stumble over.
import fc from 'fast-check';

/** Names that an object has without being given them. */
export const PROTOTYPE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'toJSON',
  '__defineGetter__',
  'then',
];

const ODD_TEXTS = [
  ...[
    '',
    ' ',
    '.',
    '..',
    '/',
    '//',
    '\0',
    '\r\n',
    '%',
    '%00',
    '%ff',
    '%2e%2e/',
    '../../etc/passwd',
    '\'"`;--',
  ],
  ...['null', 'true', 'NaN', 'Infinity', '1e999', '-0', '0x10', '007', '9007199254740993', '٣', '１'],
  ...['\ud800', '\udfff x', '\ufeff', '\u202e', '\u2028', 'e\u0301', '👨‍👩‍👧‍👦', '视频', 'ﷺ'.repeat(40)],
  ...[
    '{inputName}',
    '{number}',
    '{',
    '}{',
    '{definition}{format}',
    '{{inputName}}',
    '{__proto__}',
    '/a/{inputDir}b',
  ],
  ...[
    'http://',
    'http://[',
    'http://127.0.0.1:9/',
    'http://a:99999/',
    'file:///etc/passwd',
    'https://例え.jp/a b?x=%',
    'data:,x',
  ],
  'x'.repeat(5_000),
];

export const text = fc.oneof(
  fc.constantFrom(...PROTOTYPE_NAMES, ...ODD_TEXTS),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** For headers: the platform writes a warning about every other character. */
export const asciiText = text.filter((value) => /^\p{ASCII}*$/u.test(value));

export const integer = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 10, 30, 100, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, -(2 ** 53), 2 ** 63, 1e21),
  fc.integer({ min: -1_000, max: 1_000 }),
  fc.integer(),
);

export const float = fc.oneof(integer, fc.double({ noNaN: true, noDefaultInfinity: true }));

const name = fc.oneof(
  fc.constantFrom(...PROTOTYPE_NAMES, 'InputInfo', 'MediaProcessTask', 'Definition', 'Type', '0'),
  fc.string({ maxLength: 8 }),
);

/** Anything that JSON can say, with "__proto__" as a member like any other. */
export const json: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(text, float, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
  ),
})).value;

const INNER = ['0', '{}', '[]', 'null', '"x"', '{"Definition":30}'];

/** Texts that are JSON or nearly so, and more of it than anyone needs. */
export const jsonText = fc.oneof(
  json.map((value) => JSON.stringify(value)),
  // Deep.
  fc
    .tuple(
      fc.constantFrom('[', '{"a":', '{"MediaProcessTask":', '[{"":'),
      fc.integer({ min: 1, max: 20_000 }),
      fc.boolean(),
    )
    .map(([open, depth, closed]) => {
      const close = [...open]
        .reverse()
        .map((c) => ({ '[': ']', '{': '}' })[c] ?? '')
        .join('');
      return open.repeat(depth) + (closed ? `0${close.repeat(depth)}` : '');
    }),
  // Long.
  fc
    .tuple(
      fc.constantFrom('%', '{"InputInfo":%}', '{"MediaProcessTask":{"TranscodeTaskSet":%}}'),
      fc.constantFrom(...INNER),
      fc.integer({ min: 1, max: 30_000 }),
    )
    .map(([frame, item, length]) => frame.replace('%', `[${Array(length).fill(item).join(',')}]`)),
  // One name many times.
  fc
    .tuple(name, fc.array(json, { minLength: 2, maxLength: 5 }))
    .map(
      ([same, values]) =>
        `{${values.map((value) => `${JSON.stringify(same)}:${JSON.stringify(value)}`).join(',')}}`,
    ),
  // Many names.
  fc
    .integer({ min: 1, max: 30_000 })
    .map((length) => `{${Array.from({ length }, (_, index) => `"${index}":null`).join(',')}}`),
  // Cut off, or with something behind.
  fc.tuple(json, fc.nat(50), text).map(([value, end, rest]) => JSON.stringify(value).slice(0, end) + rest),
  text,
);
