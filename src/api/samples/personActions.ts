// CreatePersonSample, DescribePersonSamples, ModifyPersonSample, DeletePersonSample.
import { changeItem, createItems, listItems, readItem, removeItems } from '../../catalog/catalog.ts';
import type { Item, ItemFilter, NewItem } from '../../catalog/item.ts';
import { ApiError, invalidValue, missingParameter } from '../../mps/errors.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type {
  AiSampleFaceOperation,
  CreatePersonSampleRequest,
  DescribePersonSamplesRequest,
  ModifyPersonSampleRequest,
} from '../../mps/requests.ts';
import { apiTime } from '../../mps/times.ts';
import { ownObjectUrl } from '../../storage/ownObjects.ts';
import type { Action, ActionContext } from '../action.ts';
import { changeTags } from './changeTags.ts';
import { type Face, type FailedFace, keepFaces } from './faces.ts';
import { personUsages, unique } from './usages.ts';

const KIND = 'person';
/** The API documents no limit; this one keeps an account's catalog searchable. */
const RULES = { limit: 10_000 };
const MAX_FACES = 5;
const DEFAULT_LIMIT = 100;

interface Person {
  description: string;
  usages: string[];
  tags: string[];
  faces: Face[];
}

export const PERSON_ACTIONS: readonly [name: string, action: Action][] = [
  ['CreatePersonSample', create],
  ['DescribePersonSamples', describe],
  ['ModifyPersonSample', modify],
  ['DeletePersonSample', remove],
];

/** Throws InvalidParameterValue.PicFormatError, .FaceDuplicate; LimitExceeded. */
async function create(context: ActionContext, parameters: unknown): Promise<Record<string, unknown>> {
  const { env, account, now } = context;
  const request = parseRequest<CreatePersonSampleRequest>('CreatePersonSample', parameters);
  if (request.Usages.length === 0) throw missingParameter('Usages');
  if (request.Name === '') throw missingParameter('Name');
  const { faces, failed } = await keepFaces(context, 'FaceContents', request.FaceContents ?? [], []);
  const person: Person = {
    description: request.Description ?? '',
    usages: personUsages(request.Usages),
    tags: unique(request.Tags ?? []),
    faces,
  };
  const id = crypto.randomUUID();
  const item = { ...newItem(request.Name, person), id };
  const answer = await createItems(env, account.appId, KIND, [item], RULES, now);
  if ('refusal' in answer) {
    await env.MEDIA.delete(faces.map(({ key }) => key));
    throw new ApiError('LimitExceeded');
  }
  return answerOf(context, { id, name: request.Name, createdAt: now, updatedAt: now }, person, failed);
}

async function describe(context: ActionContext, parameters: unknown): Promise<Record<string, unknown>> {
  const { env, account } = context;
  const request = parseRequest<DescribePersonSamplesRequest>('DescribePersonSamples', parameters);
  // There is no library of known persons here.
  if (request.Type === 'Default') return { TotalCount: 0, PersonSet: [] };
  const filter: ItemFilter = {
    ...(request.PersonIds?.length ? { ids: request.PersonIds } : {}),
    facets: {
      ...(request.Names?.length ? { Name: request.Names } : {}),
      ...(request.Tags?.length ? { Tag: request.Tags } : {}),
    },
  };
  const { Offset = 0, Limit = DEFAULT_LIMIT } = request;
  const { total, items } = await listItems(env, account.appId, KIND, filter, Offset, Limit);
  return { TotalCount: total, PersonSet: items.map((item) => shown(context, item, personOf(item))) };
}

