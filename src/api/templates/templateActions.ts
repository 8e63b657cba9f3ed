// Create, Describe, Modify and Delete of one kind of template.
import { customTemplate } from '../../catalog/accountTemplates.ts';
import { changeItem, createItems, readItem, removeItems } from '../../catalog/catalog.ts';
import type { Item, NewItem } from '../../catalog/item.ts';
import { presetTemplates, type TemplateKind, type TemplateTypes } from '../../catalog/templates.ts';
import { declaredOnly } from '../../mps/declaredOnly.ts';
import { ApiError } from '../../mps/errors.ts';
import { mergeUpdate } from '../../mps/mergeUpdate.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type { Action, ActionContext } from '../action.ts';
import { describeTemplates } from './describeTemplates.ts';
import type { StoredFields, TemplateBody, TemplateKindActions } from './templateKind.ts';

/** The actions of a kind, by name. */
export function templateActions<Kind extends TemplateKind>(
  spec: TemplateKindActions<Kind>,
): [name: string, action: Action][] {
  return [
    [`Create${spec.kind}Template`, (context, parameters) => create(spec, context, parameters)],
    [`Describe${spec.kind}Templates`, (context, parameters) => describeTemplates(spec, context, parameters)],
    [`Modify${spec.kind}Template`, (context, parameters) => modify(spec, context, parameters)],
    [`Delete${spec.kind}Template`, (context, parameters) => remove(spec, context, parameters)],
  ];
}

/** Throws LimitExceeded.TooMuchTemplate besides what is wrong with the request. */
async function create<Kind extends TemplateKind>(
  spec: TemplateKindActions<Kind>,
  context: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const { env, account, now } = context;
  const request = parseRequest<TemplateBody>(`Create${spec.kind}Template`, parameters);
  spec.check?.(request as never);
  const stored = await storedFields(spec, context, request);
  const item = newItem(spec, stored.fields, stored.objects);
  const answer = await createItems(env, account.appId, spec.kind, [item], rulesOf(spec), now);
  if ('refusal' in answer) {
    await env.MEDIA.delete(stored.objects);
    throw new ApiError('LimitExceeded.TooMuchTemplate');
  }
  return { Definition: Number(answer.ids[0]), ...answerOf(spec, context, stored.fields) };
}

/** Changes the fields that are given. Throws InvalidParameterValue.ModifyDefaultTemplate, ResourceNotFound.TemplateNotExist. */
async function modify<Kind extends TemplateKind>(
  spec: TemplateKindActions<Kind>,
  context: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const { env, account, now } = context;
  const { Definition, ...changes } = parseRequest<TemplateBody & { Definition: number }>(
    `Modify${spec.kind}Template`,
    parameters,
  );
  refusePreset(spec, Definition, 'InvalidParameterValue.ModifyDefaultTemplate');
  const ref = { kind: spec.kind, id: String(Definition) };
  if (!(await readItem(env, account.appId, ref))) throw notThere();
  const stored = await storedFields(spec, context, changes);
  let fields: TemplateBody = {};
  const change = ({ body, objects }: Item): NewItem => {
    const create = `Create${spec.kind}Template`;
    const update = `Modify${spec.kind}TemplateRequest`;
    fields = mergeUpdate(`${create}Request`, update, JSON.parse(body) as TemplateBody, stored.fields);
    const whole = declaredOnly(`${create}Request`, spec.request ? spec.request(fields) : fields);
    spec.check?.(parseRequest(create, whole) as never);
    return newItem(spec, fields, stored.objects.length > 0 ? stored.objects : objects);
  };
  try {
    const answer = await changeItem(env, account.appId, ref, change, rulesOf(spec), now);
    if (answer === 'absent') throw notThere();
  } catch (error) {
    // After any other failure it may have been written all the same.
    if (error instanceof ApiError) await env.MEDIA.delete(stored.objects);
    throw error;
  }
  return answerOf(spec, context, fields);
}

/** Throws InvalidParameterValue.DeleteDefaultTemplate, ResourceNotFound.TemplateNotExist. */
async function remove<Kind extends TemplateKind>(
  spec: TemplateKindActions<Kind>,
  { env, account, now }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const { Definition } = parseRequest<{ Definition: number }>(`Delete${spec.kind}Template`, parameters);
  refusePreset(spec, Definition, 'InvalidParameterValue.DeleteDefaultTemplate');
  const removed = await removeItems(env, account.appId, spec.kind, [String(Definition)], now);
  if (removed.length === 0) throw notThere();
  return {};
}

function newItem<Kind extends TemplateKind>(
  spec: TemplateKindActions<Kind>,
  fields: TemplateBody,
  objects: string[],
): NewItem {
  const facets = spec.facets?.(templateOf(spec, fields)) ?? {};
  return { name: nameOf(fields), facets, body: JSON.stringify(fields), objects };
}

/** The template that the fields make, whatever its id and times. */
function templateOf<Kind extends TemplateKind>(
  { kind }: TemplateKindActions<Kind>,
  fields: TemplateBody,
): TemplateTypes[Kind] {
  const item = { id: '0', version: 0, objects: [], createdAt: 0, updatedAt: 0 };
  return customTemplate(kind, { ...item, name: nameOf(fields), body: JSON.stringify(fields) });
}

function nameOf({ Name }: TemplateBody): string {
  return (Name as string | undefined) ?? '';
}

function answerOf<Kind extends TemplateKind>(
  spec: TemplateKindActions<Kind>,
  context: ActionContext,
  fields: TemplateBody,
): Record<string, unknown> {
  return spec.answer?.(templateOf(spec, fields), context) ?? {};
}

async function storedFields<Kind extends TemplateKind>(
  spec: TemplateKindActions<Kind>,
  context: ActionContext,
  fields: TemplateBody,
): Promise<StoredFields> {
  return spec.store ? spec.store(context, fields) : { fields, objects: [] };
}

function rulesOf<Kind extends TemplateKind>({ limit }: TemplateKindActions<Kind>) {
  return { limit, copies: true };
}

function refusePreset<Kind extends TemplateKind>(
  { kind }: TemplateKindActions<Kind>,
  definition: number,
  code: 'InvalidParameterValue.ModifyDefaultTemplate' | 'InvalidParameterValue.DeleteDefaultTemplate',
): void {
  if (presetTemplates.find(kind, definition)) throw new ApiError(code);
}

function notThere(): ApiError {
  return new ApiError('ResourceNotFound.TemplateNotExist');
}
