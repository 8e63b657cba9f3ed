// Parts of a request as answers and events repeat them: every field there, key material left out.
import { type FieldType, fieldsOf } from './declarations.ts';
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

/** A longer text (SvgContent may have two million characters) is not repeated in every answer. */
const MAX_TEXT = 4096;

/** A parameter object of the type as it was given, with null for each field that was not; null when it was not given. */
export function parameterEcho(type: string, given: object | undefined): Record<string, unknown> | null {
  return given ? echo(type, given, () => null) : null;
}

/** A list of parameter objects as it was given, with "" and 0 for what was not; empty when it was not given. */
export function listEcho(type: string, given: readonly object[] | undefined): Record<string, unknown>[] {
  return (given ?? []).map((item) => echo(type, item, nothing));
}

/** `absent`: what stands for a field that was not given. Objects that were not given are null. */
function echo(type: string, given: object, absent: (field: FieldType) => unknown): Record<string, unknown> {
  // A file beside the input: its URL may be signed, and its keys are secrets.
  if (type === 'MediaInputInfo') return inputInfoEcho({ ...given });
  const values = given as Record<string, unknown>;
  return Object.fromEntries(
    fieldsOf(type).map((field) => {
      const value = values[field.field];
      const isLong = typeof value === 'string' && value.length > MAX_TEXT;
      if (value === undefined || value === null || isLong) return [field.field, absent(field)];
      // A subtitle's URL stands in a plain text.
      if (type === 'SubtitleTemplate' && field.field === 'Path') return ['Path', maskedUrl(String(value))];
      if (typeof field.name !== 'object') return [field.field, value];
      const { type: inner } = field.name;
      const items = field.list ? (value as object[]).map((item) => echo(inner, item, absent)) : null;
      return [field.field, items ?? echo(inner, value, absent)];
    }),
  );
}

/** What typed clients take for "not given". */
function nothing({ name, list }: FieldType): unknown {
  if (list) return [];
  if (typeof name === 'object') return null;
  return name === 'string' ? '' : name === 'boolean' ? false : 0;
}
