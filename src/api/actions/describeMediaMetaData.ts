import type { Failure } from '../../contract/report.ts';
import { probeInput } from '../../dispatch/probe.ts';
import { ApiError, invalidValue } from '../../mps/errors.ts';
import { mediaMetaData } from '../../mps/mediaMetaData.ts';
import { parseRequest } from '../../mps/parseRequest.ts';
import type { DescribeMediaMetaDataRequest } from '../../mps/requests.ts';
import { inputLocation } from '../../plan/input.ts';
import type { ActionContext } from '../action.ts';
import { checkBuckets } from '../checkBuckets.ts';

/**
 * What is in a file, answered within seconds. Throws InvalidParameterValue.SrcFile when the file can't be opened or
 * is no media, and InternalError when no backend runs that could look at it.
 */
export async function describeMediaMetaData(
  { env, account }: ActionContext,
  parameters: unknown,
): Promise<Record<string, unknown>> {
  const { InputInfo, Mode = '' } = parseRequest<DescribeMediaMetaDataRequest>(
    'DescribeMediaMetaData',
    parameters,
  );
  // "slow" allows the service more time; the time that is given here is the same.
  if (Mode !== '' && Mode !== 'slow') throw invalidValue('Mode', { en: '`slow`', zh: ' `slow`' });
  const input = inputLocation(InputInfo, account.appId);
  checkBuckets(env, { jobs: [{ input, targets: [] }] });
  const answer = await probeInput(env, input);
  if (!answer) throw noBackend();
  if ('failure' in answer) throw unreadable(answer.failure);
  return { MetaData: mediaMetaData(answer.facts) };
}

function noBackend(): ApiError {
  return new ApiError('InternalError', {
    en: 'Internal error: no media backend can be reached at the moment.',
    zh: '内部错误：目前没有可用的媒体处理后端。',
  });
}

function unreadable({ code, message }: Failure): ApiError {
  if (code === 'InternalError') return new ApiError('InternalError');
  return new ApiError('InvalidParameterValue.SrcFile', {
    en: `Source file error: ${message}`,
    zh: `源文件错误：${message}`,
  });
}
