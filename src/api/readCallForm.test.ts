import { createRequire } from 'node:module';
import { stringify } from 'node:querystring';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../mps/errors.ts';
import { readCallForm } from './readCallForm.ts';

// The SDK's own signer; it has no declaration for the interop default of its CommonJS build.
const Sign = createRequire(import.meta.url)('tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js')
  .default as { sign3(options: object): string };

const NOW = 1_700_000_000;
const account = { appId: '1', secretId: 'AKIDone', secretKey: 'k-e-y', mps: true };
const find = (secretId: string) => (secretId === account.secretId ? account : undefined);
const FORM = 'application/x-www-form-urlencoded';
const URL_ROOT = 'http://127.0.0.1:8787/';

/** A request with signature v3, signed by the SDK. */
function sdkRequest(
  url: string,
  options: { body?: Buffer; type: string; payload?: object; boundary?: string; headers?: object },
): Request {
  const { body, type, payload, boundary } = options;
  const Authorization = Sign.sign3({
    method: body ? 'POST' : 'GET',
    url,
    payload: payload ?? body ?? '',
    timestamp: NOW,
    service: '127',
    secretId: account.secretId,
    secretKey: account.secretKey,
    multipart: boundary !== undefined,
    boundary,
    headers: { 'Content-Type': type },
  });
  return new Request(url, {
    method: body ? 'POST' : 'GET',
    headers: {
      Authorization,
      'Content-Type': type,
      'X-TC-Action': 'DescribeTasks',
      'X-TC-Version': '2019-06-12',
      'X-TC-Timestamp': String(NOW),
      ...options.headers,
    },
    ...(body && { body: new Uint8Array(body) }),
  });
}

/** Who signed it and what it says, or why not. */
async function read(request: Request, action = 'DescribeTasks'): Promise<unknown> {
  try {
    const form = await readCallForm(request);
    const { appId } = await form.signer(find, NOW * 1000);
    return { appId, parameters: await form.parameters(action) };
  } catch (error) {
    return error instanceof ApiError ? `${error.code}: ${error.message}` : `unexpected ${error}`;
  }
}

