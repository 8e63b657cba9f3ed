import { invalidValue, missingParameter } from '../../mps/errors.ts';
import type { CreateAdaptiveDynamicStreamingTemplateRequest } from '../../mps/requests.ts';

/**
 * What "PureAudio" says of each stream, and that there is one. Throws MissingParameter,
 * InvalidParameterValue.RemoveVideo, .RemoveAudio and .VideoCodec.
 */
export function checkAdaptive(request: CreateAdaptiveDynamicStreamingTemplateRequest): void {
  const { StreamInfos: streams, PureAudio } = request;
  if (streams.length === 0) throw missingParameter('StreamInfos');
  streams.forEach((stream, index) => {
    const at = `StreamInfos.${index}`;
    const silent = stream.RemoveAudio === 1;
    const blind = stream.RemoveVideo === 1;
    if (PureAudio === 1) {
      if (!blind) throw must(`${at}.RemoveVideo`, '1', 'PureAudio', '1', 'RemoveVideo');
      if (silent) throw must(`${at}.RemoveAudio`, '0', 'PureAudio', '1', 'RemoveAudio');
      return;
    }
    if (silent && blind) throw must(`${at}.RemoveAudio`, '0', 'RemoveVideo', '1', 'RemoveAudio');
    if (!blind && !stream.Video) throw missingParameter(`${at}.Video`);
    if (!blind && stream.Video?.Codec === 'copy') {
      throw invalidValue(
        `${at}.Video.Codec`,
        {
          en: 'another one than `copy` where `PureAudio` is 0',
          zh: ' `copy` 以外的值（`PureAudio` 为 0 时）',
        },
        'InvalidParameterValue.VideoCodec',
      );
    }
  });
}

function must(
  path: string,
  value: string,
  other: string,
  being: string,
  name: 'RemoveVideo' | 'RemoveAudio',
) {
  return invalidValue(
    path,
    { en: `${value} where \`${other}\` is ${being}`, zh: ` ${value}（\`${other}\` 为 ${being} 时）` },
    `InvalidParameterValue.${name}`,
  );
}
