import { describe, expect, it } from 'vitest';
import { fieldsOf } from './declarations.ts';
import { ApiError } from './errors.ts';
import { parseRequest } from './parseRequest.ts';
import { RULES } from './rules/all.ts';

const InputInfo = { Type: 'COS', CosInputInfo: { Bucket: 'b-1', Region: 'r', Object: '/a.mov' } };
const VideoTemplate = { Codec: 'h264', Fps: 25, Bitrate: 1000 };
const AudioTemplate = { Codec: 'aac', Bitrate: 64, SampleRate: 44_100 };

function verdict(request: object): string {
  try {
    parseRequest('ProcessMedia', { InputInfo, ...request });
  } catch (error) {
    return error instanceof ApiError ? `${error.code}: ${error.message}` : `unexpected ${error}`;
  }
  return 'accepted';
}

const media = (name: string, task: object) => ({
  MediaProcessTask: { [name]: [{ Definition: 1, ...task }] },
});
const transcode = (task: object) => media('TranscodeTaskSet', task);
const raw = (parameter: object) =>
  transcode({
    Definition: 0,
    RawParameter: { Container: 'mp4', VideoTemplate, AudioTemplate, ...parameter },
  });
const video = (change: object) => raw({ VideoTemplate: { ...VideoTemplate, ...change } });
const audio = (change: object) => raw({ AudioTemplate: { ...AudioTemplate, ...change } });
const override = (parameter: object) => transcode({ OverrideParameter: parameter });
const enhance = (part: object) => raw({ EnhanceConfig: part });
const abr = (task: object) => media('AdaptiveDynamicStreamingTaskSet', task);
const watermark = (change: object) => transcode({ WatermarkSet: [{ Definition: 1, ...change }] });
const rawWatermark = (change: object) =>
  watermark({
    Definition: 0,
    RawParameter: { Type: 'image', ImageTemplate: { ImageContent: InputInfo }, ...change },
  });
const image = (change: object) => rawWatermark({ ImageTemplate: { ImageContent: InputInfo, ...change } });
const subtitles = (parameter: object) => ({
  SmartSubtitlesTask: {
    Definition: 0,
    RawParameter: { SubtitleType: 0, VideoSrcLanguage: 'en', ...parameter },
  },
});
const erase = (parameter: object) => ({ SmartEraseTask: { Definition: 0, RawParameter: parameter } });
const eraseSubtitle = (change: object) =>
  erase({
    EraseType: 'subtitle',
    EraseSubtitleConfig: { SubtitleEraseMethod: 'auto', SubtitleModel: 'standard', ...change },
  });
const area = (change: object) =>
  eraseSubtitle({
    AutoAreas: [{ LeftTopX: 0, LeftTopY: 0, RightBottomX: 1, RightBottomY: 0.5, Unit: 1, ...change }],
  });
const translated = (change: object) =>
  subtitles({
    ProcessType: 1,
    SubtitleType: 1,
    SubtitleFormat: 'srt',
    TranslateDstLanguage: 'en',
    ...change,
  });
const tracks = (info: object) =>
  abr({
    StdExtStreamInfos: [{ Audio: { ...AudioTemplate, TrackChannelInfo: { InputTrackInfo: [info] } } }],
  });

