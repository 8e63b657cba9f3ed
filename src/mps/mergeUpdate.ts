// What a Modify action makes of what its Create action was given.
import { type Field, fieldsOf } from './declarations.ts';

type Values = Record<string, unknown>;

/** Texts that can be emptied; "" elsewhere is how typed clients write what was not set. */
const EMPTIABLE = ['Name', 'Comment', 'TextContent'];

/**
 * The fields of `changes` put over those of `before`, one by one. Where the type of an update is one of its own
 * ("…ForUpdate": all of its fields are optional) what is in it is merged too; anything else, also a list, is replaced.
 *
 * @param type of `before`: "CreateTranscodeTemplateRequest"
 * @param updateType of `changes`: "ModifyTranscodeTemplateRequest"
 */
export function mergeUpdate(type: string, updateType: string, before: Values, changes: Values): Values {
  const fields = new Map(fieldsOf(type).map((field) => [field.field, field]));
  const merged = { ...before };
  for (const update of fieldsOf(updateType)) {
    const { field } = update;
    const given = changes[field];
    if (given === undefined || (given === '' && !EMPTIABLE.includes(field))) continue;
    const inner = innerTypes(fields.get(field), update);
    merged[field] = inner ? mergeUpdate(...inner, (before[field] ?? {}) as Values, given as Values) : given;
  }
  return merged;
}

/** The types of what is merged; null for what is replaced. */
function innerTypes(declared: Field | undefined, update: Field): [string, string] | null {
  if (!declared || typeof declared.name !== 'object' || typeof update.name !== 'object') return null;
  if (declared.list || declared.name.type === update.name.type) return null;
  return [declared.name.type, update.name.type];
}
