// Where a scheme looks for new files (WorkflowTrigger), and which it takes.
import { invalidValue, missingParameter } from '../mps/errors.ts';
import type { MediaInputInfo, WorkflowTrigger } from '../mps/requests.ts';
import { objectKey } from './objectKey.ts';

/** Files that a trigger without Formats takes (CosFileUploadTrigger.Formats); one of AWS S3 takes all then. */
const PRESET_FORMATS = [
  ...[
    'mp4',
    'ts',
    'flv',
    'wmv',
    'asf',
    'rm',
    'rmvb',
    'mpg',
    'mpeg',
    '3gp',
    'mov',
    'webm',
    'mkv',
    'avi',
    'm4v',
  ],
  ...['mp3', 'm4a', 'flac', 'ogg', 'wav', 'amr', 'aac', 'vtt', 'srt'],
];
const ANY = '*';
/** Chunks of a picture that several backends encode (docs/storage.md): they are gone with their job. */
const CHUNK = /(^|\/)_work\/\d+-[A-Za-z]+-[0-9a-f]{32}tt0\//;

/** A trigger's own part, whatever its Type. */
interface Watched {
  dir: string;
  formats: string[];
}

/**
 * Checks a trigger beyond its types. Throws MissingParameter and InvalidParameterValue naming fields of `Trigger`.
 * Whether its bucket can be read is said by the place of a file in it.
 */
export function checkTrigger(trigger: WorkflowTrigger): void {
  const member = `${trigger.Type}Trigger`;
  if (trigger.Type !== 'CosFileUpload' && trigger.Type !== 'AwsS3FileUpload') {
    throw invalidValue('Trigger.Type', {
      en: '`CosFileUpload` or `AwsS3FileUpload`',
      zh: ' `CosFileUpload` 或 `AwsS3FileUpload`',
    });
  }
  if (!(trigger.Type === 'CosFileUpload' ? trigger.CosFileUploadTrigger : trigger.AwsS3FileUploadTrigger)) {
    throw missingParameter(`Trigger.${member}`);
  }
  const { dir, formats } = watched(trigger);
  if (!dir.startsWith('/') || !dir.endsWith('/')) {
    throw invalidValue(`Trigger.${member}.Dir`, {
      en: 'a directory that starts and ends with `/`',
      zh: '以 `/` 开头和结尾的目录',
    });
  }
  objectKey(`Trigger.${member}.Dir`, `${dir}0`);
  for (const [index, format] of formats.entries()) {
    if (/^[^\s/\\]{1,64}$/.test(format)) continue;
    throw invalidValue(`Trigger.${member}.Formats.${index}`, {
      en: '`*`, or a file extension of 1 to 64 characters',
      zh: ' `*` 或 1 至 64 个字符的文件扩展名',
    });
  }
}

/** Whether a new file of this key in the trigger's bucket starts the scheme. Extensions are compared without case. */
export function takesFile(trigger: WorkflowTrigger, key: string): boolean {
  const { dir, formats } = watched(trigger);
  if (!`/${key}`.startsWith(dir) || key.endsWith('/') || CHUNK.test(key)) return false;
  const preset = trigger.Type === 'CosFileUpload' ? PRESET_FORMATS : [ANY];
  const wanted = (formats.length > 0 ? formats : preset).map((format) =>
    format.replace(/^\./, '').toLowerCase(),
  );
  const name = key.slice(key.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return wanted.includes(ANY) || (dot >= 0 && wanted.includes(name.slice(dot + 1).toLowerCase()));
}

/** A file in the trigger's bucket as the input of a task. */
export function triggeredInput(trigger: WorkflowTrigger, key: string): MediaInputInfo {
  if (trigger.Type === 'CosFileUpload') {
    const { Bucket, Region } = trigger.CosFileUploadTrigger!;
    return { Type: 'COS', CosInputInfo: { Bucket, Region, Object: `/${key}` } };
  }
  const { S3Bucket, S3Region, S3SecretId, S3SecretKey } = trigger.AwsS3FileUploadTrigger!;
  const keys = { ...(S3SecretId && { S3SecretId }), ...(S3SecretKey && { S3SecretKey }) };
  return { Type: 'AWS-S3', S3InputInfo: { S3Bucket, S3Region, S3Object: key, ...keys } };
}

/** Some file that the trigger could take: what a scheme makes of it is what it makes of any. */
export function sampleInput(trigger: WorkflowTrigger): MediaInputInfo {
  return triggeredInput(trigger, `${watched(trigger).dir.slice(1)}sample-${'0'.repeat(32)}.mp4`);
}

function watched({ Type, CosFileUploadTrigger: cos, AwsS3FileUploadTrigger: s3 }: WorkflowTrigger): Watched {
  const given = Type === 'CosFileUpload' ? cos : s3;
  return { dir: given?.Dir || '/', formats: (given?.Formats ?? []).filter((format) => format !== '') };
}
