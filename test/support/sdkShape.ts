// Compares a value with a type that the official SDK declares: no field may be missing, invented or of another type.
import { createRequire } from 'node:module';
import { type InterfaceDeclaration, Project, type PropertySignature, type TypeNode } from 'ts-morph';

const MODELS = 'tencentcloud-sdk-nodejs-mps/tencentcloud/services/mps/v20190612/mps_models.d.ts';
/** Numbers that the Go SDK reads as float64; it refuses a fraction in any other. */
const FLOATS = new Set([
  'Duration',
  'VideoDuration',
  'AudioDuration',
  'StartTimeOffset',
  'EndTimeOffset',
  'TimeOffset',
  'Loudness',
  'Score',
  'Quality',
  'FontAlpha',
]);

const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
const models = project.addSourceFileAtPath(createRequire(import.meta.url).resolve(MODELS));

/** What is wrong with `value` as the SDK's interface `type`, each with its dotted path; empty when it fits. */
export function shapeFaults(type: string, value: unknown, path = type): string[] {
  const declaration = models.getInterfaceOrThrow(type);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: no object`];
  const fields = new Map(Object.entries(value));
  const faults = declaration.getProperties().flatMap((property) => {
    const name = property.getName();
    if (!fields.has(name)) return [`${path}.${name}: missing`];
    const found = fields.get(name);
    fields.delete(name);
    return found === null
      ? nullFaults(property, `${path}.${name}`)
      : typeFaults(property.getTypeNodeOrThrow(), found, `${path}.${name}`);
  });
  return [...faults, ...[...fields.keys()].map((name) => `${path}.${name}: not in the SDK`)];
}

/** Objects that do not apply are null; plain values only where the field's text says so. */
function nullFaults(property: PropertySignature, path: string): string[] {
  const isObject = declared(property.getTypeNodeOrThrow().getText()) !== undefined;
  const says = property.getJsDocs().some((doc) => doc.getInnerText().includes('null'));
  return isObject || says ? [] : [`${path}: null`];
}

function typeFaults(node: TypeNode, value: unknown, path: string): string[] {
  const type = node.getText();
  const item = /^Array<(\w+)(?: \| bigint)?>$/.exec(type)?.[1];
  if (item) {
    if (!Array.isArray(value)) return [`${path}: no list`];
    return value.flatMap((each, index) => valueFaults(item, each, `${path}.${index}`));
  }
  return valueFaults(type, value, path);
}

function valueFaults(type: string, value: unknown, path: string): string[] {
  if (declared(type)) return shapeFaults(type, value, path);
  if (typeof value !== type) return [`${path}: ${typeof value} instead of ${type}`];
  const field = path.slice(path.lastIndexOf('.') + 1);
  if (type === 'number' && !FLOATS.has(field) && !Number.isInteger(value)) return [`${path}: no integer`];
  return [];
}

function declared(type: string): InterfaceDeclaration | undefined {
  return models.getInterface(type);
}
