// From flattened names to the structure that they stand for: `A.0.B=1` is {"A": [{"B": "1"}]}.
import { ApiError, type Message } from '../mps/errors.ts';

/** As deep as what JSON may have. */
const MAX_DEPTH = 32;
/** A list's position: no leading zeros, and no more digits than a list could have. */
const POSITION = /^(0|[1-9]\d{0,5})$/;

type Node = string | Map<string, Node>;

/**
 * The parameters of a form (API documentation, "Request structure"). Every value stays a string; the schema of the
 * action converts it. Throws InvalidParameter for names that do not go together: a value and a part of the same
 * parameter, positions and names in one place, positions that do not count from 0 without a gap, empty parts, more
 * than 32 levels.
 */
export function unflatten(pairs: Iterable<[string, string]>): Record<string, unknown> {
  const root = new Map<string, Node>();
  for (const [name, value] of pairs) place(root, name, value);
  return members(root, '');
}

function place(root: Map<string, Node>, name: string, value: string): void {
  const steps = name.split('.');
  if (steps.length > MAX_DEPTH || steps.includes('')) {
    throw invalid({ en: `The parameter name \`${name}\` is not valid.`, zh: `参数名 \`${name}\` 不合法。` });
  }
  let node = root;
  steps.slice(0, -1).forEach((step, level) => {
    const next = node.get(step) ?? new Map<string, Node>();
    if (typeof next === 'string') throw conflicting(steps.slice(0, level + 1).join('.'));
    node.set(step, next);
    node = next;
  });
  const last = steps.at(-1)!;
  if (node.has(last)) throw conflicting(name);
  node.set(last, value);
}

function structure(node: Node, path: string): unknown {
  if (typeof node === 'string') return node;
  const positions = [...node.keys()].filter((step) => POSITION.test(step));
  if (positions.length === 0) return members(node, `${path}.`);
  if (positions.length < node.size) throw conflicting(path);
  return Array.from({ length: node.size }, (_, position) => {
    const item = node.get(String(position));
    if (item === undefined) throw sparse(path, position);
    return structure(item, `${path}.${position}`);
  });
}

/** fromEntries makes "__proto__" a member like any other; an assignment would not. */
function members(node: Map<string, Node>, prefix: string): Record<string, unknown> {
  return Object.fromEntries([...node].map(([step, child]) => [step, structure(child, prefix + step)]));
}

/** InvalidParameter for a parameter that is given both whole and in parts, or as a list and as an object. */
export function conflicting(path: string): ApiError {
  return invalid({
    en: `The parameter \`${path}\` is given in forms that do not go together.`,
    zh: `参数 \`${path}\` 的多种写法相互冲突。`,
  });
}

function sparse(path: string, position: number): ApiError {
  return invalid({
    en: `The list \`${path}\` is not complete: \`${path}.${position}\` is missing.`,
    zh: `列表 \`${path}\` 不完整：缺少 \`${path}.${position}\`。`,
  });
}

function invalid(message: Message): ApiError {
  return new ApiError('InvalidParameter', message);
}