describe('signature v3', () => {
  it('GET, with the parameters in the query', async () => {
    const query = stringify({ Status: "it's (a) b*!~", 'A.0.B': '1', 'A.1.B': 'true' });
    expect(await read(sdkRequest(`${URL_ROOT}?${query}`, { type: FORM }))).toEqual({
      appId: '1',
      parameters: { Status: "it's (a) b*!~", A: [{ B: '1' }, { B: 'true' }] },
    });
  });

  it('GET, in another order and with "+" as other SDKs send it', async () => {
    const request = sdkRequest(`${URL_ROOT}?Status=a+b&Limit=5`, { type: FORM });
    expect(await read(request)).toEqual({ appId: '1', parameters: { Status: 'a b', Limit: '5' } });
  });

  it('GET without parameters', async () => {
    expect(await read(sdkRequest(URL_ROOT, { type: FORM }))).toEqual({ appId: '1', parameters: {} });
    expect(await read(sdkRequest(`${URL_ROOT}?`, { type: FORM }))).toEqual({ appId: '1', parameters: {} });
  });

  it('GET whose query was changed', async () => {
    const { headers } = sdkRequest(`${URL_ROOT}?Limit=5`, { type: FORM });
    expect(await read(new Request(`${URL_ROOT}?Limit=6`, { headers }))).toMatch(
      /^AuthFailure.SignatureFailure/,
    );
  });

  it('GET of more than 32 KB', async () => {
    const fill = (length: number) => `${URL_ROOT}?Status=${'x'.repeat(length - 'Status='.length)}`;
    expect(await read(sdkRequest(fill(32 * 1024), { type: FORM }))).toMatchObject({ appId: '1' });
    expect(await read(sdkRequest(fill(32 * 1024 + 1), { type: FORM }))).toBe(
      'RequestSizeLimitExceeded: The request size exceeds the upper limit.',
    );
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
    'POST of %s',
    async (type) => {
      const body = Buffer.from('{"Status":"界"}');
      expect(await read(sdkRequest(URL_ROOT, { type, body }))).toEqual({
        appId: '1',
        parameters: { Status: '界' },
      });
    },
  );

  it('POST of a form', async () => {
    const body = Buffer.from('A.0.B=1');
    expect(await read(sdkRequest(URL_ROOT, { type: `${FORM}; charset=utf-8`, body }))).toEqual({
      appId: '1',
      parameters: { A: [{ B: '1' }] },
    });
  });

  it('POST with unsigned payload', async () => {
    const signed = sdkRequest(URL_ROOT, { type: 'application/json', body: Buffer.from('UNSIGNED-PAYLOAD') });
    const headers = new Headers(signed.headers);
    const send = () => new Request(URL_ROOT, { method: 'POST', headers, body: '{"Limit":1}' });
    expect(await read(send())).toMatch(/^AuthFailure.SignatureFailure/);
    headers.set('X-TC-Content-SHA256', 'UNSIGNED-PAYLOAD');
    expect(await read(send())).toEqual({ appId: '1', parameters: { Limit: 1 } });
  });

  it.each(['application/octet-stream', 'text/plain; a=b', 'application/jsonp'])(
    'POST of %s',
    async (type) => {
      expect(await read(sdkRequest(URL_ROOT, { type, body: Buffer.from('{}') }))).toBe(
        `UnsupportedOperation: The API does not support Content-Type=\`${type}\`.`,
      );
    },
  );
});

describe('multipart/form-data', () => {
  const boundary = '----b0undary';
  const type = `multipart/form-data; boundary=${boundary}`;
  /** `parts` as the Node SDK writes and signs them. */
  const sdkParts = (parts: Record<string, string | Buffer>) => {
    const lines = Object.entries(parts).map(([name, value]) =>
      typeof value === 'string'
        ? `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
        : `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n${value}\r\n`,
    );
    const body = Buffer.from(`${lines.join('')}--${boundary}--\r\n`);
    return sdkRequest(URL_ROOT, { type, body, payload: parts, boundary });
  };
  const rawParts = (body: string, contentType = type) =>
    sdkRequest(URL_ROOT, { type: contentType, body: Buffer.from(body) });

  it('parts are parameters, by flattened names', async () => {
    const request = sdkParts({ 'InputInfo.Type': 'COS', SessionContext: Buffer.from('界') });
    expect(await read(request, 'ProcessMedia')).toEqual({
      appId: '1',
      parameters: { InputInfo: { Type: 'COS' }, SessionContext: '界' },
    });
  });

  it('objects and lists may come as JSON, text that looks like it stays text', async () => {
    const request = sdkParts({ InputInfo: '{"Type":"COS"}', Activities: '[]', SessionContext: '{"a":1}' });
    expect(await read(request, 'ProcessMedia')).toEqual({
      appId: '1',
      parameters: { InputInfo: { Type: 'COS' }, Activities: [], SessionContext: '{"a":1}' },
    });
    expect(await read(sdkParts({ InputInfo: '{' }), 'ProcessMedia')).toMatchObject({
      parameters: { InputInfo: '{' },
    });
  });

  it('a file counts as text', async () => {
    const part = 'Content-Disposition: form-data; name="Status"; filename="Status"';
    expect(await read(rawParts(`--${boundary}\r\n${part}\r\n\r\nFINISH\r\n--${boundary}--\r\n`))).toEqual({
      appId: '1',
      parameters: { Status: 'FINISH' },
    });
  });

  it.each([
    ['no part at all', '{"A":1}', type],
    ['no end', `--${boundary}\r\nContent-Disposition: form-data; name="A"\r\n\r\n1`, type],
    ['no name', `--${boundary}\r\n\r\n1\r\n--${boundary}--\r\n`, type],
    ['another boundary', `--other\r\n\r\n1\r\n--other--\r\n`, type],
    ['no boundary', `--${boundary}--\r\n`, 'multipart/form-data'],
  ])('%s is InvalidRequest', async (_, body, contentType) => {
    expect(await read(rawParts(body, contentType))).toBe(
      'InvalidRequest: The multipart format of the request body is incorrect.',
    );
  });

  it('one parameter in two forms is refused', async () => {
    const request = sdkParts({ InputInfo: '{}', 'InputInfo.Type': 'COS' });
    expect(await read(request, 'ProcessMedia')).toBe(
      'InvalidParameter: The parameter `InputInfo` is given in forms that do not go together.',
    );
  });
});

describe('signature v1', () => {
  const form = (body: string, type = FORM) =>
    new Request(URL_ROOT, { method: 'POST', headers: { 'Content-Type': type }, body });

  it.each([FORM, `${FORM}; charset=utf-8`])('common parameters come in the form (%s)', async (type) => {
    const call = await readCallForm(form('Action=DescribeTasks&Language=zh-CN&Limit=5&A.0=x&Token=t', type));
    expect(call.common('Action')).toBe('DescribeTasks');
    expect(call.common('Language')).toBe('zh-CN');
    expect(call.common('Token')).toBe('t');
    expect(call.common('Version')).toBeUndefined();
    expect(await call.parameters('DescribeTasks')).toEqual({ Limit: '5', A: ['x'] });
  });

  it('and in the query of a GET', async () => {
    const call = await readCallForm(new Request(`${URL_ROOT}?Action=DescribeTasks&Limit=5&Nonce=1`));
    expect(call.common('Action')).toBe('DescribeTasks');
    expect(await call.parameters('DescribeTasks')).toEqual({ Limit: '5' });
  });

  it("a proxy's Authorization is not taken for signature v3", async () => {
    const request = form('Action=DescribeTasks&Limit=5');
    request.headers.set('Authorization', 'Basic dTpw');
    expect((await readCallForm(request)).common('Action')).toBe('DescribeTasks');
  });

  it('a malformed form is refused in the words of the gateway', async () => {
    expect(await read(form('{"Action":"DescribeTasks"}'))).toBe(
      'InvalidParameter: Url key and value should be splited by `=`.',
    );
  });

  it('a form of more than 1 MB is refused with the hint to signature v3', async () => {
    const fill = (size: number) => form(`A=${'x'.repeat(size - 2)}`);
    expect(await read(fill(1024 * 1024))).toMatch(/^MissingParameter/);
    expect(await read(fill(1024 * 1024 + 1))).toBe(
      'AuthFailure.SignatureFailure: The provided credentials could not be validated because of exceeding request size limit, please use new signature method `TC3-HMAC-SHA256`.',
    );
  });

  it('a GET of more than 32 KB is refused', async () => {
    expect(await read(new Request(`${URL_ROOT}?A=${'x'.repeat(32 * 1024)}`))).toMatch(
      /^RequestSizeLimitExceeded/,
    );
  });
});
