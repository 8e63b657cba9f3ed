// Schemes and workflows as a catalog keeps them: what to do with each new file, and where new files are looked for.
import type { CreateScheduleRequest, CreateWorkflowRequest, WorkflowTrigger } from '../mps/requests.ts';
import type { Env } from '../platform/env.ts';
import { currentItems } from './currentItems.ts';
import type { Facets, Item, ItemRef, ItemRules, NewItem } from './item.ts';
import { splitSecrets, withSecrets } from './secretFields.ts';

export type SchemeKind = 'Schedule' | 'Workflow';
export type SchemeStatus = 'Enabled' | 'Disabled';

/** How a scheme is named where schemes and workflows stand together. */
/** What a scheme is called in ledgers, where those of all accounts meet. */
export function lineageName(appId: string, name: string): string {
  return `${appId}/${name}`;
}

export function schemeName(kind: SchemeKind, id: number | string): string {
  return `${kind}/${id}`;
}

/** What was asked for when it was made, without its name: it is the item's. */
export interface SchemeFields {
  Schedule: Omit<CreateScheduleRequest, 'ScheduleName'>;
  Workflow: Omit<CreateWorkflowRequest, 'WorkflowName'>;
}

export interface Scheme<Kind extends SchemeKind = SchemeKind> {
  status: SchemeStatus;
  fields: SchemeFields[Kind];
}

/** The body of an item: keys sealed. */
interface StoredScheme {
  status: SchemeStatus;
  fields: object;
  secrets: string;
}

/** The documentation has no limit for schemes. */
export const SCHEME_RULES: ItemRules = { limit: 10_000, uniqueName: true, copies: true };

/** The item that keeps a scheme. */
export function schemeItem<Kind extends SchemeKind>(
  env: Env,
  name: string,
  { status, fields }: Scheme<Kind>,
): NewItem {
  const { shown, sealed } = splitSecrets(env, fields);
  const body: StoredScheme = { status, fields: shown, secrets: sealed };
  return { name, facets: schemeFacets(status, fields.Trigger), body: JSON.stringify(body) };
}

/** A kept scheme with its keys. Throws when they were sealed with another SIGNING_KEY. */
export function storedScheme<Kind extends SchemeKind>(env: Env, { body }: Item): Scheme<Kind> {
  const { status, fields, secrets } = JSON.parse(body) as StoredScheme;
  return { status, fields: withSecrets(env, { shown: fields, sealed: secrets }) as SchemeFields[Kind] };
}

/** The same without its keys, as it may be shown. */
export function shownScheme<Kind extends SchemeKind>({ body }: Item): Scheme<Kind> {
  const { status, fields } = JSON.parse(body) as StoredScheme;
  return { status, fields: fields as SchemeFields[Kind] };
}

/** A scheme of the account as it is now, for use; null when there is none. */
export async function currentScheme<Kind extends SchemeKind>(
  env: Env,
  appId: string,
  kind: Kind,
  id: number,
): Promise<Scheme<Kind> | null> {
  const ref: ItemRef = { kind, id: String(id) };
  const [found] = await currentItems(env, appId, [ref]);
  return found ? storedScheme<Kind>(env, found.item) : null;
}

/** What lists are searched by: Listens is there while a new file in that bucket may start it. */
function schemeFacets(status: SchemeStatus, trigger: WorkflowTrigger): Facets {
  const { Type, CosFileUploadTrigger: cos, AwsS3FileUploadTrigger: s3 } = trigger;
  const bucket = Type === 'AwsS3FileUpload' ? `s3/${s3?.S3Bucket}` : `cos/${cos?.Bucket}`;
  return { Status: status, TriggerType: Type, ...(status === 'Enabled' && { Listens: bucket }) };
}
