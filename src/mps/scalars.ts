// The API's primitive types as schemas. The documentation's own examples write numbers as strings
// ("Definition": "30"), and query strings have nothing but strings: decimal strings become numbers, "true" and
// "false" booleans. Nothing else is converted: a number is no string.
import * as z from 'zod';

const DECIMAL_INTEGER = /^-?\d{1,16}$/;
const DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The Python SDK writes them with a capital in forms and queries. */
const BOOLEANS = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
]);

const fromText = (form: RegExp) => (value: unknown) =>
  typeof value === 'string' && form.test(value) ? Number(value) : value;

/** By the names of FieldType. Integers beyond 2^53 are refused: JSON can't carry them unharmed. */
export const REQUEST_SCALARS = {
  string: z.string(),
  integer: z.preprocess(fromText(DECIMAL_INTEGER), z.int()),
  unsigned: z.preprocess(fromText(DECIMAL_INTEGER), z.int().nonnegative()),
  float: z.preprocess(fromText(DECIMAL), z.number()),
  boolean: z.preprocess(
    (value) => (typeof value === 'string' ? (BOOLEANS.get(value) ?? value) : value),
    z.boolean(),
  ),
};

/** The same without conversion: what the Go SDK accepts in an answer. */
export const RESPONSE_SCALARS = {
  string: z.string(),
  integer: z.int(),
  unsigned: z.int().nonnegative(),
  float: z.number(),
  boolean: z.boolean(),
};
