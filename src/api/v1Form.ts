// A call with signature v1: everything is in the query of a GET or in the form of a POST.
import { ApiError } from '../mps/errors.ts';
import type { CallForm } from './callForm.ts';
import { formPairs } from './formPairs.ts';
import { queryOf } from './query.ts';
import { readBody } from './readBody.ts';
import { unflatten } from './unflatten.ts';
import { verifyV1 } from './v1.ts';

/** Largest form, bytes (API documentation, "Request structure"). */
export const MAX_FORM = 1024 * 1024;

/** Common parameters are none of the action's own ("Common parameters", signature v1). */
const COMMON = new Set([
  'Action',
  'Version',
  'Region',
  'Timestamp',
  'Nonce',
  'SecretId',
  'SignatureMethod',
  'Signature',
  'RequestClient',
  'Language',
  'Token',
]);

/** Reads the parameters. Throws InvalidParameter, RequestSizeLimitExceeded (GET), AuthFailure.SignatureFailure (POST). */
export async function v1Form(request: Request): Promise<CallForm> {
  const { method, url, headers } = request;
  const text = method === 'GET' ? queryOf(url) : await formText(request);
  const pairs = formPairs(text);
  return {
    common: (name) => pairs.get(name),
    signer: async (find, now) => verifyV1({ method, url, headers, pairs }, find, now),
    parameters: async () => unflatten([...pairs].filter(([name]) => !COMMON.has(name))),
  };
}

async function formText(request: Request): Promise<string> {
  // The gateway's own answer: only signature v3 takes more.
  const tooLarge = new ApiError('AuthFailure.SignatureFailure', {
    en: 'The provided credentials could not be validated because of exceeding request size limit, please use new signature method `TC3-HMAC-SHA256`.',
    zh: '请求大小超过限制，无法验证签名，请使用新的签名方法 `TC3-HMAC-SHA256`。',
  });
  return new TextDecoder().decode(await readBody(request, MAX_FORM, tooLarge));
}
