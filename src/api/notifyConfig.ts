// TaskNotifyConfig: how the caller wants to hear about a task.
import { ApiError, invalidValue, missingParameter } from '../mps/errors.ts';
import { checkNotifyUrl } from '../mps/notifyUrl.ts';
import type { TaskNotifyConfig } from '../mps/requests.ts';
import type { NotifyConfig } from '../mps/view.ts';
import { type NotifySecrets, sealNotifySecrets } from '../notify/secrets.ts';
import { type AccountNotify, notifySettings } from '../notify/settings.ts';
import { type Env, loopbackAllowed } from '../platform/env.ts';

export interface CallbackRules {
  allowLoopback: boolean;
  /** What the operator has set for the account. */
  settings: AccountNotify;
}

/** A callback as it is asked for: `config` may be shown, `secrets` may not. */
export interface AskedCallback {
  config: NotifyConfig;
  secrets: NotifySecrets;
}

/** What a task keeps of a TaskNotifyConfig: the part that may be shown, null when no callback is wanted, and the secrets, sealed. */
export function taskCallback(
  env: Env,
  appId: string,
  asked: TaskNotifyConfig | undefined,
): { config: NotifyConfig | null; secrets: string } {
  const rules = { allowLoopback: loopbackAllowed(env), settings: notifySettings(env, appId) };
  const callback = notifyConfig(asked, rules);
  if (!callback) return { config: null, secrets: '' };
  return { config: callback.config, secrets: sealNotifySecrets(env, callback.secrets) };
}

/**
 * The callback of a task; null when none is wanted. Throws UnsupportedOperation for the kinds that are not served or
 * not set up for the account, MissingParameter and InvalidParameterValue. Only the fields of its own kind are kept.
 */
export function notifyConfig(
  asked: TaskNotifyConfig | undefined,
  rules: CallbackRules,
): AskedCallback | null {
  const type = asked && notifyType(asked);
  if (!asked || type === '') return null;
  const secrets: NotifySecrets = { notifyKey: asked.NotifyKey ?? '' };
  switch (type) {
    case 'URL':
      return { config: { ...head(type, asked), ...urlOf(asked, rules) }, secrets };
    case 'TDMQ-CMQ':
      if (!rules.settings.cmq) throw notSetUp(type);
      return { config: { ...head(type, asked), ...cmqOf(asked) }, secrets };
    case 'SCF':
      if (!rules.settings.scf) throw notSetUp(type);
      return { config: head(type, asked), secrets };
    case 'AWS-SQS': {
      const { AwsSQS, sqsKeys } = sqsOf(asked, rules.settings);
      return { config: { ...head(type, asked), AwsSQS }, secrets: { ...secrets, sqsKeys } };
    }
    case 'CMQ':
      throw unserved(type, { en: ': it was removed from MPS', zh: '：MPS 已下线该类型' });
    default:
      throw invalidValue('TaskNotifyConfig.NotifyType', {
        en: '`URL`, `TDMQ-CMQ`, `SCF` or `AWS-SQS`',
        zh: ' `URL`、`TDMQ-CMQ`、`SCF` 或 `AWS-SQS`',
      });
  }
}

/**
 * NotifyType. An empty one means TDMQ-CMQ (TaskNotifyConfig), except that a config with only a NotifyUrl means that
 * URL; "" when nothing at all is asked for.
 */
function notifyType(asked: TaskNotifyConfig): string {
  if (asked.NotifyType) return asked.NotifyType;
  const { CmqModel, CmqRegion, TopicName, QueueName, AwsSQS, NotifyUrl, NotifyKey, NotifyMode } = asked;
  if (CmqModel || CmqRegion || TopicName || QueueName || AwsSQS) return 'TDMQ-CMQ';
  if (NotifyUrl) return 'URL';
  return NotifyKey || NotifyMode ? 'TDMQ-CMQ' : '';
}

function head(NotifyType: string, { NotifyMode = '' }: TaskNotifyConfig): NotifyConfig {
  if (!['', 'Finish', 'Change'].includes(NotifyMode)) {
    throw invalidValue('TaskNotifyConfig.NotifyMode', {
      en: '`Finish` or `Change`',
      zh: ' `Finish` 或 `Change`',
    });
  }
  return { NotifyType, NotifyMode: NotifyMode || 'Finish' };
}