describe('what is taken', () => {
  it.each<[string, object]>([
    ['raw parameters', raw({})],
    ['only sound', raw({ Container: 'mp3', RemoveVideo: 1, VideoTemplate: null })],
    ['only pictures', raw({ RemoveAudio: 1, AudioTemplate: null })],
    ['zeros that mean the source', video({ Fps: 0, Bitrate: 0, Width: 0, Height: 0, Gop: 0 })],
    ['the bounds', video({ Fps: 120, Bitrate: 100_000, Width: 4096, Height: 128, Vcrf: 51 })],
    ['a fraction of frames', video({ Fps: 30_000, FpsDenominator: 1001 })],
    ['a wide MV-HEVC', video({ Codec: 'mv-hevc', Width: 7680 })],
    ['a level of the codec', video({ Codec: 'h265', VideoLevel: '6.2' })],
    ['empty texts of typed clients', video({ FillType: '', Mode: '', ResolutionAdaptive: '' })],
    ['an encoder name', audio({ Codec: 'libfdk_aac' })],
    ['merged tracks at a high rate', audio({ Codec: 'eac3', Bitrate: 6144, TrackChannelInfo: {} })],
    ['an override of one field', override({ VideoTemplate: { Bitrate: 128 } })],
    ['ten watermarks', transcode({ WatermarkSet: Array.from({ length: 10 }, () => ({ Definition: 1 })) })],
    ['a position', rawWatermark({ XPos: '10%', YPos: '-20px', CoordinateOrigin: 'BottomRight' })],
    ['a text of 100 characters', watermark({ TextContent: '😀'.repeat(100) })],
    [
      'points of time',
      media('SnapshotByTimeOffsetTaskSet', { ExtTimeOffsetSet: ['3.5s', '10%', '0s', '100%'] }),
    ],
    ['enhancement', enhance({ AudioEnhance: { Beautify: { Switch: 'ON', Types: ['declick', 'deesser'] } } })],
    ['smart subtitles', subtitles({ TranslateSwitch: 'ON', SubtitleType: 2, TranslateDstLanguage: 'zh' })],
    ['smart erasing', eraseSubtitle({ OcrSwitch: 'ON', SubtitleFormat: 'vtt' })],
    ['activities', { Activities: [{ ActivityType: 'input' }, { ActivityType: 'action-trans' }] }],
    ['an erasing template', { SmartEraseTask: { Definition: 101 } }],
    ['an area in pixels', area({ Unit: 2, RightBottomX: 1920, RightBottomY: 1080 })],
    ['only a translation', translated({ SubtitleFormat: 'original' })],
    ['channels', tracks({ TrackNum: '1.0', ChannelVolume: [-60, 6] })],
    ['a track name', abr({ AddOnAudios: [{ InputInfo, AudioName: '中文 (Dolby) 5.1' }] })],
  ])('%s', (_, request) => {
    expect(verdict(request)).toBe('accepted');
  });
});

