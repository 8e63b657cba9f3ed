// The actions that are offered.
import { ApiError } from '../mps/errors.ts';
import type { Action } from './action.ts';
import { batchProcessMedia } from './actions/batchProcessMedia.ts';
import { describeBatchTaskDetail } from './actions/describeBatchTaskDetail.ts';
import { describeMediaMetaData } from './actions/describeMediaMetaData.ts';
import { describeTaskDetail } from './actions/describeTaskDetail.ts';
import { describeTasks } from './actions/describeTasks.ts';
import { editMedia } from './actions/editMedia.ts';
import { manageTask } from './actions/manageTask.ts';
import { parseNotification } from './actions/parseNotification.ts';
import { processMedia } from './actions/processMedia.ts';
import { PERSON_ACTIONS } from './samples/personActions.ts';
import { WORD_ACTIONS } from './samples/wordActions.ts';
import { SCHEME_ACTIONS } from './schemes/schemeActions.ts';
import { TEMPLATE_ACTIONS } from './templates/kinds.ts';

const OFFERED = new Map<string, Action>([
  ['BatchProcessMedia', batchProcessMedia],
  ['DescribeBatchTaskDetail', describeBatchTaskDetail],
  ['DescribeMediaMetaData', describeMediaMetaData],
  ['DescribeTaskDetail', describeTaskDetail],
  ['DescribeTasks', describeTasks],
  ['EditMedia', editMedia],
  ['ManageTask', manageTask],
  ['ParseNotification', parseNotification],
  ['ProcessMedia', processMedia],
  ...SCHEME_ACTIONS,
  ...TEMPLATE_ACTIONS,
  ...PERSON_ACTIONS,
  ...WORD_ACTIONS,
]);

/** Their names, sorted. */
export const OFFERED_ACTIONS: readonly string[] = [...OFFERED.keys()].sort();

/** The action of a name that the API has. Throws UnsupportedOperation for one that is not offered here. */
export function offeredAction(name: string): Action {
  const action = OFFERED.get(name);
  if (action) return action;
  const names = OFFERED_ACTIONS;
  throw new ApiError('UnsupportedOperation', {
    en: `The API \`${name}\` is not supported here. Supported are: ${names.join(', ')}.`,
    zh: `此处不支持接口 \`${name}\`。支持的接口：${names.join('、')}。`,
  });
}
