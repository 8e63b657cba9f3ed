// A call with signature v3: common parameters in X-TC-* headers, the action's in the query or the body.
import { ApiError } from '../mps/errors.ts';
import type { CallForm } from './callForm.ts';
import { formPairs } from './formPairs.ts';
import { multipartParameters } from './multipart.ts';
import { queryOf } from './query.ts';
import { parseParameters, readBody } from './readBody.ts';
import { verifyTc3 } from './tc3.ts';
import { unflatten } from './unflatten.ts';

/** Nothing is read yet. Throws RequestSizeLimitExceeded for a query of more than 32 KB. */
export function tc3Form(request: Request): CallForm {
  const { method, url, headers } = request;
  const query = method === 'GET' ? queryOf(url) : '';
  // Read once, when it is first asked for.
  let read: Promise<Uint8Array> | undefined;
  const body = () => {
    read ??= readBody(request);
    return read;
  };
  return {
    common: (name) => headers.get(`X-TC-${name}`)?.trim(),
    signer: async (find, now) => verifyTc3({ method, url, headers, body: await body() }, find, now),
    parameters: async (action) => {
      if (method === 'GET') return unflatten(formPairs(query));
      const contentType = headers.get('Content-Type') ?? '';
      switch (contentType.split(';')[0]!.trim().toLowerCase()) {
        case 'application/json':
          return parseParameters(await body());
        case 'application/x-www-form-urlencoded':
          return unflatten(formPairs(new TextDecoder().decode(await body())));
        case 'multipart/form-data':
          return multipartParameters(action, await body(), contentType);
        default:
          throw unsupportedType(contentType);
      }
    },
  };
}

function unsupportedType(contentType: string): ApiError {
  const type = contentType.slice(0, 100);
  return new ApiError('UnsupportedOperation', {
    en: `The API does not support Content-Type=\`${type}\`.`,
    zh: `接口不支持 Content-Type=\`${type}\`。`,
  });
}