function urlOf({ NotifyUrl = '' }: TaskNotifyConfig, rules: CallbackRules): { NotifyUrl: string } {
  if (NotifyUrl === '') throw missingParameter('TaskNotifyConfig.NotifyUrl');
  checkNotifyUrl(NotifyUrl, rules);
  return { NotifyUrl };
}

function cmqOf(asked: TaskNotifyConfig): Partial<TaskNotifyConfig> {
  const { CmqRegion = '', QueueName = '', TopicName = '' } = asked;
  const CmqModel =
    asked.CmqModel || (QueueName && !TopicName ? 'Queue' : TopicName && !QueueName ? 'Topic' : '');
  if (CmqModel === '') throw missingParameter('TaskNotifyConfig.CmqModel');
  if (CmqModel !== 'Queue' && CmqModel !== 'Topic') {
    throw invalidValue('TaskNotifyConfig.CmqModel', { en: '`Queue` or `Topic`', zh: ' `Queue` 或 `Topic`' });
  }
  if (CmqRegion === '') throw missingParameter('TaskNotifyConfig.CmqRegion');
  // It becomes a part of a host's name.
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(CmqRegion)) {
    throw invalidValue('TaskNotifyConfig.CmqRegion', {
      en: 'a region such as `sh` or `bj`',
      zh: '地域，如 `sh` 或 `bj`',
    });
  }
  const field = CmqModel === 'Queue' ? 'QueueName' : 'TopicName';
  const name = CmqModel === 'Queue' ? QueueName : TopicName;
  if (name === '') throw missingParameter(`TaskNotifyConfig.${field}`);
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
    throw invalidValue(`TaskNotifyConfig.${field}`, {
      en: '1 to 64 letters, digits, `-` and `_`',
      zh: ' 1 到 64 个字母、数字、`-` 或 `_`',
    });
  }
  return { CmqModel, CmqRegion, [field]: name };
}

function sqsOf({ AwsSQS: asked }: TaskNotifyConfig, { sqs }: AccountNotify) {
  if (!asked) throw missingParameter('TaskNotifyConfig.AwsSQS');
  const { SQSRegion = '', SQSQueueName = '', S3SecretId = '', S3SecretKey = '' } = asked;
  if (SQSRegion === '') throw missingParameter('TaskNotifyConfig.AwsSQS.SQSRegion');
  // It becomes a part of a host's name.
  if (!/^[a-z]{2,4}(-[a-z]{2,12}){1,3}-\d{1,2}$/.test(SQSRegion)) {
    throw invalidValue('TaskNotifyConfig.AwsSQS.SQSRegion', {
      en: 'a region of AWS such as `us-east-1`',
      zh: ' AWS 地域，如 `us-east-1`',
    });
  }
  if (SQSQueueName === '') throw missingParameter('TaskNotifyConfig.AwsSQS.SQSQueueName');
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(SQSQueueName.replace(/\.fifo$/, '')) || SQSQueueName.length > 80) {
    throw invalidValue('TaskNotifyConfig.AwsSQS.SQSQueueName', {
      en: '1 to 80 letters, digits, `-` and `_`, the name of a FIFO queue with `.fifo` at its end',
      zh: ' 1 到 80 个字母、数字、`-` 或 `_`，FIFO 队列以 `.fifo` 结尾',
    });
  }
  const own = sqs?.secretId && sqs.secretKey;
  if (S3SecretId === '' && (S3SecretKey !== '' || !own)) {
    throw missingParameter('TaskNotifyConfig.AwsSQS.S3SecretId');
  }
  if (S3SecretKey === '' && S3SecretId !== '') throw missingParameter('TaskNotifyConfig.AwsSQS.S3SecretKey');
  return {
    AwsSQS: { SQSRegion, SQSQueueName },
    sqsKeys: S3SecretId ? { id: S3SecretId, key: S3SecretKey } : undefined,
  };
}

function notSetUp(type: string): ApiError {
  return unserved(type, {
    en: ': its keys are not set for this account (MPS_NOTIFY)',
    zh: '：该账号未配置其密钥（MPS_NOTIFY）',
  });
}

function unserved(type: string, why: { en: string; zh: string }): ApiError {
  return new ApiError('UnsupportedOperation', {
    en: `The value \`${type}\` of parameter \`TaskNotifyConfig.NotifyType\` is not supported here${why.en}.`,
    zh: `此处不支持参数 \`TaskNotifyConfig.NotifyType\` 的取值 \`${type}\`${why.zh}。`,
  });
}
