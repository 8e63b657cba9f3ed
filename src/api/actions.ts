// The actions that are offered.
import { ApiError } from '../mps/errors.ts';
import type { Action } from './action.ts';
import { describeTaskDetail } from './actions/describeTaskDetail.ts';
import { processMedia } from './actions/processMedia.ts';

const OFFERED = new Map<string, Action>([
  ['DescribeTaskDetail', describeTaskDetail],
  ['ProcessMedia', processMedia],
]);

/** The action of a name that the API has. Throws UnsupportedOperation for one that is not offered here. */
export function offeredAction(name: string): Action {
  const action = OFFERED.get(name);
  if (action) return action;
  const names = [...OFFERED.keys()];
  throw new ApiError('UnsupportedOperation', {
    en: `The API \`${name}\` is not supported here. Supported are: ${names.join(', ')}.`,
    zh: `此处不支持接口 \`${name}\`。支持的接口：${names.join('、')}。`,
  });
}
