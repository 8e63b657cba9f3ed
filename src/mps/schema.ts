// Schemas of requests and answers, built from the declarations when an action is first used, and kept.
import * as z from 'zod';
import { type FieldType, fieldsOf } from './declarations.ts';
import { REQUEST_SCALARS, RESPONSE_SCALARS } from './scalars.ts';

type Scalars = Record<Exclude<FieldType['name'], object>, z.ZodType>;

const requests = new Map<string, z.ZodType>();
const responses = new Map<string, z.ZodType>();

/** The request of an action: no unknown fields, numbers as strings converted. Nulls must be gone by then. */
export function requestSchema(action: string): z.ZodType {
  return typeSchema(`${action}Request`, requests, REQUEST_SCALARS, (schema) => schema.optional());
}

/**
 * What `Response` holds for an action: no unknown fields, exact types. The API answers null wherever it has no
 * value, in lists of its own too, so null is taken for everything but plain values that are required.
 */
export function responseSchema(action: string): z.ZodType {
  return typeSchema(`${action}Response`, responses, RESPONSE_SCALARS, (schema) => schema.nullish());
}

function typeSchema(
  type: string,
  known: Map<string, z.ZodType>,
  scalars: Scalars,
  whenOptional: (schema: z.ZodType) => z.ZodType,
): z.ZodType {
  const built = known.get(type);
  if (built) return built;
  const shape: Record<string, z.ZodType> = {};
  for (const { field, name, list, required } of fieldsOf(type)) {
    // A type may hold itself, and most are never met: inner types are built when a value reaches them.
    const item =
      typeof name === 'string'
        ? scalars[name]
        : z.lazy(() => typeSchema(name.type, known, scalars, whenOptional));
    const schema = list ? z.array(item) : item;
    const mayBeNull = scalars === RESPONSE_SCALARS && typeof name === 'object';
    shape[field] = !required ? whenOptional(schema) : mayBeNull ? schema.nullable() : schema;
  }
  const schema = z.strictObject(shape);
  known.set(type, schema);
  return schema;
}
