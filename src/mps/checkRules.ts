// Checks what the declared types can't say: lengths, ranges, allowed values, and what other fields make required.
import { type Field, fieldsOf } from './declarations.ts';
import { type ApiError, type ErrorCode, invalidValue, type Message, missingParameter } from './errors.ts';
import { longerThan } from './longerThan.ts';
import { RULES } from './rules/all.ts';
import type { Condition, Rule } from './rules/rule.ts';

type Siblings = Record<string, unknown>;

/** Fields by name, of the types that were met so far. */
const known = new Map<string, ReadonlyMap<string, Field>>();

/**
 * Throws for the first field of a value, or of what is in it, that breaks a rule: MissingParameter, or the most
 * specific InvalidParameterValue.<…>. The value must fit its type.
 *
 * @param type a type of the API: "ProcessMediaRequest"
 * @param path dotted name of the value in the request; "" for the request itself
 * @param rulesOf the type whose rules count
 */
export function checkRules(type: string, value: Siblings, path = '', rulesOf = type): void {
  const fields = fieldsByName(type);
  const rules = RULES.get(rulesOf) ?? {};
  const at = (field: string) => (path ? `${path}.${field}` : field);
  for (const [field, fieldRules] of Object.entries(rules)) {
    const declared = fields.get(field);
    if (!declared) continue;
    for (const rule of [fieldRules].flat()) {
      if (rule.when && !holds(rule.when, value)) continue;
      const given = value[field];
      if (isGiven(given, declared)) checkField(rule, given, value, at(field));
      else if (rule.requiredWhen && holds(rule.requiredWhen, value)) throw missingParameter(at(field));
    }
  }
  for (const [field, inner] of Object.entries(value)) {
    const declared = fields.get(field);
    if (typeof declared?.name !== 'object') continue;
    const as = [rules[field] ?? []].flat().find((rule) => rule.as)?.as;
    const childType = declared.name.type;
    if (!declared.list) checkRules(childType, inner as Siblings, at(field), as ?? childType);
    else {
      (inner as Siblings[]).forEach((item, index) => {
        checkRules(childType, item, `${at(field)}.${index}`, as ?? childType);
      });
    }
  }
}

/** Typed clients send an empty text for what was not set. */
function isGiven(value: unknown, { required }: Field): boolean {
  return value !== undefined && (required || value !== '');
}

function holds(condition: Condition, siblings: Siblings): boolean {
  return Object.entries(condition).every(([field, values]) => values.includes(siblings[field]));
}

function checkField(rule: Rule, given: unknown, siblings: Siblings, path: string): void {
  if (!Array.isArray(given)) {
    checkValue(rule, given, siblings, path);
    return;
  }
  if (rule.maxItems !== undefined && given.length > rule.maxItems) {
    throw broken(rule, path, {
      en: `a list of at most ${rule.maxItems} items`,
      zh: `不超过 ${rule.maxItems} 项的列表`,
    });
  }
  given.forEach((item, index) => {
    checkValue(rule, item, siblings, `${path}.${index}`);
  });
}

function checkValue(rule: Rule, given: unknown, siblings: Siblings, path: string): void {
  const { oneOf, range, maxLength, form } = rule;
  if (oneOf && !oneOf.includes(given as string | number)) {
    const values = oneOf.map((value) => `\`${value}\``);
    throw broken(rule, path, { en: listed(values, ' or '), zh: ` ${values.join('、')} 之一` });
  }
  if (range && typeof given === 'number' && !(rule.orZero && given === 0)) {
    const divisor = rule.per === undefined ? 1 : ((siblings[rule.per] as number | undefined) ?? 1);
    const [low, high] = range;
    // A divisor of 0 or less has a rule of its own.
    if (divisor > 0 && (given / divisor < low || given / divisor > high))
      throw broken(rule, path, bounds(rule, low, high));
  }
  if (maxLength !== undefined && typeof given === 'string' && longerThan(given, maxLength)) {
    throw broken(rule, path, {
      en: `at most ${maxLength} characters long`,
      zh: `不超过 ${maxLength} 个字符`,
    });
  }
  if (form && typeof given === 'string' && !form.pattern.test(given)) throw broken(rule, path, form.is);
}

function bounds({ orZero, per }: Rule, low: number, high: number): Message {
  return {
    en: `${orZero ? '0, or ' : ''}from ${low} to ${high}${per ? ` when divided by \`${per}\`` : ''}`,
    zh: `${orZero ? ' 0 或' : ''} ${low} 至 ${high}${per ? `（除以 \`${per}\` 后）` : ''}`,
  };
}

function listed(values: string[], last: string): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')}${last}${values.at(-1)}`;
}

function broken(rule: Rule, path: string, is: Message): ApiError {
  const code: ErrorCode = rule.name ? `InvalidParameterValue.${rule.name}` : 'InvalidParameterValue';
  return invalidValue(path, is, code);
}

function fieldsByName(type: string): ReadonlyMap<string, Field> {
  const built = known.get(type);
  if (built) return built;
  const fields = new Map(fieldsOf(type).map((field) => [field.field, field]));
  known.set(type, fields);
  return fields;
}