describe('what is refused, with the most specific code', () => {
  const T = 'MediaProcessTask.TranscodeTaskSet.0';
  const V = `${T}.RawParameter.VideoTemplate`;
  const A = `${T}.RawParameter.AudioTemplate`;
  const W = `${T}.WatermarkSet.0`;
  const S = 'SmartSubtitlesTask.RawParameter';
  const D = 'MediaProcessTask.AdaptiveDynamicStreamingTaskSet.0';
  const E = 'SmartEraseTask.RawParameter';
  const B = `${T}.RawParameter.SubtitleTemplate`;

  it.each<[object, string, string]>([
    [raw({ Container: 'avi' }), '.Container', `${T}.RawParameter.Container`],
    [raw({ Container: '' }), '.Container', `${T}.RawParameter.Container`],
    [raw({ RemoveVideo: 2 }), '.RemoveVideo', `${T}.RawParameter.RemoveVideo`],
    [raw({ RemoveAudio: -1 }), '.RemoveAudio', `${T}.RawParameter.RemoveAudio`],
    [video({ Codec: 'divx' }), '.VideoCodec', `${V}.Codec`],
    [video({ Fps: 121 }), '.Fps', `${V}.Fps`],
    [video({ Fps: -1 }), '.Fps', `${V}.Fps`],
    [video({ Fps: 241, FpsDenominator: 2 }), '.Fps', `${V}.Fps`],
    [video({ FpsDenominator: 0 }), '.Fps', `${V}.FpsDenominator`],
    [video({ Bitrate: 127 }), '.VideoBitrate', `${V}.Bitrate`],
    [video({ Bitrate: 100_001 }), '.VideoBitrate', `${V}.Bitrate`],
    [video({ ResolutionAdaptive: 'yes' }), '.ResolutionAdaptive', `${V}.ResolutionAdaptive`],
    [video({ Width: 127 }), '.Width', `${V}.Width`],
    [video({ Width: 4097 }), '.Width', `${V}.Width`],
    [video({ Codec: 'mv-hevc', Width: 7681 }), '.Width', `${V}.Width`],
    [video({ Height: 5000 }), '.Height', `${V}.Height`],
    [video({ Gop: 100_001 }), '.Gop', `${V}.Gop`],
    [video({ GopUnit: 'minute' }), '.Gop', `${V}.GopUnit`],
    [video({ FillType: 'green' }), '.FillType', `${V}.FillType`],
    [video({ Vcrf: 52 }), '', `${V}.Vcrf`],
    [video({ HlsTime: 11 }), '', `${V}.HlsTime`],
    [video({ SegmentType: 1 }), '', `${V}.SegmentType`],
    [video({ VideoProfile: 'high10' }), '', `${V}.VideoProfile`],
    [video({ VideoLevel: '6.2' }), '', `${V}.VideoLevel`],
    [video({ Bframes: 17 }), '', `${V}.Bframes`],
    [video({ Mode: 'vbr' }), '', `${V}.Mode`],
    [video({ BitDepth: 12 }), '', `${V}.BitDepth`],
    [video({ SegmentSpecificInfo: { Switch: 'ON' } }), '.Switch', `${V}.SegmentSpecificInfo.Switch`],
    [audio({ Codec: 'wma' }), '.AudioCodec', `${A}.Codec`],
    [audio({ Bitrate: 25 }), '.AudioBitrate', `${A}.Bitrate`],
    [audio({ Bitrate: 257 }), '.AudioBitrate', `${A}.Bitrate`],
    [audio({ Bitrate: 6145, TrackChannelInfo: {} }), '.AudioBitrate', `${A}.Bitrate`],
    [audio({ SampleRate: 44_000 }), '.AudioSampleRate', `${A}.SampleRate`],
    [audio({ AudioChannel: 3 }), '.AudioChannel', `${A}.AudioChannel`],
    [audio({ AudioName: 'x'.repeat(65) }), '', `${A}.AudioName`],
    [raw({ TEHDConfig: { Type: 'TEHD-1' } }), '.TEHDType', `${T}.RawParameter.TEHDConfig.Type`],
    [
      override({ VideoTemplate: { Bitrate: 1 } }),
      '.VideoBitrate',
      `${T}.OverrideParameter.VideoTemplate.Bitrate`,
    ],
    [transcode({ WatermarkSet: new Array(11).fill({ Definition: 1 }) }), '', `${T}.WatermarkSet`],
    [transcode({ MosaicSet: new Array(11).fill({}) }), '', `${T}.MosaicSet`],
    [transcode({ MosaicSet: [{}, { XPos: '10' }] }), '.XPos', `${T}.MosaicSet.1.XPos`],
    [transcode({ MosaicSet: [{ Width: '-5px' }] }), '.Width', `${T}.MosaicSet.0.Width`],
    [
      transcode({ MosaicSet: [{ CoordinateOrigin: 'Center' }] }),
      '.CoordinateOrigin',
      `${T}.MosaicSet.0.CoordinateOrigin`,
    ],
    [watermark({ TextContent: 'x'.repeat(101) }), '.TextContent', `${W}.TextContent`],
    [watermark({ SvgContent: 'x'.repeat(2_000_001) }), '.SvgTemplate', `${W}.SvgContent`],
    [rawWatermark({ Type: 'text' }), '.Type', `${W}.RawParameter.Type`],
    [
      rawWatermark({ CoordinateOrigin: 'topLeft' }),
      '.CoordinateOrigin',
      `${W}.RawParameter.CoordinateOrigin`,
    ],
    [rawWatermark({ YPos: 'px' }), '.YPos', `${W}.RawParameter.YPos`],
    [image({ Height: '10em' }), '.Height', `${W}.RawParameter.ImageTemplate.Height`],
    [image({ RepeatType: 'twice' }), '.RepeatType', `${W}.RawParameter.ImageTemplate.RepeatType`],
    [image({ ImageContent: { Type: 'FTP' } }), '.Type', `${W}.RawParameter.ImageTemplate.ImageContent.Type`],
    [
      media('SnapshotByTimeOffsetTaskSet', { ExtTimeOffsetSet: ['1s', '2'] }),
      '',
      'MediaProcessTask.SnapshotByTimeOffsetTaskSet.0.ExtTimeOffsetSet.1',
    ],
    [
      media('SnapshotByTimeOffsetTaskSet', { ExtTimeOffsetSet: ['101%'] }),
      '',
      'MediaProcessTask.SnapshotByTimeOffsetTaskSet.0.ExtTimeOffsetSet.0',
    ],
    [abr({ DefinitionType: 'Video' }), '', `${D}.DefinitionType`],
    [abr({ AddOnSubtitles: [{ Type: 'teletext' }] }), '.Type', `${D}.AddOnSubtitles.0.Type`],
    [
      abr({ DrmInfo: { Type: 'simpleaes', SimpleAesDrm: { Uri: 'u', Key: 'short' } } }),
      '',
      `${D}.DrmInfo.SimpleAesDrm.Key`,
    ],
    [
      abr({ StdExtStreamInfos: [{ Audio: AudioTemplate, Video: { ...VideoTemplate, Codec: 'x' } }] }),
      '.VideoCodec',
      `${D}.StdExtStreamInfos.0.Video.Codec`,
    ],
    [
      enhance({ VideoEnhance: { Denoise: { Switch: 'on' } } }),
      '.Switch',
      `${T}.RawParameter.EnhanceConfig.VideoEnhance.Denoise.Switch`,
    ],
    [
      enhance({ VideoEnhance: { Hdr: { Type: 'HDR' } } }),
      '.Type',
      `${T}.RawParameter.EnhanceConfig.VideoEnhance.Hdr.Type`,
    ],
    [
      enhance({ VideoEnhance: { ScratchRepair: { Intensity: 1.1 } } }),
      '',
      `${T}.RawParameter.EnhanceConfig.VideoEnhance.ScratchRepair.Intensity`,
    ],
    [
      enhance({ AudioEnhance: { Beautify: { Types: ['declick', 'x'] } } }),
      '.Type',
      `${T}.RawParameter.EnhanceConfig.AudioEnhance.Beautify.Types.1`,
    ],
    [raw({ SubtitleTemplate: { FontColor: 'red' } }), '', `${B}.FontColor`],
    [raw({ SubtitleTemplate: { FontAlpha: 2 } }), '', `${B}.FontAlpha`],
    [raw({ SubtitleTemplate: { BoardWidth: 4097 } }), '', `${B}.BoardWidth`],
    [raw({ SubtitleTemplate: { BoardWidth: 101, BoardWidthUnit: 1 } }), '', `${B}.BoardWidth`],
    [subtitles({ SubtitleType: 3 }), '.SubtitleType', `${S}.SubtitleType`],
    [subtitles({ SubtitleType: 1, TranslateSwitch: 'OFF' }), '.SubtitleType', `${S}.SubtitleType`],
    [subtitles({ TranslateSwitch: 'on' }), '.TranslateSwitch', `${S}.TranslateSwitch`],
    [subtitles({ SubtitleFormat: 'ass' }), '.SubtitleFormat', `${S}.SubtitleFormat`],
    [erase({ EraseType: 'logo' }), '.EraseType', `${E}.EraseType`],
    [eraseSubtitle({ SubtitleModel: 'x' }), '.SubtitleModel', `${E}.EraseSubtitleConfig.SubtitleModel`],
    [
      eraseSubtitle({ SubtitleEraseMethod: '' }),
      '.SubtitleEraseMethod',
      `${E}.EraseSubtitleConfig.SubtitleEraseMethod`,
    ],
    [eraseSubtitle({ OcrSwitch: 'yes' }), '.OcrSwitch', `${E}.EraseSubtitleConfig.OcrSwitch`],
    [eraseSubtitle({ TransSwitch: 'yes' }), '.TransSwitch', `${E}.EraseSubtitleConfig.TransSwitch`],
    [eraseSubtitle({ UseOriginalPos: 2 }), '.UseOriginalPos', `${E}.EraseSubtitleConfig.UseOriginalPos`],
    [eraseSubtitle({ UseOriginalSize: 2 }), '.UseOriginalSize', `${E}.EraseSubtitleConfig.UseOriginalSize`],
    [
      erase({
        EraseType: 'watermark',
        EraseWatermarkConfig: { WatermarkEraseMethod: 'x', WatermarkModel: 'basic' },
      }),
      '.WatermarkEraseMethod',
      `${E}.EraseWatermarkConfig.WatermarkEraseMethod`,
    ],
    [
      erase({
        EraseType: 'watermark',
        EraseWatermarkConfig: { WatermarkEraseMethod: 'auto', WatermarkModel: 'x' },
      }),
      '.WatermarkModel',
      `${E}.EraseWatermarkConfig.WatermarkModel`,
    ],
    [
      erase({ EraseType: 'privacy', ErasePrivacyConfig: { PrivacyModel: 'x', PrivacyTargets: ['face'] } }),
      '.PrivacyModel',
      `${E}.ErasePrivacyConfig.PrivacyModel`,
    ],
    [
      erase({
        EraseType: 'privacy',
        ErasePrivacyConfig: { PrivacyModel: 'blur', PrivacyTargets: ['face', 'x'] },
      }),
      '.PrivacyTargets',
      `${E}.ErasePrivacyConfig.PrivacyTargets.1`,
    ],
    [area({ Unit: 3 }), '', `${E}.EraseSubtitleConfig.AutoAreas.0.Unit`],
    [area({ RightBottomX: 1.5 }), '', `${E}.EraseSubtitleConfig.AutoAreas.0.RightBottomX`],
    [area({ Unit: 2, LeftTopY: -1 }), '', `${E}.EraseSubtitleConfig.AutoAreas.0.LeftTopY`],
    [subtitles({ SpeakerLabel: 1 }), '', `${S}.SpeakerLabel`],
    [subtitles({ SpeakerLabel: 2, SpeakerMode: 1 }), '', `${S}.SpeakerLabel`],
    [subtitles({ SubtitleFormat: 'original' }), '.SubtitleFormat', `${S}.SubtitleFormat`],
    [translated({ TranslateSwitch: 'OFF', SubtitleType: 0 }), '.TranslateSwitch', `${S}.TranslateSwitch`],
    [translated({ SubtitleEmbedId: 5 }), '', `${S}.SubtitleEmbedId`],
    [
      tracks({ TrackNum: 'left' }),
      '',
      `${D}.StdExtStreamInfos.0.Audio.TrackChannelInfo.InputTrackInfo.0.TrackNum`,
    ],
    [
      tracks({ ChannelVolume: [0, 7] }),
      '',
      `${D}.StdExtStreamInfos.0.Audio.TrackChannelInfo.InputTrackInfo.0.ChannelVolume.1`,
    ],
    [abr({ KeyPTSList: [0, -1] }), '', `${D}.KeyPTSList.1`],
    [abr({ AddOnAudios: [{ InputInfo, AudioName: 'a"b' }] }), '', `${D}.AddOnAudios.0.AudioName`],
    [abr({ AddOnSubtitles: [{ SubtitleName: 'a,b' }] }), '', `${D}.AddOnSubtitles.0.SubtitleName`],
    [abr({ AddOnSubtitles: [{ SubtitleLanguage: 'en"' }] }), '', `${D}.AddOnSubtitles.0.SubtitleLanguage`],
  ])('%#: %j', (request, name, path) => {
    expect(verdict(request).split(': it must be')[0]).toBe(
      `InvalidParameterValue${name}: The value of parameter \`${path}\` is not valid`,
    );
  });

  it('an activity that there is not', () => {
    expect(verdict({ Activities: [{ ActivityType: 'action-dub' }] })).toMatch(
      /^InvalidParameterValue: The value of parameter `Activities.0.ActivityType`/,
    );
  });

  it('says it in Chinese too', () => {
    let thrown: unknown;
    try {
      parseRequest('ProcessMedia', { InputInfo, ...video({ Bitrate: 1, Mode: 'VBR' }) });
    } catch (error) {
      thrown = error;
    }
    expect((thrown as ApiError).in('zh-CN')).toBe(
      '参数 `MediaProcessTask.TranscodeTaskSet.0.RawParameter.VideoTemplate.Bitrate` 的取值不正确：应为 0 或 128 至 100000。',
    );
  });

  it('says what the value may be', () => {
    const must = (request: object) => verdict(request).split('is not valid: ')[1];
    expect(must(raw({ RemoveVideo: 2 }))).toBe('it must be `0` or `1`.');
    expect(must(video({ GopUnit: 'x' }))).toBe('it must be `frame` or `second`.');
    expect(must(video({ Bitrate: 1 }))).toBe('it must be 0, or from 128 to 100000.');
    expect(must(video({ Fps: 300, FpsDenominator: 2 }))).toBe(
      'it must be from 0 to 120 when divided by `FpsDenominator`.',
    );
    expect(must(watermark({ TextContent: 'x'.repeat(101) }))).toBe('it must be at most 100 characters long.');
    expect(must(transcode({ MosaicSet: new Array(11).fill({}) }))).toBe(
      'it must be a list of at most 10 items.',
    );
  });
});

