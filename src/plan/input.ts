// Where a request's input is (MediaInputInfo).
import type { InputLocation } from '../contract/location.ts';
import { ApiError, invalidValue, missingParameter } from '../mps/errors.ts';
import type { MediaInputInfo } from '../mps/requests.ts';
import { cosBucket } from './bucketRef.ts';
import { urlPath } from './inputName.ts';
import { objectKey } from './objectKey.ts';

/** Signed URLs of S3 with a session token come to some 2000 characters. */
const MAX_URL = 4096;

/**
 * The place of an input of Type COS or URL. Throws MissingParameter when the Type's own object is not there,
 * UnsupportedOperation for AWS-S3 and VOD, InvalidParameterValue for what can not be a file's place. Whether the
 * address of a URL may be reached at all is decided when it is opened. `parameter` is the dotted name of `info`.
 */
export function inputLocation(info: MediaInputInfo, appId: string, parameter = 'InputInfo'): InputLocation {
  switch (info.Type) {
    case 'COS':
      return cosLocation(info, appId, parameter);
    case 'URL':
      return urlLocation(info, parameter);
    case 'AWS-S3':
    case 'VOD':
      throw new ApiError('UnsupportedOperation', {
        en: `The value \`${info.Type}\` of parameter \`${parameter}.Type\` is not supported here.`,
        zh: `此处不支持参数 \`${parameter}.Type\` 的取值 \`${info.Type}\`。`,
      });
    default:
      throw invalidValue(`${parameter}.Type`, {
        en: '`COS`, `URL`, `AWS-S3` or `VOD`',
        zh: ' `COS`、`URL`、`AWS-S3` 或 `VOD`',
      });
  }
}

function cosLocation({ CosInputInfo }: MediaInputInfo, appId: string, parent: string): InputLocation {
  const parameter = `${parent}.CosInputInfo`;
  if (!CosInputInfo) throw missingParameter(parameter);
  const { Bucket, Region, Object: path } = CosInputInfo;
  const bucket = cosBucket(parameter, appId, Bucket, Region);
  return { ...bucket, key: objectKey(`${parameter}.Object`, path) };
}

function urlLocation({ UrlInputInfo }: MediaInputInfo, parent: string): InputLocation {
  const parameter = `${parent}.UrlInputInfo`;
  if (!UrlInputInfo) throw missingParameter(parameter);
  const text = UrlInputInfo.Url;
  const url = text.length <= MAX_URL ? URL.parse(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw invalidValue(`${parameter}.Url`, {
      en: `an http or https URL without user name and password, of at most ${MAX_URL} characters`,
      zh: `不含用户名和密码、不超过 ${MAX_URL} 个字符的 http 或 https 地址`,
    });
  }
  // Outputs are named after it: said here, the message names what the caller wrote.
  if (/\p{Cc}/u.test(urlPath(url))) {
    throw invalidValue(`${parameter}.Url`, {
      en: 'a URL whose path has no control characters',
      zh: '路径不含控制字符的地址',
    });
  }
  return { provider: 'url', url: url.href };
}
