// Create, Modify (Reset), Describe, Enable, Disable and Delete of schemes and workflows.
import { changeItem, createItems, listItems, removeItems } from '../../catalog/catalog.ts';
import type { Item, ItemFilter } from '../../catalog/item.ts';
import {
  SCHEME_RULES,
  type Scheme,
  type SchemeFields,
  type SchemeKind,
  type SchemeStatus,
  schemeItem,
  storedScheme,
} from '../../catalog/scheme.ts';
import { ApiError, invalidValue, missingParameter } from '../../mps/errors.ts';
import { longerThan } from '../../mps/longerThan.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import { saysSomething } from '../../plan/unserved.ts';
import type { Action, ActionContext } from '../action.ts';
import { checkScheme, withWholeOutputDir } from './checkScheme.ts';
import { scheduleInfo, workflowInfo } from './schemeInfo.ts';
import { SCHEDULE, type SchemeSpec, WORKFLOW } from './schemeKind.ts';

const MAX_NAME = 128;
const MAX_IDS = 100;
const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

type Values = Record<string, unknown>;

/** The actions of both kinds, by name. */
export const SCHEME_ACTIONS: readonly [name: string, action: Action][] = [
  ['CreateSchedule', create(SCHEDULE)],
  ['ModifySchedule', modifySchedule],
  ['DescribeSchedules', describe(SCHEDULE, 'ScheduleInfoSet', scheduleInfo)],
  ['EnableSchedule', setStatus(SCHEDULE, 'Enabled')],
  ['DisableSchedule', setStatus(SCHEDULE, 'Disabled')],
  ['DeleteSchedule', remove(SCHEDULE)],
  ['CreateWorkflow', create(WORKFLOW)],
  ['ResetWorkflow', resetWorkflow],
  ['DescribeWorkflows', describe(WORKFLOW, 'WorkflowInfoSet', workflowInfo)],
  ['EnableWorkflow', setStatus(WORKFLOW, 'Enabled')],
  ['DisableWorkflow', setStatus(WORKFLOW, 'Disabled')],
  ['DeleteWorkflow', removeWorkflow],
];

/** A new one is disabled (CreateSchedule, CreateWorkflow). Throws LimitExceeded.TooMuchTemplate besides what is wrong. */
function create<Kind extends SchemeKind>(spec: SchemeSpec<Kind>): Action {
  return async (context, parameters) => {
    const { env, account, now } = context;
    const request = parseRequest<Values>(`Create${spec.kind}`, parameters);
    const { [spec.name]: name, ...fields } = request as Values & { [spec.name]: string };
    const scheme = newScheme<Kind>(fields);
    checkName(spec, name as string);
    await checkScheme(spec, context, scheme);
    const item = schemeItem(env, name as string, scheme);
    const answer = await createItems(env, account.appId, spec.kind, [item], SCHEME_RULES, now);
    if (!('refusal' in answer)) return { [spec.id]: Number(answer.ids[0]) };
    throw answer.refusal === 'name' ? nameTaken(spec) : new ApiError('LimitExceeded.TooMuchTemplate');
  };
}

/** Changes what is given; an empty OutputDir takes the present one away (ModifySchedule). */
async function modifySchedule(context: ActionContext, parameters: unknown): Promise<Values> {
  const { ScheduleId, ScheduleName, ...given } = parseRequest<
    { ScheduleId: number; ScheduleName?: string } & Partial<SchemeFields['Schedule']>
  >('ModifySchedule', parameters);
  if (ScheduleName) checkName(SCHEDULE, ScheduleName);
  if (given.Activities && given.Activities.length === 0) delete given.Activities;
  await change(SCHEDULE, context, ScheduleId, async ({ name, ...item }) => {
    const { status, fields } = storedScheme<'Schedule'>(context.env, { name, ...item });
    const changed = { status, fields: emptied(withWholeOutputDir({ ...fields, ...given })) };
    await checkScheme(SCHEDULE, context, changed);
    return { name: ScheduleName || name, scheme: changed };
  });
  return {};
}

/** Makes a disabled workflow anew. Throws InvalidParameterValue for one that is enabled. */
async function resetWorkflow(context: ActionContext, parameters: unknown): Promise<Values> {
  const { WorkflowId, WorkflowName, ...fields } = parseRequest<
    { WorkflowId: number; WorkflowName: string } & SchemeFields['Workflow']
  >('ResetWorkflow', parameters);
  const scheme = newScheme<'Workflow'>(fields);
  checkName(WORKFLOW, WorkflowName);
  await checkScheme(WORKFLOW, context, scheme);
  await change(WORKFLOW, context, WorkflowId, async (item) => {
    if (storedScheme(context.env, item).status === 'Enabled') throw stillEnabled();
    return { name: WorkflowName, scheme };
  });
  return {};
}

function setStatus<Kind extends SchemeKind>(spec: SchemeSpec<Kind>, status: SchemeStatus): Action {
  const action = `${status === 'Enabled' ? 'Enable' : 'Disable'}${spec.kind}`;
  return async (context, parameters) => {
    const request = parseRequest<Record<string, number>>(action, parameters);
    await change(spec, context, request[spec.id]!, async (item) => {
      const { fields } = storedScheme<Kind>(context.env, item);
      const scheme = { status, fields };
      if (status === 'Enabled') await checkScheme(spec, context, scheme);
      return { name: item.name, scheme };
    });
    return {};
  };
}

