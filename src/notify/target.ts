// Where a callback goes: what the request said, completed by what the operator set (MPS_NOTIFY).
import type { NotifyConfig } from '../mps/view.ts';
import type { Env } from '../platform/env.ts';
import type { SqsKeys } from './secrets.ts';
import { notifySettings } from './settings.ts';

interface Keys {
  secretId: string;
  secretKey: string;
  token?: string | undefined;
}

export interface UrlTarget {
  kind: 'url';
  url: string;
}
export interface CmqTarget {
  kind: 'cmq';
  endpoint: string;
  model: 'Queue' | 'Topic';
  name: string;
  keys: Keys;
}
export interface ScfTarget {
  kind: 'scf';
  endpoint: string;
  region: string;
  functionName: string;
  namespace: string;
  qualifier: string;
  keys: Keys;
}
export interface SqsTarget {
  kind: 'sqs';
  endpoint: string;
  region: string;
  queue: string;
  keys: SqsKeys;
}
/** The setting that it needs is not there (any more). */
export interface UnsetTarget {
  kind: 'unset';
  missing: string;
}
export type Target = UrlTarget | CmqTarget | ScfTarget | SqsTarget | UnsetTarget;

/** The target of a task's callbacks. `sqsKeys` came with the request; without them the operator's are taken. */
export function targetOf(
  env: Pick<Env, 'MPS_NOTIFY'>,
  appId: string,
  config: NotifyConfig,
  sqsKeys: SqsKeys | undefined,
): Target {
  const { cmq, scf, sqs } = notifySettings(env, appId);
  switch (config.NotifyType) {
    case 'TDMQ-CMQ': {
      if (!cmq) return { kind: 'unset', missing: 'cmq' };
      const { endpoint, ...keys } = cmq;
      const model = config.CmqModel === 'Topic' ? 'Topic' : 'Queue';
      const name = String(model === 'Topic' ? config.TopicName : config.QueueName);
      return { kind: 'cmq', endpoint: inRegion(endpoint, String(config.CmqRegion)), model, name, keys };
    }
    case 'SCF': {
      if (!scf) return { kind: 'unset', missing: 'scf' };
      const { secretId, secretKey, token, endpoint, ...rest } = scf;
      return {
        kind: 'scf',
        ...rest,
        endpoint: inRegion(endpoint, scf.region),
        keys: { secretId, secretKey, token },
      };
    }
    case 'AWS-SQS': {
      const { SQSRegion: region, SQSQueueName: queue } = config.AwsSQS as {
        SQSRegion: string;
        SQSQueueName: string;
      };
      const own = sqs?.secretId && sqs.secretKey ? { id: sqs.secretId, key: sqs.secretKey } : undefined;
      const keys = sqsKeys ?? own;
      if (!keys) return { kind: 'unset', missing: 'sqs' };
      return {
        kind: 'sqs',
        endpoint: inRegion(sqs?.endpoint ?? awsEndpoint(region), region),
        region,
        queue,
        keys,
      };
    }
    default:
      return { kind: 'url', url: config.NotifyUrl ?? '' };
  }
}

/** Callbacks with the same lane wait for each other: those to one host, and of a service those to one queue. */
export function laneOf(target: Target): string {
  switch (target.kind) {
    case 'url':
      return URL.parse(target.url)?.host ?? 'invalid';
    case 'cmq':
      return `cmq ${target.endpoint} ${target.model} ${target.name}`;
    case 'scf':
      return `scf ${target.endpoint} ${target.region} ${target.namespace} ${target.functionName}`;
    case 'sqs':
      return `sqs ${target.endpoint} ${target.queue}`;
    case 'unset':
      return 'unset';
  }
}

/** AWS, "Amazon SQS endpoints": China has a domain of its own. */
function awsEndpoint(region: string): string {
  return `https://sqs.{region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

function inRegion(endpoint: string, region: string): string {
  return endpoint.replaceAll('{region}', region);
}