describe('what other fields make required', () => {
  it.each<[object, string]>([
    [raw({ VideoTemplate: null }), 'MediaProcessTask.TranscodeTaskSet.0.RawParameter.VideoTemplate'],
    [
      raw({ RemoveAudio: 0, AudioTemplate: null }),
      'MediaProcessTask.TranscodeTaskSet.0.RawParameter.AudioTemplate',
    ],
    [watermark({ Definition: 0 }), 'MediaProcessTask.TranscodeTaskSet.0.WatermarkSet.0.RawParameter'],
    [
      rawWatermark({ ImageTemplate: null }),
      'MediaProcessTask.TranscodeTaskSet.0.WatermarkSet.0.RawParameter.ImageTemplate',
    ],
    [
      transcode({ HeadTailParameter: { HeadSet: [InputInfo, { Type: 'URL' }] } }),
      'MediaProcessTask.TranscodeTaskSet.0.HeadTailParameter.HeadSet.1.UrlInputInfo',
    ],
    [
      abr({ DrmInfo: { Type: 'widevine' } }),
      'MediaProcessTask.AdaptiveDynamicStreamingTaskSet.0.DrmInfo.SpekeDrm',
    ],
    [
      abr({ AddOnAudios: [{ InputInfo: { Type: 'COS' } }] }),
      'MediaProcessTask.AdaptiveDynamicStreamingTaskSet.0.AddOnAudios.0.InputInfo.CosInputInfo',
    ],
    [{ SmartSubtitlesTask: { Definition: 0 } }, 'SmartSubtitlesTask.RawParameter'],
    [
      subtitles({ SubtitleType: 1, TranslateSwitch: 'ON' }),
      'SmartSubtitlesTask.RawParameter.TranslateDstLanguage',
    ],
    [translated({ SubtitleFormat: null }), 'SmartSubtitlesTask.RawParameter.SubtitleFormat'],
    [subtitles({ ProcessType: 2 }), 'SmartSubtitlesTask.RawParameter.SubtitleFormat'],
    [{ SmartEraseTask: { Definition: 0 } }, 'SmartEraseTask.RawParameter'],
    [erase({ EraseType: 'privacy' }), 'SmartEraseTask.RawParameter.ErasePrivacyConfig'],
  ])('%#: %j', (request, path) => {
    expect(verdict(request)).toBe(
      `MissingParameter: The request is missing a required parameter \`${path}\`.`,
    );
  });
});

it('rules name types and fields that the API has', () => {
  const unknown = [...RULES].flatMap(([type, rules]) => {
    const fields = new Set(
      fieldsOf(type === 'AttachedInput' ? 'MediaInputInfo' : type).map(({ field }) => field),
    );
    return Object.keys(rules).flatMap((field) => (fields.has(field) ? [] : [`${type}.${field}`]));
  });
  // Types for updates lack some of what they share the rules of.
  expect(unknown.sort()).toEqual([
    'AudioTemplateInfoForUpdate.AudioName',
    'OverrideEraseParameter.UseOriginalPos',
    'OverrideEraseParameter.UseOriginalSize',
    'UpdateSmartEraseSubtitleConfig.UseOriginalPos',
    'UpdateSmartEraseSubtitleConfig.UseOriginalSize',
    'VideoTemplateInfo.ContentAdaptStream',
  ]);
});
