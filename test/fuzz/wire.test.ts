// Whatever comes over the wire: HTTP 200 with the API's envelope, never InternalError, no task for a bad request.
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { OFFERED_ACTIONS } from '../../src/api/actions.ts';
import { isAction } from '../../src/mps/declarations.ts';
import { ACTIONS } from '../../src/mps/generated/api.ts';
import { signedRequest } from '../worker/signedRequest.ts';
import { ask, checkTask, refused } from './ask.ts';
import { check, timeout, type ValueOf } from './check.ts';
import { FORMS, flattened, formRequest, type Pairs } from './formRequest.ts';
import { partlyTyped } from './partlyTyped.ts';
import { typedValue } from './typedValue.ts';
import { anyPath, type Body, validRequest, withValue } from './validRequest.ts';
import { asciiText, json, jsonText, PROTOTYPE_NAMES, text } from './values.ts';

const OFFERED = OFFERED_ACTIONS;
const offered = fc.constantFrom(...OFFERED);
const action = fc.oneof(offered, fc.constantFrom(...ACTIONS.trim().split('\n')));

// A limiter that has to be started answers late, and one that answers late refuses.
beforeAll(async () => {
  for (const name of OFFERED) await ask(signedRequest({}, { action: name }));
});

// An answer to HEAD has no body to look at.
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];
const HEADER_NAMES = [
  ...[
    'Authorization',
    'Content-Type',
    'Content-Length',
    'Host',
    'X-TC-Action',
    'X-TC-Version',
    'X-TC-Timestamp',
  ],
  ...[
    'X-TC-Region',
    'X-TC-Token',
    'X-TC-Language',
    'X-TC-TraceId',
    'X-TC-Content-SHA256',
    'Origin',
    'Expect',
    'Content-Encoding',
    'X-HTTP-Method-Override',
  ],
];
const HEADER_VALUES = [
  ...[
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=',
    'ProcessMedia',
  ],
  ...[
    '2019-06-12',
    'UNSIGNED-PAYLOAD',
    'SKIP',
    'zh-CN',
    'gzip',
    'DELETE',
    String(Math.floor(Date.now() / 1000)),
    '-1',
  ],
  `TC3-HMAC-SHA256 Credential=AKIDlocal/2019-06-12/mps/tc3_request, SignedHeaders=content-type;host, Signature=${'0'.repeat(64)}`,
  'TC3-HMAC-SHA256 Credential=__proto__/2019-06-12/mps/tc3_request, SignedHeaders=, Signature=',
];

it('anything at all', { timeout: timeout(0.1) }, async () => {
  const anything = fc.record({
    method: fc.oneof(fc.constantFrom('GET', 'POST'), fc.constantFrom(...METHODS)),
    query: fc.oneof(
      text,
      fc.array(fc.tuple(text, text)).map((pairs) => encodePairs(pairs)),
    ),
    // On top of those of a good request, or alone.
    signed: fc.boolean(),
    headers: fc.array(
      fc.tuple(fc.constantFrom(...HEADER_NAMES), fc.oneof(fc.constantFrom(...HEADER_VALUES), asciiText)),
    ),
    body: fc.oneof(jsonText, fc.uint8Array({ maxLength: 200 })),
  });
  const holds = async ({ method, query, signed, headers, body }: ValueOf<typeof anything>) => {
    const request = unlessImpossible(
      () =>
        new Request(`http://127.0.0.1:8787/?${query}`, {
          method,
          headers: new Headers([...(signed ? signedRequest({}).headers : []), ...headers]),
          ...(method !== 'GET' && { body: body as Uint8Array<ArrayBuffer> }),
        }),
    );
    fc.pre(request !== null);
    await refused(request!);
  };
  await check(anything, holds, { runs: 200, share: 0.1 });
});

it('any body, signed', { timeout: timeout(0.1) }, async () => {
  const calls = fc.tuple(
    action,
    jsonText,
    fc.constantFrom('application/json', 'application/x-www-form-urlencoded'),
  );
  const holds = async ([name, body, contentType]: ValueOf<typeof calls>) => {
    const answer = await ask(signedRequest(body, { action: name, contentType }));
    expect(answer.TaskId).toBeUndefined();
  };
  await check(calls, holds, { runs: 120, share: 0.1 });
});

it('a body with the right fields and any values', { timeout: timeout(0.15) }, async () => {
  const calls = fc
    .oneof({ weight: 3, arbitrary: fc.constant('ProcessMedia') }, { weight: 2, arbitrary: offered })
    .chain((name) => fc.tuple(fc.constant(name), typedValue(`${name}Request`, 3)));
  const holds = async ([name, body]: ValueOf<typeof calls>) => {
    const { TaskId, Error: error } = await ask(signedRequest(body, { action: name }));
    if (name === 'ProcessMedia' && !error) await checkTask(TaskId!);
  };
  await check(calls, holds, { runs: 160, share: 0.15 });
});

it('a good request with a part of the right type', { timeout: timeout(0.2) }, async () => {
  const holds = async (body: Body) => {
    const { TaskId } = await ask(signedRequest(body));
    if (TaskId) await checkTask(TaskId);
  };
  await check(partlyTyped, holds, { runs: 160, share: 0.2 });
});

