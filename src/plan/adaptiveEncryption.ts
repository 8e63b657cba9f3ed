// Encryption of an adaptive stream (DrmInfo).
import type { LadderOutput } from '../contract/ladder.ts';
import { ApiError, invalidValue, missingParameter, unsupportedParameter } from '../mps/errors.ts';
import { maskedUrl } from '../mps/maskedUrl.ts';
import type { AdaptiveDynamicStreamingTaskInput } from '../mps/requests.ts';
import { saysSomething } from './unserved.ts';

type DrmInfo = NonNullable<AdaptiveDynamicStreamingTaskInput['DrmInfo']>;

/** Types that need a licence server. */
const LICENSED = /^(widevine|fairplay|playready)(\+(widevine|fairplay|playready))*$/;

/**
 * AES-128 of HLS segments. The caller gives the key and says where players get it; it is not stored beside the segments. Throws
 * UnsupportedOperation for the other kinds, InvalidParameterValue for what can't be encrypted so.
 */
export function adaptiveEncryption(
  drm: DrmInfo | undefined,
  { packaging, segments }: Pick<LadderOutput, 'packaging' | 'segments'>,
  parameter: string,
): LadderOutput['encryption'] {
  // What was to be encrypted is never left open.
  if (!drm?.Type) {
    if (saysSomething(drm)) throw missingParameter(`${parameter}.Type`);
    return undefined;
  }
  if (LICENSED.test(drm.Type)) throw unsupportedParameter(`${parameter}.Type`);
  if (drm.Type !== 'simpleaes') {
    throw invalidValue(`${parameter}.Type`, { en: '`simpleaes`', zh: ' `simpleaes`' });
  }
  if (packaging !== 'hls' || segments.endsWith('-ranges')) {
    throw new ApiError('InvalidParameterValue', {
      en: `The parameter \`${parameter}\` is not valid: \`simpleaes\` is for HLS whose segments are files of their own.`,
      zh: `参数 \`${parameter}\` 不正确：\`simpleaes\` 仅支持分片为独立文件的 HLS。`,
    });
  }
  if (saysSomething(drm.SpekeDrm)) throw unsupportedParameter(`${parameter}.SpekeDrm`);
  const { SimpleAesDrm } = drm;
  if (!SimpleAesDrm) throw missingParameter(`${parameter}.SimpleAesDrm`);
  const { Uri, Key, Vector } = SimpleAesDrm;
  // It stands in a quoted string of a playlist.
  if (Uri.length === 0 || Uri.length > 4096 || /["\p{Cc}]/u.test(Uri)) {
    throw invalidValue(`${parameter}.SimpleAesDrm.Uri`, {
      en: 'the address of the key, of at most 4096 characters without quotes and line ends',
      zh: '密钥地址，不超过 4096 个字符，不含引号和换行',
    });
  }
  return { uri: Uri, key: Key, ...(Vector ? { vector: Vector } : {}) };
}

/** DrmInfo as the API repeats it: without the key. */
export function drmEcho(drm: DrmInfo | undefined): Record<string, unknown> | null {
  if (!drm?.Type) return null;
  const { SimpleAesDrm: aes } = drm;
  return {
    Type: drm.Type,
    SimpleAesDrm: aes ? { Uri: maskedUrl(aes.Uri), Key: null, Vector: null } : null,
    SpekeDrm: null,
  };
}
