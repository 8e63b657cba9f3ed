// `npm run generate`: reads the declarations of the official SDK and writes generated/api.ts. Development only.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type InterfaceDeclaration, Project, type PropertySignature, type TypeNode } from 'ts-morph';
import { numberKind } from './numberKinds.ts';

export const GENERATED_FILE = join(import.meta.dirname, 'generated/api.ts');

const PACKAGE = 'tencentcloud-sdk-nodejs-mps';

/** The text of generated/api.ts for the installed SDK. Throws on a declaration of a form that it does not know. */
export function generate(): string {
  const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
  const folder = join(dirname(manifest), 'tencentcloud/services/mps/v20190612');
  const project = new Project({ skipFileDependencyResolution: true });
  const models = project.addSourceFileAtPath(join(folder, 'mps_models.d.ts'));
  const client = project.addSourceFileAtPath(join(folder, 'mps_client.d.ts'));

  // An action without parameters has `type XRequest = null`.
  const empty = models.getTypeAliases().map((alias) => {
    if (alias.getTypeNodeOrThrow().getText() !== 'null') throw new Error(`${alias.getName()} is not null`);
    return alias.getName();
  });
  const types = [...models.getInterfaces().map(typeLine), ...empty].sort((a, b) => (a < b ? -1 : 1));
  const actions = client
    .getClassOrThrow('Client')
    .getMethods()
    .map((method) => actionName(method.getName(), method.getParameters()[0]?.getTypeNode()?.getText()))
    .sort();
  return [
    `// Written by \`npm run generate\` from ${PACKAGE}. Do not edit.`,
    '',
    '/** The actions of the API, one a line. The types of X are XRequest and XResponse. */',
    `export const ACTIONS = \`\n${actions.join('\n')}\n\`;`,
    '',
    '/**',
    ' * The types, one a line: name, then its fields as name, "?" when it may be absent, ":" and the type: s string,',
    ' * i integer, u unsigned integer, f float, b boolean, or a name. "[]" makes a list.',
    ' */',
    `export const TYPES = \`\n${types.join('\n')}\n\`;`,
    '',
  ].join('\n');
}

function actionName(name: string, requestType: string | undefined): string {
  if (requestType !== `${name}Request`) throw new Error(`${name} takes ${requestType}, not ${name}Request`);
  return name;
}

function typeLine(type: InterfaceDeclaration): string {
  return [type.getName(), ...type.getProperties().map((field) => fieldText(type.getName(), field))].join(' ');
}

function fieldText(type: string, field: PropertySignature): string {
  const name = field.getName();
  const node = field.getTypeNodeOrThrow();
  return `${name}${field.hasQuestionToken() ? '?' : ''}:${typeText(type, name, node)}`;
}

/** `Array<number | bigint>` is how the SDK writes a list of int64. */
function typeText(type: string, field: string, node: TypeNode): string {
  const text = node.getText();
  const list = /^Array<(.+)>$/.exec(text);
  const item = list ? list[1]! : text;
  const suffix = list ? '[]' : '';
  switch (item) {
    case 'string':
      return `s${suffix}`;
    case 'boolean':
      return `b${suffix}`;
    case 'number':
    case 'number | bigint':
      return `${numberKind(type, field)[0]}${suffix}`;
  }
  if (!/^[A-Z][A-Za-z0-9]*$/.test(item)) throw new Error(`${type}.${field} is of an unknown form: ${text}`);
  return `${item}${suffix}`;
}

if (import.meta.main) writeFileSync(GENERATED_FILE, generate());
