import { invalidValue } from '../../mps/errors.ts';
import type { AiSampleTagOperation } from '../../mps/requests.ts';
import { unique } from './usages.ts';

/** Tags of one sample ("AiSampleWordInfo", "CreatePersonSample"). */
const MAX_TAGS = 20;

/** The tags after an operation. Throws InvalidParameterValue when they are too many. */
export function changeTags(tags: string[], operation: AiSampleTagOperation | undefined): string[] {
  if (!operation) return tags;
  const given = operation.Tags;
  const next =
    operation.Type === 'reset'
      ? unique(given)
      : operation.Type === 'add'
        ? unique([...tags, ...given])
        : tags.filter((tag) => !given.includes(tag));
  if (next.length > MAX_TAGS) {
    throw invalidValue('TagOperationInfo.Tags', {
      en: `such that at most ${MAX_TAGS} tags are left`,
      zh: `修改后不超过 ${MAX_TAGS} 个标签`,
    });
  }
  return next;
}
