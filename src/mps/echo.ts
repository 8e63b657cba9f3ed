// Parts of a request as answers and events repeat them: every field there, key material left out.
import { fieldsOf } from './declarations.ts';
import { maskedUrl } from './maskedUrl.ts';
import type { NotifyConfig, StorageEcho } from './view.ts';

/** MediaInputInfo: the kind that was given, the other ones null. What may sign a URL is masked. */
export function inputInfoEcho(info: Record<string, unknown>): Record<string, unknown> {
  const s3 = info.S3InputInfo as Record<string, unknown> | null | undefined;
  const url = info.UrlInputInfo as { Url: string } | null | undefined;
  return {
    Type: info.Type,
    CosInputInfo: info.CosInputInfo ?? null,
    UrlInputInfo: url ? { Url: maskedUrl(url.Url) } : null,
    S3InputInfo: s3 ? { ...s3, S3SecretId: null, S3SecretKey: null } : null,
    VODInputInfo: info.VODInputInfo ?? null,
  };
}

/** TaskOutputStorage. */
export function storageEcho(storage: StorageEcho): Record<string, unknown> {
  const { Type, CosOutputStorage, S3OutputStorage, VODOutputStorage } = storage;
  return {
    Type,
    CosOutputStorage,
    S3OutputStorage: S3OutputStorage && { ...S3OutputStorage, S3SecretId: null, S3SecretKey: null },
    VODOutputStorage: VODOutputStorage ?? null,
  };
}

/** TaskNotifyConfig; null when the task has none. NotifyKey is a secret and always "". */
export function notifyConfigEcho(config: NotifyConfig | null): Record<string, unknown> | null {
  if (!config) return null;
  const sqs = config.AwsSQS as Record<string, unknown> | null | undefined;
  return {
    NotifyType: config.NotifyType ?? '',
    NotifyMode: config.NotifyMode ?? '',
    NotifyUrl: config.NotifyUrl ?? '',
    CmqModel: config.CmqModel ?? '',
    CmqRegion: config.CmqRegion ?? '',
    TopicName: config.TopicName ?? '',
    QueueName: config.QueueName ?? '',
    AwsSQS: sqs ? { ...sqs, S3SecretId: null, S3SecretKey: null } : null,
    NotifyKey: '',
  };
}

/** A parameter object of the type as it was given, with null for each field that was not; null when it was not given. */
export function parameterEcho(type: string, given: object | undefined): Record<string, unknown> | null {
  if (!given) return null;
  const values = given as Record<string, object | undefined>;
  return Object.fromEntries(
    fieldsOf(type).map(({ field, name, list }) => {
      const value = values[field];
      if (typeof name !== 'object' || !value) return [field, value ?? null];
      const items = list ? (value as object[]).map((item) => parameterEcho(name.type, item)) : null;
      return [field, items ?? parameterEcho(name.type, value)];
    }),
  );
}
