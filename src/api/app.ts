// The front door: one address for all actions of MPS, and one for those about callbacks. Whatever happens, the answer is HTTP 200 with the API's envelope
// (API documentation, "Responses"): SDKs lose code and message with any other status.
import { type Context, Hono } from 'hono';
import { admit } from '../admission/admit.ts';
import { isAction } from '../mps/declarations.ts';
import { ApiError, missingParameter } from '../mps/errors.ts';
import { allowOrigins } from '../platform/cors.ts';
import { count } from '../platform/count.ts';
import type { Env } from '../platform/env.ts';
import { sameText } from '../platform/hmac.ts';
import { type LogFields, log, logError } from '../platform/log.ts';
import { findAccount } from './accounts.ts';
import { offeredAction } from './actions.ts';
import type { CallForm } from './callForm.ts';
import { NOTIFICATIONS } from './notifications/surface.ts';
import { readCallForm } from './readCallForm.ts';
import type { Surface } from './surface.ts';

const MPS: Surface = { version: '2019-06-12', has: isAction, action: offeredAction };
const TRACE_ID = 'X-TC-TraceId';

type ApiContext = Context<{ Bindings: Env }>;

export const api = new Hono<{ Bindings: Env }>();

for (const [path, surface] of [
  ['/', MPS],
  ['/notifications', NOTIFICATIONS],
] as const) {
  api.use(path, allowOrigins({ methods: ['GET', 'POST'], exposed: [TRACE_ID] }));
  api.all(path, (c) => answer(c, surface));
}

async function answer(c: ApiContext, surface: Surface): Promise<Response> {
  const started = Date.now();
  const RequestId = crypto.randomUUID();
  const fields: LogFields = { requestId: RequestId };
  const call: CallState = { fields, language: c.req.header('X-TC-Language') };
  const result = await serve(c, surface, call).catch((error: unknown) => errorAnswer(error, call));
  log('api.request', { ...fields, ms: Date.now() - started });
  const action = String(fields.action ?? '');
  if (!fields.code) count(c.env, 'edge_mps_requests_accepted_total', { action });
  else count(c.env, 'edge_mps_requests_refused_total', { action, code: String(fields.code) });
  // The Node SDK reads it back from the answer.
  const traceId = c.req.header(TRACE_ID);
  if (traceId && /^[\w.-]{1,64}$/.test(traceId)) c.header(TRACE_ID, traceId);
  // Exactly "application/json": with a charset the Python SDK takes errors for empty successes.
  return c.json({ Response: { ...result, RequestId } }, 200, { 'Content-Type': 'application/json' });
}

/** What is known about a call so far. */
interface CallState {
  fields: LogFields;
  language: string | undefined;
}

/** Checks in the gateway's order: protocol, action and version, signature, rate; the parameters are the action's. */
async function serve(c: ApiContext, surface: Surface, call: CallState): Promise<Record<string, unknown>> {
  const { fields } = call;
  const { method } = c.req;
  if (method !== 'POST' && method !== 'GET') throw new ApiError('UnsupportedProtocol');
  const form = await readCallForm(c.req.raw);
  call.language = form.common('Language') ?? call.language;
  const name = actionName(form, surface);
  fields.action = name;
  const now = Date.now();
  const account = await form.signer((secretId) => findAccount(c.env, secretId, now), now);
  fields.appId = account.appId;
  if (!sameText(account.token ?? '', form.common('Token') ?? ''))
    throw new ApiError('AuthFailure.TokenFailure');
  if (!account.mps) throw new ApiError('FailedOperation.InvalidMpsUser');
  const action = surface.action(name);
  await limitRate(c.env, account.appId, name);
  const { origin } = new URL(c.req.url);
  return action({ env: c.env, account, now, origin, fields }, await form.parameters(name));
}

/** The action that is asked for. */
function actionName(form: CallForm, surface: Surface): string {
  const name = form.common('Action');
  if (!name) throw missingParameter('Action');
  const version = form.common('Version');
  if (!version) throw missingParameter('Version');
  if (version !== surface.version) throw new ApiError('NoSuchVersion');
  if (!surface.has(name)) throw new ApiError('InvalidAction');
  // Any region will do, and none; an empty one is refused as the gateway does.
  if (form.common('Region') === '') throw badRegion();
  return name;
}

function badRegion(): ApiError {
  return new ApiError('InvalidParameterValue', {
    en: 'A value specified in `X-TC-Region` is not valid, is unsupported, or cannot be used.',
    zh: '`X-TC-Region` 的取值不合法、不受支持或无法使用。',
  });
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

function errorAnswer(error: unknown, { fields, language }: CallState): Record<string, unknown> {
  const known = error instanceof ApiError ? error : new ApiError('InternalError');
  if (known !== error) logError('api.failed', error, fields);
  fields.code = known.code;
  return { Error: { Code: known.code, Message: known.in(language) } };
}
