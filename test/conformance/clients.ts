// The two official Node SDKs in every form in which they can sign and send a request.
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import { mps } from 'tencentcloud-sdk-nodejs-mps';
import type { Account } from '../../src/cli/settings.ts';

export interface Form {
  signMethod: 'TC3-HMAC-SHA256' | 'HmacSHA1' | 'HmacSHA256';
  reqMethod: 'POST' | 'GET';
}

export const FORMS: Form[] = (['TC3-HMAC-SHA256', 'HmacSHA1', 'HmacSHA256'] as const).flatMap((signMethod) =>
  (['POST', 'GET'] as const).map((reqMethod) => ({ signMethod, reqMethod })),
);

export const SDKS = ['tencentcloud-sdk-nodejs-mps', 'tencentcloud-sdk-nodejs-intl-en'] as const;
export type Sdk = (typeof SDKS)[number];

/** Calls an action by the SDK's own method of that name; rejects with the SDK's exception. */
export type Call = (action: string, request: object) => Promise<object>;

export interface ClientOptions extends Form {
  endpoint: string;
  account: Account;
  /** X-TC-Language, in signature v1 Language; the international SDK always says en-US in v1 and nothing in TC3. */
  language?: 'zh-CN' | 'en-US';
}

export function sdkCall(sdk: Sdk, options: ClientOptions): Call {
  return sdk === 'tencentcloud-sdk-nodejs-mps' ? mainlandCall(options) : internationalCall(options);
}

/** Whether the SDK has a method for the action: the international one knows fewer. */
export function sdkHas(sdk: Sdk, action: string): boolean {
  const client = sdk === 'tencentcloud-sdk-nodejs-mps' ? mps.v20190612.Client : international().mps.Client;
  return action in client.prototype;
}

function mainlandCall({ endpoint, account, signMethod, reqMethod, language }: ClientOptions): Call {
  const client = new mps.v20190612.Client({
    credential: { secretId: account.secretId, secretKey: account.secretKey },
    region: 'ap-guangzhou',
    profile: {
      signMethod,
      ...(language && { language }),
      httpProfile: { endpoint, protocol: 'http://', reqMethod, agent: new Agent() },
    },
  });
  const methods = client as unknown as Record<string, ((request: object) => Promise<object>) | undefined>;
  return async (action, request) => {
    // What the SDK has no method for goes through the one that all its methods use.
    return methods[action]?.(request) ?? client.request(action, request);
  };
}

/** The parts of the international SDK that are used here; it comes without types. */
interface International {
  mps: {
    Client: new (
      credential: unknown,
      region: string,
      profile: unknown,
    ) => Record<string, (request: object, done: (error: unknown, answer: object) => void) => void>;
    Models: Record<string, new () => { from_json_string(json: string): void }>;
  };
  common: {
    Credential: new (secretId: string, secretKey: string) => unknown;
    HttpProfile: new (protocol: string, endpoint: string, reqMethod: string) => unknown;
    ClientProfile: new (signMethod: string, httpProfile: unknown) => unknown;
  };
}

function international(): International {
  // The package's root loads the SDK of every product.
  const load = createRequire(import.meta.url);
  return {
    mps: load('tencentcloud-sdk-nodejs-intl-en/tencentcloud/mps').v20190612,
    common: load('tencentcloud-sdk-nodejs-intl-en/tencentcloud/common'),
  };
}

function internationalCall({ endpoint, account, signMethod, reqMethod }: ClientOptions): Call {
  const { mps: service, common } = international();
  const credential = new common.Credential(account.secretId, account.secretKey);
  const httpProfile = new common.HttpProfile('http://', endpoint, reqMethod);
  const client = new service.Client(
    credential,
    'ap-guangzhou',
    new common.ClientProfile(signMethod, httpProfile),
  );
  return async (action, fields) => {
    const request = new service.Models[`${action}Request`]!();
    request.from_json_string(JSON.stringify(fields));
    return new Promise((resolve, reject) => {
      client[action]!(request, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  };
}
