// From JSON to a typed request, with the gateway's words for what is wrong.
import type { core } from 'zod';
import { checkRules } from './checkRules.ts';
import { type FieldType, fieldsOf } from './declarations.ts';
import { type ApiError, missingParameter, unknownParameter, wrongType } from './errors.ts';
import { requestSchema } from './schema.ts';
import { withoutNulls } from './withoutNulls.ts';

/**
 * Checks the parameters of an action. Null counts as absent, decimal strings become numbers.
 * Throws UnknownParameter, InvalidParameter (wrong type) or MissingParameter with the dotted name of the parameter;
 * an unknown name comes first, since it is often the misspelt one that is missing. Then come the rules that the
 * types can't say: MissingParameter and InvalidParameterValue with the most specific code.
 */
export function parseRequest<T>(action: string, value: unknown): T {
  const given = withoutNulls(value);
  const parsed = requestSchema(action).safeParse(given);
  if (parsed.success) {
    checkRules(`${action}Request`, parsed.data as Record<string, unknown>);
    return parsed.data as T;
  }
  const { issues } = parsed.error;
  throw describe(action, given, issues.find((issue) => issue.code === 'unrecognized_keys') ?? issues[0]!);
}

function describe(action: string, given: unknown, issue: core.$ZodIssue): ApiError {
  if (issue.code === 'unrecognized_keys') return unknownParameter([...issue.path, issue.keys[0]].join('.'));
  const path = issue.path.join('.');
  if (valueAt(given, issue.path) === undefined) return missingParameter(path);
  return wrongType(path, typeName(declaredType(action, issue.path)));
}

function valueAt(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (part, step) => (part as Record<PropertyKey, unknown> | undefined)?.[step],
    value,
  );
}

/** The declaration of what stands at a path of the request. */
function declaredType(action: string, path: PropertyKey[]): FieldType {
  let type: FieldType = { name: { type: `${action}Request` }, list: false };
  for (const step of path) {
    if (typeof step === 'number') type = { ...type, list: false };
    else if (typeof type.name === 'object') {
      type = fieldsOf(type.name.type).find(({ field }) => field === step) ?? type;
    }
  }
  return type;
}

function typeName({ name, list }: FieldType): string {
  if (list) return 'list';
  if (typeof name === 'object') return 'object';
  return name === 'unsigned' ? 'unsigned integer' : name;
}
