// TaskNotifyConfig: how the caller wants to hear about a task.
import { ApiError, invalidValue, missingParameter } from '../mps/errors.ts';
import { checkNotifyUrl } from '../mps/notifyUrl.ts';
import type { TaskNotifyConfig } from '../mps/requests.ts';
import type { NotifyConfig } from '../mps/view.ts';

const QUEUE_FIELDS = ['CmqModel', 'CmqRegion', 'TopicName', 'QueueName'] as const;

/**
 * The callback of a task; null when none is wanted. Without NotifyType the documentation says TDMQ-CMQ; a
 * config that has a NotifyUrl and no queue can only mean the URL. Throws UnsupportedOperation for the kinds that
 * are not served, MissingParameter and InvalidParameterValue.
 */
export function notifyConfig(
  config: TaskNotifyConfig | undefined,
  options: { allowLoopback: boolean },
): NotifyConfig | null {
  if (!config) return null;
  switch (notifyType(config)) {
    case '':
      return null;
    case 'URL':
      break;
    case 'CMQ':
      throw unserved('CMQ', { en: ': it was removed from MPS', zh: '：MPS 已下线该类型' });
    case 'TDMQ-CMQ':
    case 'SCF':
    case 'AWS-SQS':
      throw unserved(notifyType(config), { en: '', zh: '' });
    default:
      throw invalidValue('TaskNotifyConfig.NotifyType', {
        en: '`URL`, `TDMQ-CMQ`, `SCF` or `AWS-SQS`',
        zh: ' `URL`、`TDMQ-CMQ`、`SCF` 或 `AWS-SQS`',
      });
  }
  const { NotifyMode = '', NotifyUrl = '' } = config;
  if (!['', 'Finish', 'Change'].includes(NotifyMode)) {
    throw invalidValue('TaskNotifyConfig.NotifyMode', {
      en: '`Finish` or `Change`',
      zh: ' `Finish` 或 `Change`',
    });
  }
  if (NotifyUrl === '') throw missingParameter('TaskNotifyConfig.NotifyUrl');
  checkNotifyUrl(NotifyUrl, options);
  // What the other kinds would need is not kept: there may be keys in it. NotifyKey is the caller's to seal.
  return { NotifyType: 'URL', NotifyMode: NotifyMode || 'Finish', NotifyUrl };
}

/** NotifyType, made up for where it is absent; "" when nothing at all is asked for. */
function notifyType(config: TaskNotifyConfig): string {
  if (config.NotifyType) return config.NotifyType;
  if (QUEUE_FIELDS.some((field) => config[field])) return 'TDMQ-CMQ';
  return config.NotifyUrl ? 'URL' : '';
}

function unserved(type: string, why: { en: string; zh: string }): ApiError {
  return new ApiError('UnsupportedOperation', {
    en: `The value \`${type}\` of parameter \`TaskNotifyConfig.NotifyType\` is not supported here${why.en}.`,
    zh: `此处不支持参数 \`TaskNotifyConfig.NotifyType\` 的取值 \`${type}\`${why.zh}。`,
  });
}