function describe<Kind extends SchemeKind>(
  spec: SchemeSpec<Kind>,
  set: string,
  info: (item: Item) => Values,
): Action {
  return async ({ env, account }, parameters) => {
    const request = parseRequest<Values & { Offset?: number; Limit?: number }>(
      `Describe${spec.kind}s`,
      parameters,
    );
    const { Offset: offset = 0, Limit: limit = DEFAULT_LIMIT } = request;
    if (offset < 0) throw invalidValue('Offset', { en: 'at least 0', zh: '不小于 0' });
    if (limit < 1 || limit > MAX_LIMIT) throw new ApiError('InvalidParameterValue.Limit');
    const filter = filterOf(request, `${spec.id}s`);
    const { total, items } = await listItems(env, account.appId, spec.kind, filter, offset, limit);
    return { TotalCount: total, [set]: items.map(info) };
  };
}

function remove<Kind extends SchemeKind>(spec: SchemeSpec<Kind>): Action {
  return async ({ env, account, now }, parameters) => {
    const request = parseRequest<Record<string, number>>(`Delete${spec.kind}`, parameters);
    const id = String(request[spec.id]);
    const removed = await removeItems(env, account.appId, spec.kind, [id], now);
    if (removed.length === 0) throw notThere(spec);
    return {};
  };
}

/** An enabled workflow has to be disabled first (DeleteWorkflow). */
async function removeWorkflow(context: ActionContext, parameters: unknown): Promise<Values> {
  const { WorkflowId } = parseRequest<{ WorkflowId: number }>('DeleteWorkflow', parameters);
  const filter = { ids: [String(WorkflowId)] };
  const { items } = await listItems(context.env, context.account.appId, 'Workflow', filter, 0, 1);
  if (items[0] && storedScheme(context.env, items[0]).status === 'Enabled') throw stillEnabled();
  return remove(WORKFLOW)(context, { WorkflowId });
}

/** Changes a scheme to what `make` makes of it. Throws ResourceNotFound.TemplateNotExist. */
async function change<Kind extends SchemeKind>(
  spec: SchemeSpec<Kind>,
  { env, account, now }: ActionContext,
  id: number,
  make: (item: Item) => Promise<{ name: string; scheme: Scheme<Kind> }>,
): Promise<void> {
  const ref = { kind: spec.kind, id: String(id) };
  const made = async (item: Item) => {
    const { name, scheme } = await make(item);
    return schemeItem(env, name, scheme);
  };
  const answer = await changeItem(env, account.appId, ref, made, SCHEME_RULES, now);
  if (answer === 'absent') throw notThere(spec);
  if (answer === 'name') throw nameTaken(spec);
}

function newScheme<Kind extends SchemeKind>(fields: object): Scheme<Kind> {
  return { status: 'Disabled', fields: emptied(withWholeOutputDir(fields as SchemeFields[Kind])) };
}

/** Without what says nothing: typed clients send empty texts and objects for what was not set. */
function emptied<Fields extends object>(fields: Fields): Fields {
  const entries = Object.entries(fields).filter(([, value]) => saysSomething(value));
  return Object.fromEntries(entries) as Fields;
}

function filterOf(request: Values, ids: string): ItemFilter {
  const { [ids]: wanted, Status, TriggerType } = request;
  const list = (wanted ?? []) as number[];
  if (list.length > MAX_IDS) {
    throw invalidValue(ids, { en: `a list of at most ${MAX_IDS} ids`, zh: `不超过 ${MAX_IDS} 个的列表` });
  }
  oneOf('Status', Status, ['Enabled', 'Disabled']);
  oneOf('TriggerType', TriggerType, ['CosFileUpload', 'AwsS3FileUpload']);
  return {
    ...(list.length > 0 && { ids: list.map(String) }),
    facets: {
      ...(Status ? { Status: [String(Status)] } : {}),
      ...(TriggerType ? { TriggerType: [String(TriggerType)] } : {}),
    },
  };
}

function oneOf(parameter: string, value: unknown, values: readonly string[]): void {
  if (value === undefined || value === '' || values.includes(String(value))) return;
  const [one, two] = values;
  throw invalidValue(parameter, { en: `\`${one}\` or \`${two}\``, zh: ` \`${one}\` 或 \`${two}\`` });
}

function checkName<Kind extends SchemeKind>({ name }: SchemeSpec<Kind>, value: string): void {
  if (value === '') throw missingParameter(name);
  if (longerThan(value, MAX_NAME)) {
    throw invalidValue(name, { en: `at most ${MAX_NAME} characters long`, zh: `不超过 ${MAX_NAME} 个字符` });
  }
}

function nameTaken<Kind extends SchemeKind>({ name }: SchemeSpec<Kind>): ApiError {
  return invalidValue(name, { en: 'a name that no other one has', zh: '未被占用的名称' });
}

function notThere<Kind extends SchemeKind>({ id }: SchemeSpec<Kind>): ApiError {
  return new ApiError('ResourceNotFound.TemplateNotExist', {
    en: `The resource does not exist: \`${id}\` names none of this account.`,
    zh: `资源不存在：\`${id}\` 不属于此账号或不存在。`,
  });
}

function stillEnabled(): ApiError {
  return invalidValue('WorkflowId', {
    en: 'that of a disabled workflow: disable it first',
    zh: '已停用的工作流：请先停用',
  });
}
