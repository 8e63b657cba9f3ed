import type { Facets } from '../../catalog/item.ts';
import type { TranscodeTemplate } from '../../catalog/template.ts';

/** What DescribeTranscodeTemplates can filter by. */
export function transcodeFacets(template: TranscodeTemplate): Facets {
  const { ContainerType, TEHDConfig: tehd, EnhanceConfig: enhance, VideoTemplate: video } = template;
  const TEHDType = tehd?.Type?.startsWith('TEHD') ? 'TEHD' : 'Common';
  return {
    ContainerType,
    TEHDType,
    TranscodeType: enhance ? 'Enhance' : TEHDType,
    SceneType: video?.SceneType || 'no_config',
    CompressType: video?.CompressType || 'no_config',
    EnhanceTranscodeType: tehd?.Type || 'Common',
    EnhanceSceneType: enhance?.VideoEnhance?.EnhanceSceneType ?? '',
    EnhanceType: `${enhance?.VideoEnhance ? 'Video' : ''}${enhance?.AudioEnhance ? 'Audio' : ''}Enhance`,
  };
}
