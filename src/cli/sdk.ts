// The official SDK, pointed at a stack of ours: nothing but the endpoint changes.
import { Agent } from 'node:http';
import { mps } from 'tencentcloud-sdk-nodejs-mps';
import type { Account } from './settings.ts';

export type MpsClient = InstanceType<typeof mps.v20190612.Client>;
export type ProcessMediaRequest = Parameters<MpsClient['ProcessMedia']>[0];

/** @param url of the edge, without a path */
export function sdkClient(url: string, account: Account): MpsClient {
  return new mps.v20190612.Client({
    credential: { secretId: account.secretId, secretKey: account.secretKey },
    region: 'ap-guangzhou',
    profile: {
      httpProfile: {
        endpoint: new URL(url).host,
        protocol: 'http://',
        agent: new Agent(), // Without one of our own the SDK sends even loopback calls through http_proxy.
      },
    },
  });
}

/**
 * The request of the API documentation's ProcessMedia example, to the letter: Definitions as strings, an Object with a
 * leading slash, no output storage and no output folder. The SDK's types know numbers only.
 */
export function documentedRequest(bucket: string, key: string): ProcessMediaRequest {
  const request: unknown = {
    MediaProcessTask: {
      TranscodeTaskSet: [{ Definition: '30' }, { Definition: '20' }, { Definition: '40' }],
    },
    InputInfo: {
      Type: 'COS',
      CosInputInfo: { Region: 'ap-chongqing', Object: `/${key}`, Bucket: bucket },
    },
  };
  return request as ProcessMediaRequest;
}
