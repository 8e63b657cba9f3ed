// CreateWordSamples, DescribeWordSamples, ModifyWordSample, DeleteWordSamples.
import { catalogOf, changeItem, createItems, listItems, removeItems } from '../../catalog/catalog.ts';
import type { Item, ItemFilter, NewItem } from '../../catalog/item.ts';
import { ApiError, invalidValue, missingParameter } from '../../mps/errors.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type {
  CreateWordSamplesRequest,
  DescribeWordSamplesRequest,
  ModifyWordSampleRequest,
} from '../../mps/requests.ts';
import { apiTime } from '../../mps/times.ts';
import type { Action, ActionContext } from '../action.ts';
import { changeTags } from './changeTags.ts';
import { unique, wordUsages } from './usages.ts';

const KIND = 'word';
/** The API documents no limit; this one keeps an account's catalog searchable. */
const RULES = { limit: 10_000 };
const DEFAULT_LIMIT = 100;

interface Word {
  usages: string[];
  tags: string[];
}

export const WORD_ACTIONS: readonly [name: string, action: Action][] = [
  ['CreateWordSamples', create],
  ['DescribeWordSamples', describe],
  ['ModifyWordSample', modify],
  ['DeleteWordSamples', remove],
];

/** All words or none. Throws InvalidParameterValue for a word that is there already, or twice in the request. */
async function create(
  { env, account, now }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const request = parseRequest<CreateWordSamplesRequest>('CreateWordSamples', parameters);
  if (request.Usages.length === 0) throw missingParameter('Usages');
  if (request.Words.length === 0) throw missingParameter('Words');
  const usages = wordUsages(request.Usages);
  const items = request.Words.map(({ Keyword, Tags }, index) => {
    if (Keyword === '') throw missingParameter(`Words.${index}.Keyword`);
    return { ...newItem(Keyword, { usages, tags: unique(Tags ?? []) }), id: Keyword };
  });
  const twice = items.findIndex(({ id }, index) => items.findIndex((other) => other.id === id) < index);
  if (twice >= 0) throw another(twice);
  const answer = await createItems(env, account.appId, KIND, items, RULES, now);
  if (!('refusal' in answer)) return {};
  if (answer.refusal === 'limit') throw new ApiError('LimitExceeded');
  const present = await catalogOf(env, account.appId).read(items.map(({ id }) => ({ kind: KIND, id })));
  const known = new Set(present.map(({ ref }) => ref.id));
  throw another(
    Math.max(
      0,
      items.findIndex(({ id }) => known.has(id)),
    ),
  );
}

function another(index: number): ApiError {
  return invalidValue(`Words.${index}.Keyword`, {
    en: 'a keyword that is not there yet',
    zh: '尚不存在的关键词',
  });
}

async function describe(
  { env, account }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const request = parseRequest<DescribeWordSamplesRequest>('DescribeWordSamples', parameters);
  const filter: ItemFilter = {
    ...(request.Keywords?.length ? { ids: request.Keywords } : {}),
    facets: {
      ...(request.Usages?.length ? { Usage: wordUsages(request.Usages) } : {}),
      ...(request.Tags?.length ? { Tag: request.Tags } : {}),
    },
  };
  const { Offset = 0, Limit = DEFAULT_LIMIT } = request;
  const { total, items } = await listItems(env, account.appId, KIND, filter, Offset, Limit);
  return { TotalCount: total, WordSet: items.map(shown) };
}

/** Throws ResourceNotFound.Word. */
async function modify(
  { env, account, now }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const request = parseRequest<ModifyWordSampleRequest>('ModifyWordSample', parameters);
  const change = (item: Item): NewItem => {
    const word = wordOf(item);
    return newItem(item.id, {
      usages: request.Usages?.length ? wordUsages(request.Usages) : word.usages,
      tags: changeTags(word.tags, request.TagOperationInfo),
    });
  };
  const ref = { kind: KIND, id: request.Keyword };
  const answer = await changeItem(env, account.appId, ref, change, RULES, now);
  if (answer === 'absent') throw new ApiError('ResourceNotFound.Word');
  return {};
}

/** Words that are not there are no error: the action deletes in batches. */
async function remove(
  { env, account, now }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const { Keywords } = parseRequest<{ Keywords: string[] }>('DeleteWordSamples', parameters);
  if (Keywords.length === 0) throw missingParameter('Keywords');
  await removeItems(env, account.appId, KIND, unique(Keywords), now);
  return {};
}

function newItem(keyword: string, word: Word): NewItem {
  return { name: keyword, facets: { Usage: word.usages, Tag: word.tags }, body: JSON.stringify(word) };
}

function wordOf({ body }: Item): Word {
  return JSON.parse(body) as Word;
}

/** Data type AiSampleWord. */
function shown(item: Item): Record<string, unknown> {
  const { usages, tags } = wordOf(item);
  return {
    Keyword: item.id,
    TagSet: tags,
    UsageSet: usages,
    CreateTime: apiTime(item.createdAt),
    UpdateTime: apiTime(item.updatedAt),
  };
}