/** Throws ResourceNotFound.Person besides what Create throws. */
async function modify(context: ActionContext, parameters: unknown): Promise<Record<string, unknown>> {
  const { env, account, now } = context;
  const request = parseRequest<ModifyPersonSampleRequest>('ModifyPersonSample', parameters);
  const ref = { kind: KIND, id: request.PersonId };
  const before = await readItem(env, account.appId, ref);
  if (!before) throw new ApiError('ResourceNotFound.Person');
  const operation = request.FaceOperationInfo;
  const contents = operation && operation.Type !== 'delete' ? (operation.FaceContents ?? []) : [];
  const present = operation?.Type === 'add' ? personOf(before).faces : [];
  const { faces, failed } = await keepFaces(context, 'FaceOperationInfo.FaceContents', contents, present);
  let result: { item: Item; person: Person; name: string } | null = null;
  const change = (item: Item): NewItem => {
    const person = personOf(item);
    const next: Person = {
      description: request.Description ?? person.description,
      usages: request.Usages?.length ? personUsages(request.Usages) : person.usages,
      tags: changeTags(person.tags, request.TagOperationInfo),
      faces: changeFaces(person.faces, operation, faces),
    };
    const name = request.Name || item.name;
    result = { item, person: next, name };
    return newItem(name, next);
  };
  try {
    const answer = await changeItem(env, account.appId, ref, change, RULES, now);
    if (answer === 'absent') throw new ApiError('ResourceNotFound.Person');
  } catch (error) {
    // After any other failure it may have been written all the same.
    if (error instanceof ApiError) await env.MEDIA.delete(faces.map(({ key }) => key));
    throw error;
  }
  const { item, person, name } = result!;
  return answerOf(context, { id: item.id, name, createdAt: item.createdAt, updatedAt: now }, person, failed);
}

/** Throws ResourceNotFound.Person. */
async function remove(
  { env, account, now }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const { PersonId } = parseRequest<{ PersonId: string }>('DeletePersonSample', parameters);
  const removed = await removeItems(env, account.appId, KIND, [PersonId], now);
  if (removed.length === 0) throw new ApiError('ResourceNotFound.Person');
  return {};
}

/** One picture must be left after a deletion ("ModifyPersonSample"). */
function changeFaces(faces: Face[], operation: AiSampleFaceOperation | undefined, added: Face[]): Face[] {
  if (!operation) return faces;
  const ids = operation.FaceIds ?? [];
  const next =
    operation.Type === 'reset'
      ? added
      : operation.Type === 'add'
        ? [...faces, ...added]
        : faces.filter(({ id }) => !ids.includes(id));
  if (operation.Type === 'delete' && (next.length === 0 || next.length > faces.length - new Set(ids).size)) {
    throw invalidValue('FaceOperationInfo.FaceIds', {
      en: 'pictures of this person, of which at least one is left',
      zh: '该人物的人脸图片 ID，且至少保留一张',
    });
  }
  if (next.length > MAX_FACES) {
    throw invalidValue('FaceOperationInfo.FaceContents', {
      en: `such that a person has at most ${MAX_FACES} pictures`,
      zh: `每个人物不超过 ${MAX_FACES} 张图片`,
    });
  }
  return next;
}

function newItem(name: string, person: Person): NewItem {
  return {
    name,
    facets: { Name: name, Tag: person.tags },
    body: JSON.stringify(person),
    objects: person.faces.map(({ key }) => key),
  };
}

function personOf({ body }: Item): Person {
  return JSON.parse(body) as Person;
}

type Head = Pick<Item, 'id' | 'name' | 'createdAt' | 'updatedAt'>;

function answerOf(context: ActionContext, head: Head, person: Person, failed: FailedFace[]) {
  return { Person: shown(context, head, person), FailFaceInfoSet: failed };
}

/** Data type AiSamplePerson. */
function shown({ env, origin, now }: ActionContext, head: Head, person: Person): Record<string, unknown> {
  return {
    PersonId: head.id,
    Name: head.name,
    Description: person.description,
    FaceInfoSet: person.faces.map(({ id, object }) => ({
      FaceId: id,
      Url: ownObjectUrl(env, object, origin, now),
    })),
    TagSet: person.tags,
    UsageSet: person.usages,
    CreateTime: apiTime(head.createdAt),
    UpdateTime: apiTime(head.updatedAt),
  };
}
