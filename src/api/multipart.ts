// The parameters of a multipart/form-data body (RFC 7578).
import { fieldsOf, isAction } from '../mps/declarations.ts';
import { ApiError } from '../mps/errors.ts';
import { addPair } from './formPairs.ts';
import { conflicting, unflatten } from './unflatten.ts';

/**
 * One part is one parameter, by its flattened name or, for an object or list, as JSON (which is how the Python SDK
 * sends them). A file's content counts as text: no parameter of the API is binary. Throws InvalidRequest for what is
 * not of the format, InvalidParameter for names that do not go together.
 */
export async function multipartParameters(
  action: string,
  body: Uint8Array,
  contentType: string,
): Promise<Record<string, unknown>> {
  // SDKs send no bytes at all where there is no parameter.
  if (body.length === 0) return {};
  const pairs = new Map<string, string>();
  for (const [name, value] of await parts(body, contentType)) {
    addPair(pairs, name, typeof value === 'string' ? value : await value.text());
  }
  const structures = new Set(
    (isAction(action) ? fieldsOf(`${action}Request`) : []).flatMap(({ field, name, list }) =>
      list || typeof name === 'object' ? [field] : [],
    ),
  );
  const whole = [...pairs].filter(([name]) => structures.has(name));
  for (const [name] of whole) pairs.delete(name);
  const flattened = unflatten(pairs);
  for (const [name] of whole) if (Object.hasOwn(flattened, name)) throw conflicting(name);
  return { ...flattened, ...Object.fromEntries(whole.map(([name, text]) => [name, json(text)])) };
}

async function parts(body: Uint8Array, contentType: string): Promise<Iterable<[string, string | Blob]>> {
  try {
    const response = new Response(body, { headers: { 'Content-Type': contentType } });
    return (await response.formData()) as Iterable<[string, string | Blob]>;
  } catch {
    throw new ApiError('InvalidRequest');
  }
}

/** What is not JSON stays text, and is refused as such by the schema. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
