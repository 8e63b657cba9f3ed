// Every offered action through both Node SDKs in every form, against the running Worker.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { localSecrets } from '../../src/cli/settings.ts';
import { startWiretap, type Wiretap } from '../support/wiretap.ts';
import { type Call, FORMS, SDKS, sdkCall, sdkHas } from './clients.ts';
import { errorAnswer, successAnswer } from './envelope.ts';
import { EXAMPLES } from './examples.ts';

const [MAINLAND] = SDKS;
const { account } = localSecrets();
const finishedTaskId = inject('finishedTaskId');
const offered = await offeredActions();
let wire: Wiretap;
let endless: Server;
let endlessUrl: string;

beforeAll(async () => {
  wire = await startWiretap(inject('edgeUrl'));
  endless = createServer((_, answer) => {
    answer.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': 1_000_000 }).write('not yet');
  });
  endless.listen(0, '127.0.0.1');
  await once(endless, 'listening');
  endlessUrl = `http://127.0.0.1:${(endless.address() as AddressInfo).port}/endless.mp4`;
});
afterAll(async () => {
  await wire?.close();
  endless?.closeAllConnections();
  endless?.close();
});

/** The names that the Worker gives when it is asked for an action that it does not offer. */
async function offeredActions(): Promise<string[]> {
  const endpoint = new URL(inject('edgeUrl')).host;
  const call = sdkCall(MAINLAND, { endpoint, account, ...FORMS[0]!, language: 'en-US' });
  const refusal = await call('ExecuteFunction', { FunctionName: 'f', FunctionArg: 'a' }).then(
    () => expect.unreachable('ExecuteFunction is offered'),
    (error: { code: string; message: string }) => error,
  );
  expect(refusal.code).toBe('UnsupportedOperation');
  return /Supported are: (.*)\./.exec(refusal.message)![1]!.split(', ');
}

test('every offered action has an example here', () => {
  expect(offered).toEqual(expect.arrayContaining(['DescribeTaskDetail', 'ProcessMedia']));
  expect(offered.filter((action) => !(action in EXAMPLES))).toEqual([]);
});

for (const sdk of SDKS) {
  for (const [number, form] of FORMS.entries()) {
    describe(`${sdk}, ${form.signMethod} ${form.reqMethod}`, () => {
      const wanted = (action: string) => {
        const example = EXAMPLES[action];
        if (!example) return false;
        // POST with JSON by the one, GET under signature v1 by the other.
        const alike = 'alike' in example && example.alike === true;
        return sdkHas(sdk, action) && (!alike || number === (sdk === MAINLAND ? 0 : FORMS.length - 1));
      };
      const actions = offered.filter(wanted);

      test.each(actions)('%s', async (action) => {
        const call: Call = sdkCall(sdk, { endpoint: wire.endpoint, account, ...form });
        const setting = { call, finishedTaskId, callback: inject('callback'), endlessUrl };
        const example = EXAMPLES[action]!;
        const request = await example.request(setting);
        const outcome = await call(action, request).then(
          (received) => ({ received, code: null }),
          (error: { code: string }) => ({ received: null, code: error.code }),
        );
        const exchange = wire.exchanges.at(-1)!;
        expect(formOf(exchange)).toEqual(form);
        if ('code' in example) {
          expect(errorAnswer(exchange).Code).toBe(example.code);
          expect(outcome).toEqual({ received: null, code: example.code });
          return;
        }
        const answer = successAnswer(action, exchange);
        if (sdk === MAINLAND) expect(outcome.received).toEqual(answer);
        // Its models add null for what the answer lacks, and know fewer fields.
        else expect(outcome.received).toMatchObject(plainFields(answer));
        await example.check(answer, setting, request);
      });
    });
  }
}

/** The form in which a request really came. */
function formOf({ method, path, requestHeaders, requestBody }: Wiretap['exchanges'][number]) {
  const query = path.includes('?') ? path.slice(path.indexOf('?') + 1) : '';
  const v1 = new URLSearchParams(method === 'GET' ? query : requestBody).get('SignatureMethod');
  const signedV3 = String(requestHeaders.authorization ?? '').startsWith('TC3-HMAC-SHA256 ');
  return { signMethod: signedV3 ? 'TC3-HMAC-SHA256' : v1, reqMethod: method };
}

function plainFields(answer: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(answer).filter(([, value]) => typeof value !== 'object'));
}
