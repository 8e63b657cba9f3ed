// The body of a callback, read back (ParseNotification).
import { type FieldType, fieldsOf } from './declarations.ts';
import { RESPONSE_SCALARS } from './scalars.ts';

const TYPE = 'ParseNotificationResponse';

/** What is wrong with a text that is no notification. */
export class NotificationError extends Error {}

/**
 * ParseNotificationResponse without its RequestId, from the JSON text of a callback, with or without the `Response`
 * around it. Members that are not there are null; fields that the API does not declare are left out, since a newer
 * service may send more. Throws NotificationError for what is no JSON, has no EventType, or has a declared field of
 * another type.
 */
export function readNotification(text: string): Record<string, unknown> {
  const outer = objectOf(parsed(text), 'Content');
  const body = 'Response' in outer ? objectOf(outer.Response, 'Response') : outer;
  if (typeof body.EventType !== 'string' || body.EventType === '') {
    throw new NotificationError('there is no EventType');
  }
  const known = typed({ name: { type: TYPE }, list: false }, body, '') as Record<string, unknown>;
  return Object.fromEntries(
    fieldsOf(TYPE)
      .filter(({ field }) => field !== 'RequestId')
      .map(({ field }) => [field, known[field] ?? null]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotificationError('it is not JSON');
  }
}

/** The value with the declared fields only. The types of a notification do not hold themselves, so this ends. */
function typed(type: FieldType, value: unknown, path: string): unknown {
  if (value === null) return null;
  if (type.list) {
    if (!Array.isArray(value)) throw new NotificationError(`${path} is no list`);
    return value.map((item, index) => typed({ ...type, list: false }, item, `${path}.${index}`));
  }
  if (typeof type.name === 'string') {
    if (RESPONSE_SCALARS[type.name].safeParse(value).success) return value;
    throw new NotificationError(`${path} is no ${type.name}`);
  }
  const members = new Map(Object.entries(objectOf(value, path)));
  return Object.fromEntries(
    fieldsOf(type.name.type)
      .filter(({ field }) => members.has(field))
      .map((field) => [
        field.field,
        typed(field, members.get(field.field), path ? `${path}.${field.field}` : field.field),
      ]),
  );
}

function objectOf(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new NotificationError(`${path} is no object`);
}
