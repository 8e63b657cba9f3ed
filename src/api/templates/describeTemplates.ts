// A list of templates: the account's own ones, newest first, then the presets.
import { customTemplate } from '../../catalog/accountTemplates.ts';
import { listItems } from '../../catalog/catalog.ts';
import { FIRST_ID } from '../../catalog/firstId.ts';
import type { ItemFilter } from '../../catalog/item.ts';
import { PRESETS, type TemplateKind, type TemplateTypes } from '../../catalog/templates.ts';
import { fieldsOf } from '../../mps/declarations.ts';
import { parameterEcho } from '../../mps/echo.ts';
import { ApiError } from '../../mps/errors.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type { ActionContext } from '../action.ts';
import type { TemplateKindActions } from './templateKind.ts';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

interface ListRequest {
  Definitions?: number[];
  Type?: string;
  Name?: string;
  Offset?: number;
  Limit?: number;
}

/** Throws InvalidParameterValue.Limit besides what is wrong with the request. */
export async function describeTemplates<Kind extends TemplateKind>(
  spec: TemplateKindActions<Kind>,
  context: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const { kind } = spec;
  const request = parseRequest<ListRequest>(`Describe${kind}Templates`, parameters);
  const { Offset: offset = 0, Limit: limit = DEFAULT_LIMIT } = request;
  if (limit < 1 || limit > MAX_LIMIT) throw new ApiError('InvalidParameterValue.Limit');
  const facets = wantedFacets(request);
  const presets = presetsOf(spec, request, facets);
  const custom = await customPage(kind, context, request, facets, offset, limit);
  // What the own ones leave of the page.
  const from = Math.max(0, offset - custom.total);
  const page = [...custom.templates, ...presets.slice(from, from + limit - custom.templates.length)];
  const set = `${kind}TemplateSet`;
  return {
    TotalCount: custom.total + presets.length,
    [set]: page.map((template) =>
      parameterEcho(itemType(kind, set), spec.show ? spec.show(template, context) : template),
    ),
  };
}

/** The parameters that only this kind's list has, those that say something. */
function wantedFacets(request: ListRequest): Record<string, string[]> {
  const { Definitions, Type, Name, Offset, Limit, ...facets } = request;
  const given = Object.entries(facets).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(given.map(([name, value]) => [name, [String(value)]]));
}

async function customPage<Kind extends TemplateKind>(
  kind: Kind,
  { env, account }: ActionContext,
  { Definitions, Type, Name }: ListRequest,
  facets: Record<string, string[]>,
  offset: number,
  limit: number,
): Promise<{ total: number; templates: TemplateTypes[Kind][] }> {
  const ids = Definitions?.length ? Definitions.filter((id) => id >= FIRST_ID).map(String) : null;
  if (Type === 'Preset' || ids?.length === 0) return { total: 0, templates: [] };
  const filter: ItemFilter = {
    facets: kind === 'Watermark' && Type ? { ...facets, Type: [Type] } : facets,
    ...(ids ? { ids } : {}),
    ...(Name ? { name: Name } : {}),
  };
  const { total, items } = await listItems(env, account.appId, kind, filter, offset, limit);
  return { total, templates: items.map((item) => customTemplate(kind, item)) };
}

function presetsOf<Kind extends TemplateKind>(
  spec: TemplateKindActions<Kind>,
  { Definitions, Type, Name }: ListRequest,
  wanted: Record<string, string[]>,
): TemplateTypes[Kind][] {
  if (Type === 'Custom') return [];
  return PRESETS[spec.kind].filter((template) => {
    const facets = spec.facets?.(template) ?? {};
    return (
      (!Definitions?.length || Definitions.includes(Number(template.Definition))) &&
      (!Name || template.Name.includes(Name)) &&
      Object.entries(wanted).every(([name, values]) =>
        [facets[name] ?? []].flat().some((value) => values.includes(value)),
      )
    );
  });
}

/** The type of a list's items. */
function itemType(kind: string, set: string): string {
  const field = fieldsOf(`Describe${kind}TemplatesResponse`).find(({ field: name }) => name === set);
  if (typeof field?.name !== 'object') throw new Error(`the API has no list ${set}`);
  return field.name.type;
}
