// The front door: one address for all actions. Whatever happens, the answer is HTTP 200 with the API's envelope
// (API documentation, "Responses"): SDKs lose code and message with any other status.
import { type Context, Hono } from 'hono';
import { admit } from '../admission/admit.ts';
import { isAction } from '../mps/declarations.ts';
import { ApiError, missingParameter } from '../mps/errors.ts';
import type { Env } from '../platform/env.ts';
import { type LogFields, log, logError } from '../platform/log.ts';
import { findAccount } from './accounts.ts';
import { offeredAction } from './actions.ts';
import { parseParameters, readBody } from './readBody.ts';
import { verifyTc3 } from './tc3.ts';

const VERSION = '2019-06-12';

type ApiContext = Context<{ Bindings: Env }>;

export const api = new Hono<{ Bindings: Env }>();

api.all('/', async (c) => {
  const started = Date.now();
  const RequestId = crypto.randomUUID();
  const fields: LogFields = { requestId: RequestId };
  const answer = await serve(c, fields).catch((error: unknown) => errorAnswer(c, error, fields));
  log('api.request', { ...fields, ms: Date.now() - started });
  // Exactly "application/json": with a charset the Python SDK takes errors for empty successes.
  return c.json({ Response: { ...answer, RequestId } }, 200, { 'Content-Type': 'application/json' });
});

/** Checks in the gateway's order: protocol, action and version, signature, rate; the parameters are the action's. */
async function serve(c: ApiContext, fields: LogFields): Promise<Record<string, unknown>> {
  const { method } = c.req;
  if (method !== 'POST' && method !== 'GET') throw new ApiError('UnsupportedProtocol');
  const name = actionName(c);
  fields.action = name;
  const body = await readBody(c.req.raw);
  const request = { method, url: c.req.url, headers: c.req.raw.headers, body };
  const now = Date.now();
  const account = verifyTc3(request, (secretId) => findAccount(c.env, secretId), now);
  fields.appId = account.appId;
  if (!account.mps) throw new ApiError('FailedOperation.InvalidMpsUser');
  const action = offeredAction(name);
  await limitRate(c.env, account.appId, name);
  if (method === 'GET' || !/^application\/json\s*(;|$)/i.test(c.req.header('Content-Type') ?? ''))
    throw unservedForm();
  return action({ env: c.env, account, now, fields }, parseParameters(body));
}

/** The action that the headers ask for. */
function actionName(c: ApiContext): string {
  const name = c.req.header('X-TC-Action')?.trim();
  if (!name) {
    // Signature v1 has Action among its parameters.
    const isForm = c.req.header('Content-Type')?.startsWith('application/x-www-form-urlencoded');
    throw isForm || c.req.query('Action') ? unservedForm() : missingParameter('Action');
  }
  const version = c.req.header('X-TC-Version')?.trim();
  if (!version) throw missingParameter('Version');
  if (version !== VERSION) throw new ApiError('NoSuchVersion');
  if (!isAction(name)) throw new ApiError('InvalidAction');
  return name;
}

async function limitRate(env: Env, appId: string, action: string): Promise<void> {
  const admission = await admit(env, appId, action);
  if (admission.admitted) return;
  const { count, limit } = admission;
  throw new ApiError('RequestLimitExceeded', {
    en: `Your current request times equals to \`${count}\` in a second, which exceeds the frequency limit \`${limit}\` for a second. Please reduce the frequency of calls.`,
    zh: `您当前每秒请求 \`${count}\` 次，超过了每秒频率上限 \`${limit}\` 次，请降低调用频率。`,
  });
}

function unservedForm(): ApiError {
  return new ApiError('UnsupportedOperation', {
    en: 'Only POST with a body of type application/json and signature TC3-HMAC-SHA256 is supported here.',
    zh: '此处仅支持 POST、application/json 请求体及 TC3-HMAC-SHA256 签名。',
  });
}

function errorAnswer(c: ApiContext, error: unknown, fields: LogFields): Record<string, unknown> {
  const known = error instanceof ApiError ? error : new ApiError('InternalError');
  if (known !== error) logError('api.failed', error, fields);
  fields.code = known.code;
  return { Error: { Code: known.code, Message: known.in(c.req.header('X-TC-Language')) } };
}
