// Where a request's input is (MediaInputInfo).
import type { InputLocation } from '../contract/location.ts';
import { invalidValue, missingParameter, unsupportedParameter } from '../mps/errors.ts';
import type { MediaInputInfo } from '../mps/requests.ts';
import { bucketRef, ownKeys } from './bucketRef.ts';
import { urlPath } from './inputName.ts';
import { objectKey } from './objectKey.ts';

/** Signed URLs of S3 with a session token come to some 2000 characters. */
const MAX_URL = 4096;

/**
 * The place of an input. Throws MissingParameter when the Type's own object or a part of it is not there,
 * UnsupportedOperation for a VOD file that is named by FileId, InvalidParameterValue for what can not be a file's place.
 * Whether the account may use a bucket is asked before the request is accepted (api/checkBuckets.ts), and whether the
 * address of a URL may be reached at all is decided when it is opened. `parameter` is the dotted name of `info`.
 */
export function inputLocation(info: MediaInputInfo, appId: string, parameter = 'InputInfo'): InputLocation {
  switch (info.Type) {
    case 'COS':
      return cosLocation(info, appId, parameter);
    case 'URL':
      return urlLocation(info, parameter);
    case 'AWS-S3':
      return s3Location(info, appId, parameter);
    case 'VOD':
      return vodLocation(info, appId, parameter);
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
  const { Bucket: bucket, Region: region, Object: path } = CosInputInfo;
  const named = bucketRef({ provider: 'cos', appId, bucket, region, parameter });
  return { ...named, key: objectKey(`${parameter}.Object`, path) };
}

function s3Location({ S3InputInfo }: MediaInputInfo, appId: string, parent: string): InputLocation {
  const parameter = `${parent}.S3InputInfo`;
  if (!S3InputInfo) throw missingParameter(parameter);
  const { S3Bucket: bucket, S3Region: region, S3Object: path } = S3InputInfo;
  const keys = ownKeys(parameter, S3InputInfo);
  const named = bucketRef({ provider: 's3', appId, bucket, region, parameter, ...keys });
  return { ...named, key: objectKey(`${parameter}.S3Object`, path) };
}

function vodLocation({ VODInputInfo }: MediaInputInfo, appId: string, parent: string): InputLocation {
  const parameter = `${parent}.VODInputInfo`;
  if (!VODInputInfo) throw missingParameter(parameter);
  const { Bucket: bucket, Region: region, Object: path, SubAppId, VodBasic, FileId } = VODInputInfo;
  if (VodBasic) throw unsupportedParameter(`${parameter}.VodBasic`);
  if (FileId) throw unsupportedParameter(`${parameter}.FileId`);
  if (!bucket) throw missingParameter(`${parameter}.Bucket`);
  if (!region) throw missingParameter(`${parameter}.Region`);
  if (!path) throw missingParameter(`${parameter}.Object`);
  const named = bucketRef({
    ...{ provider: 'vod', appId, bucket, region, parameter },
    ...(SubAppId && { subAppId: SubAppId }),
  });
  return { ...named, key: objectKey(`${parameter}.Object`, path) };
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
