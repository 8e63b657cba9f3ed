// Requests that are good but for one part, which has the right type: most of what is checked after the types, and all
// of the planning, is met by these.
import fc from 'fast-check';
import { type Field, fieldsOf } from '../../src/mps/declarations.ts';
import { fieldValue, typedValue } from './typedValue.ts';
import { type Body, validRequest } from './validRequest.ts';

const DEFINITIONS: Record<string, number[]> = {
  TranscodeTaskSet: [0, 10, 30, 210, 510, 875, 1010, 100010],
};

/** Any field of a type, with a value. */
function anyField(type: string): fc.Arbitrary<Body> {
  return fc
    .constantFrom(...fieldsOf(type))
    .chain((field) => fieldValue(type, field, 1).map((value) => ({ [field.field]: value })));
}

/** Subtasks of one kind, each with a Definition. */
function subtasks({ field, name }: Field): fc.Arbitrary<Body> {
  const item = fc
    .tuple(
      fc.constantFrom(...(DEFINITIONS[field] ?? [10, 20, 10000, 20000])),
      typedValue((name as { type: string }).type, 1, 2),
    )
    .map(([Definition, parts]) => ({ ...parts, Definition }));
  return fc.array(item, { minLength: 1, maxLength: 2 }).map((items) => ({ [field]: items }));
}

export const partlyTyped: fc.Arbitrary<Body> = validRequest.chain((body) =>
  fc.oneof(
    anyField('ProcessMediaRequest').map((part) => ({ ...body, ...part })),
    fc
      .constantFrom(...fieldsOf('MediaProcessTaskInput'))
      .chain(subtasks)
      .map((MediaProcessTask) => ({ ...body, MediaProcessTask })),
    anyField('TranscodeTaskInput').map((part) => ({
      ...body,
      MediaProcessTask: { TranscodeTaskSet: [{ Definition: 30, ...part }] },
    })),
  ),
);
