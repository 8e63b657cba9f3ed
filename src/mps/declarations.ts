// The API's actions and types as data, read from generated/api.ts line by line when they are asked for.
import { ACTIONS, TYPES } from './generated/api.ts';

/** What a field holds: a primitive, or the name of a type. */
export interface FieldType {
  name: 'string' | 'integer' | 'unsigned' | 'float' | 'boolean' | { type: string };
  list: boolean;
}

export interface Field extends FieldType {
  field: string;
  required: boolean;
}

const PRIMITIVES: Record<string, Exclude<FieldType['name'], object>> = {
  s: 'string',
  i: 'integer',
  u: 'unsigned',
  f: 'float',
  b: 'boolean',
};

let actions: Set<string> | null = null;
let lines: Map<string, string> | null = null;

/** Whether the API has an action of this name. */
export function isAction(name: string): boolean {
  actions ??= new Set(ACTIONS.trim().split('\n'));
  return actions.has(name);
}

/** The fields of a type. Throws for a name that the API does not have. */
export function fieldsOf(type: string): Field[] {
  lines ??= new Map(
    TYPES.trim()
      .split('\n')
      .map((line) => [line.split(' ', 1)[0]!, line]),
  );
  const line = lines.get(type);
  if (line === undefined) throw new Error(`the API has no type ${type}`);
  return line.split(' ').slice(1).map(parseField);
}

function parseField(text: string): Field {
  const [, field, optional, name, list] = /^(\w+)(\??):(\w+)((?:\[\])?)$/.exec(text)!;
  return {
    field: field!,
    required: optional === '',
    name: PRIMITIVES[name!] ?? { type: name! },
    list: list !== '',
  };
}
