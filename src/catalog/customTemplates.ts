// From what CreateXTemplate was given to the template that it makes. What was written is stored as it was written;
// defaults are filled in whenever it is read.
import type {
  CreateAdaptiveDynamicStreamingTemplateRequest,
  CreateAnimatedGraphicsTemplateRequest,
  CreateImageSpriteTemplateRequest,
  CreateSampleSnapshotTemplateRequest,
  CreateSnapshotByTimeOffsetTemplateRequest,
  CreateTranscodeTemplateRequest,
} from '../mps/requests.ts';
import { said } from '../mps/said.ts';
import type { AdaptiveDynamicStreamingTemplate } from './adaptiveTemplate.ts';
import { flag, templateHead } from './customTemplate.ts';
import type { Item } from './item.ts';
import type {
  AnimatedGraphicsTemplate,
  ImageSpriteTemplate,
  SampleSnapshotTemplate,
  SnapshotByTimeOffsetTemplate,
} from './pictureTemplates.ts';
import { adaptiveStream, audioTemplate, videoTemplate } from './streamTemplate.ts';
import type { TranscodeTemplate } from './template.ts';

/** Containers of sound alone (CreateTranscodeTemplate, "Container"). */
const SOUND_ONLY = ['mp3', 'flac', 'ogg', 'm4a', 'wav'];

export function customTranscode(item: Item, given: CreateTranscodeTemplateRequest): TranscodeTemplate {
  const { VideoTemplate: video, AudioTemplate: audio } = given;
  const [RemoveVideo, RemoveAudio] = [flag(given.RemoveVideo), flag(given.RemoveAudio)];
  return {
    ...templateHead(item, given.Comment),
    Definition: item.id,
    Type: 'Custom',
    Container: given.Container,
    RemoveVideo,
    RemoveAudio,
    VideoTemplate: video && !RemoveVideo ? videoTemplate(video) : null,
    AudioTemplate: audio && !RemoveAudio ? audioTemplate(audio) : null,
    TEHDConfig: given.TEHDConfig ?? null,
    EnhanceConfig: given.EnhanceConfig ?? null,
    ContainerType: SOUND_ONLY.includes(given.Container) ? 'PureAudio' : 'Video',
    AliasName: '',
    ...(given.StdExtInfo ? { StdExtInfo: given.StdExtInfo } : {}),
  };
}

/** Defaults that all pictures share. */
const PICTURE = { Type: 'Custom', Width: 0, Height: 0, ResolutionAdaptive: 'open' } as const;

export function customSnapshot(
  item: Item,
  given: CreateSnapshotByTimeOffsetTemplateRequest,
): SnapshotByTimeOffsetTemplate {
  return {
    ...PICTURE,
    Format: 'jpg',
    FillType: 'black',
    ...said(given),
    ...templateHead(item, given.Comment),
  };
}

export function customSampleSnapshot(
  item: Item,
  given: CreateSampleSnapshotTemplateRequest,
): SampleSnapshotTemplate {
  return { ...customSnapshot(item, given), ...sampling(given) };
}

export function customImageSprite(item: Item, given: CreateImageSpriteTemplateRequest): ImageSpriteTemplate {
  const { RowCount, ColumnCount } = given;
  return { ...customSnapshot(item, given), ...sampling(given), RowCount, ColumnCount };
}

function sampling({ SampleType, SampleInterval }: { SampleType: string; SampleInterval: number }) {
  return { SampleType, SampleInterval };
}

export function customAnimatedGraphics(
  item: Item,
  given: CreateAnimatedGraphicsTemplateRequest,
): AnimatedGraphicsTemplate {
  return { ...PICTURE, Format: 'gif', Quality: 75, ...said(given), ...templateHead(item, given.Comment) };
}

export function customAdaptive(
  item: Item,
  given: CreateAdaptiveDynamicStreamingTemplateRequest,
): AdaptiveDynamicStreamingTemplate {
  const Format = given.Format === 'MPEG-DASH' ? 'MPEG-DASH' : 'HLS';
  return {
    ...templateHead(item, given.Comment),
    Type: 'Custom',
    Format,
    StreamInfos: given.StreamInfos.map(adaptiveStream),
    DisableHigherVideoBitrate: flag(given.DisableHigherVideoBitrate),
    DisableHigherVideoResolution: flag(given.DisableHigherVideoResolution),
    PureAudio: flag(given.PureAudio),
    SegmentType: given.SegmentType || (Format === 'HLS' ? 'ts-segment' : 'mp4-byterange'),
  };
}