it('a good request with one value replaced', { timeout: timeout(0.1) }, async () => {
  const calls = validRequest.chain((body) =>
    fc.tuple(fc.constant(body), anyPath(body), fc.oneof(json, text)),
  );
  const holds = async ([body, path, value]: ValueOf<typeof calls>) => {
    const { TaskId } = await ask(signedRequest(withValue(body, path, value)));
    if (TaskId) await checkTask(TaskId);
  };
  await check(calls, holds, { runs: 120, share: 0.1 });
});

it('a good request is accepted in every form, and refused with a break in it', {
  timeout: timeout(0.15),
}, async () => {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const calls = validRequest.chain((body) =>
    fc.record({
      body: fc.constant(body),
      form: fc.constantFrom(...FORMS),
      inside: fc.oneof(fc.constant<string[]>([]), anyPath(body, isObject)),
      unknown: fc.constantFrom(...PROTOTYPE_NAMES, 'Foo', 'inputInfo', 'Definition '),
      broken: anyPath(body),
    }),
  );
  const holds = async ({ body, form, inside, unknown, broken }: ValueOf<typeof calls>) => {
    const { SessionId, ...again } = body;
    // Whoever looks for the smallest counterexample sends the same request again.
    const session = SessionId ? { SessionId: crypto.randomUUID() } : {};
    const accepted = { TaskId: expect.stringMatching(/^1250000000-WorkflowTask-[0-9a-f]{32}tt0$/) };
    expect(await ask(signedRequest({ ...again, ...session }))).toMatchObject(accepted);
    expect(await ask(formRequest(form, 'ProcessMedia', flattened(again)))).toMatchObject(accepted);
    if (SessionId) expect(await refused(signedRequest({ ...again, ...session }))).toMatch(/\.SessionId$/);

    const extended = withValue(again, [...inside, unknown], 1) as Body;
    expect(await refused(signedRequest(JSON.stringify(extended)))).toBe('UnknownParameter');
    expect(await refused(formRequest(form, 'ProcessMedia', flattened(extended)))).toBe('UnknownParameter');
    // No parameter is a list of lists.
    await refused(signedRequest(withValue(body, broken, [[]])));
  };
  await check(calls, holds, { runs: 20, share: 0.15 });
});

it('any pairs in any form', { timeout: timeout(0.1) }, async () => {
  const step = fc.oneof(
    fc.constantFrom(
      ...PROTOTYPE_NAMES,
      '0',
      '1',
      '00',
      '-1',
      '99999',
      'InputInfo',
      'MediaProcessTask',
      'TranscodeTaskSet',
    ),
    text,
  );
  const pair = fc.tuple(
    fc.array(step, { minLength: 1, maxLength: 5 }).map((steps) => steps.join('.')),
    text,
  );
  const calls = fc.tuple(fc.constantFrom(...FORMS), offered, fc.array(pair, { maxLength: 8 }));
  const holds = async ([form, name, pairs]: ValueOf<typeof calls>) => {
    const answer = await ask(formRequest(form, name, pairs as Pairs));
    expect(answer.TaskId).toBeUndefined();
  };
  await check(calls, holds, { runs: 160, share: 0.1 });
});

it('a good request with a broken signature', { timeout: timeout(0.05) }, async () => {
  const edit = fc.record({ at: fc.nat(), character: fc.constantFrom(...'0aZ;=/, ') });
  const calls = fc.record({
    body: validRequest,
    part: fc.constantFrom('Authorization', 'X-TC-Timestamp', 'Content-Type', 'body'),
    edit,
  });
  const holds = async ({ body, part, edit: { at, character } }: ValueOf<typeof calls>) => {
    const edited = (whole: string) => {
      const index = at % whole.length;
      return whole.slice(0, index) + character + whole.slice(index + 1);
    };
    const good = signedRequest(body);
    const sent = JSON.stringify(body);
    const headers = new Headers(good.headers);
    if (part !== 'body') headers.set(part, edited(headers.get(part)!));
    const payload = part === 'body' ? edited(sent) : sent;
    fc.pre(payload !== sent || (part !== 'body' && headers.get(part) !== good.headers.get(part)));
    const code = await refused(new Request(good.url, { method: 'POST', headers, body: payload }));
    expect(code).toMatch(/^(AuthFailure\.|InvalidParameter$|MissingParameter$)/);
  };
  await check(calls, holds, { runs: 120, share: 0.05 });
});

it('any action and version', { timeout: timeout(0.05) }, async () => {
  const calls = fc.tuple(fc.oneof(asciiText, action), fc.oneof(asciiText, fc.constant('2019-06-12')));
  const holds = async ([name, version]: ValueOf<typeof calls>) => {
    const request = unlessImpossible(() => signedRequest({}, { action: name, version }));
    fc.pre(request !== null);
    const { Error: error, TaskId } = await ask(request!);
    expect(TaskId).toBeUndefined();
    // Some actions need no parameter.
    if (version.trim() !== '2019-06-12' || !OFFERED.includes(name.trim())) expect(error).toBeDefined();
    else return;
    const known = isAction(name.trim());
    if (version === '2019-06-12' && name.trim() && !known) expect(error!.Code).toBe('InvalidAction');
    if (version === '2019-06-12' && known) expect(error!.Code).toBe('UnsupportedOperation');
  };
  await check(calls, holds, { runs: 80, share: 0.05 });
});

function encodePairs(pairs: [string, string][]): string {
  return pairs.map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join('=')).join('&');
}

/** Null for what no HTTP client could send, such as a header with a line break. */
function unlessImpossible(make: () => Request): Request | null {
  try {
    return make();
  } catch {
    return null;
  }
}
