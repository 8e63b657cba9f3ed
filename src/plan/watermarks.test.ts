import { describe, expect, it } from 'vitest';
import { templateKey, templatesOf } from '../catalog/templates.ts';
import type { WatermarkTemplate } from '../catalog/watermarkTemplate.ts';
import { Output } from '../contract/output.ts';
import { ApiError } from '../mps/errors.ts';
import type { ProcessMediaRequest, TranscodeTaskInput } from '../mps/requests.ts';
import { lengthOf } from './length.ts';
import { planProcessMedia } from './processMedia.ts';

const InputInfo = { Type: 'COS', CosInputInfo: { Bucket: 'b', Region: 'r', Object: '/movie/Wild.mov' } };
const url = (name: string) => ({ Type: 'URL', UrlInputInfo: { Url: `https://a.example/${name}?sign=1` } });
const set = 'MediaProcessTask.TranscodeTaskSet';

const template: WatermarkTemplate = {
  ...{ Definition: 0, Type: 'image', Name: '', Comment: '', CreateTime: '', UpdateTime: '' },
  ...{ CoordinateOrigin: 'BottomRight', XPos: '5%', YPos: '8px' },
  ...{ ImageTemplate: null, TextTemplate: null, SvgTemplate: null },
};
const stored = { provider: 'cos' as const, appId: '1250000000', bucket: 'b-1', region: 'r', key: 'logo.gif' };
const text = {
  FontType: 'simkai.ttf',
  FontSize: '24px',
  FontColor: '0xFF8800',
  FontAlpha: 0.5,
  TextContent: '',
};
const custom: WatermarkTemplate[] = [
  {
    ...{ ...template, Definition: 100001 },
    ImageTemplate: {
      Image: { object: stored, contentType: 'image/gif', width: 10, height: 10 },
      ...{ Width: '64px', Height: '0px', RepeatType: 'once' },
    },
  },
  { ...template, Definition: 100002, Type: 'text', TextTemplate: text },
  {
    ...{ ...template, Definition: 100003, Type: 'text' },
    TextTemplate: { ...text, FontType: 'arial.ttf', FontSize: '0.1px', TextContent: 'preset' },
  },
  { ...template, Definition: 100004, Type: 'svg', SvgTemplate: { Width: '10L%', Height: '20S%' } },
];
const templates = templatesOf(new Map(custom.map((one) => [templateKey('Watermark', one.Definition), one])));

const plan = (request: Omit<ProcessMediaRequest, 'InputInfo'>) =>
  planProcessMedia({ InputInfo, ...request }, '1250000000', templates);
const transcode = (task: Partial<TranscodeTaskInput>) => {
  const { subtasks, jobs } = plan({ MediaProcessTask: { TranscodeTaskSet: [{ Definition: 30, ...task }] } });
  const output = Output.parse(jobs[0]?.outputs[0]);
  return {
    video: output.kind === 'media' ? output.video : null,
    files: jobs[0]?.files,
    input: subtasks[0]?.input,
  };
};
type Watermarks = NonNullable<TranscodeTaskInput['WatermarkSet']>;
const image = (more: object = {}, raw: object = {}): Watermarks[number] => ({
  Definition: 0,
  RawParameter: { Type: 'image', ImageTemplate: { ImageContent: url('logo.png'), ...more }, ...raw },
});

function refusal(task: Partial<TranscodeTaskInput>): string {
  try {
    transcode(task);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return `${error.code}: ${[...error.message.matchAll(/`[^`]*`/g)].join(' ')}`;
  }
}

const px = (value: number) => ({ value, of: 'px' });

describe('watermarks', () => {
  it('in the request, with the defaults of the API', () => {
    const { video, files } = transcode({ WatermarkSet: [image()] });
    expect(video?.watermarks).toEqual([
      {
        ...{ kind: 'image', corner: 'top-left', x: px(0), y: px(0), start: 0, end: 0 },
        ...{ width: { value: 10, of: 'width' }, height: px(0), repeat: 'forever', file: 'file-0' },
      },
    ]);
    expect(files).toEqual([
      {
        ...{ name: 'file-0', maxBytes: 20 * 1024 * 1024 },
        location: { provider: 'url', url: 'https://a.example/logo.png?sign=1' },
        parameter: `${set}.0.WatermarkSet.0.RawParameter.ImageTemplate.ImageContent`,
      },
    ]);
  });

  it('with all that can be said', () => {
    const look = image(
      { Width: '50px', Height: '12.5%', RepeatType: 'repeat_last_frame' },
      { CoordinateOrigin: 'BottomLeft', XPos: '5%', YPos: '-8px' },
    );
    const { video } = transcode({ WatermarkSet: [{ ...look, StartTimeOffset: 1.5, EndTimeOffset: -2 }] });
    expect(video?.watermarks).toEqual([
      {
        ...{
          kind: 'image',
          corner: 'bottom-left',
          x: { value: 5, of: 'width' },
          y: px(-8),
          start: 1.5,
          end: -2,
        },
        ...{ width: px(50), height: { value: 12.5, of: 'height' }, repeat: 'last', file: 'file-0' },
      },
    ]);
  });

  it('of templates: images, texts and SVG', () => {
    const at = { corner: 'bottom-right', x: { value: 5, of: 'width' }, y: px(8), start: 0, end: 0 };
    const { video, files } = transcode({
      WatermarkSet: [
        { Definition: 100001 },
        { Definition: 100002, TextContent: `50% "it's": {x}\n😀 水印` },
        { Definition: 100003 },
        { Definition: 100004, SvgContent: '<svg/>' },
      ],
    });
    expect(video?.watermarks).toEqual([
      { kind: 'image', ...at, width: px(64), height: px(0), repeat: 'once', file: 'file-0' },
      {
        ...{ kind: 'text', ...at, text: `50% "it's": {x}\n😀 水印`, font: 'kai' },
        ...{ size: px(24), color: 'FF8800', alpha: 0.5 },
      },
      {
        ...{ kind: 'text', ...at, text: 'preset', font: 'sans', size: { value: 10, of: 'height' } },
        ...{ color: 'FF8800', alpha: 0.5 },
      },
      {
        ...{ kind: 'svg', ...at, file: 'file-1' },
        ...{ width: { value: 10, of: 'long' }, height: { value: 20, of: 'short' } },
      },
    ]);
    expect(files?.map(({ location }) => location)).toEqual([stored, { provider: 'inline', text: '<svg/>' }]);
  });

  it('are repeated without what signs a URL, and without very long texts', () => {
    const { input } = transcode({
      WatermarkSet: [{ ...image(), EndTimeOffset: 2, SvgContent: 'x'.repeat(5000) }],
      MosaicSet: [{ XPos: '10px' }],
    });
    expect(input?.WatermarkSet).toEqual([
      {
        ...{ Definition: 0, TextContent: '', SvgContent: '', StartTimeOffset: 0, EndTimeOffset: 2 },
        RawParameter: {
          ...{ Type: 'image', CoordinateOrigin: '', XPos: '', YPos: '' },
          ImageTemplate: {
            ...{ Width: '', Height: '', RepeatType: '' },
            ImageContent: {
              ...{ Type: 'URL', CosInputInfo: null, S3InputInfo: null, VODInputInfo: null },
              UrlInputInfo: { Url: expect.not.stringContaining('sign=1') },
            },
          },
        },
      },
    ]);
    expect(input?.MosaicSet).toEqual([
      {
        ...{ CoordinateOrigin: '', XPos: '10px', YPos: '', Width: '', Height: '' },
        ...{ StartTimeOffset: 0, EndTimeOffset: 0 },
      },
    ]);
  });

  it('are in every picture of snapshots, whatever their times', () => {
    const { jobs } = plan({
      MediaProcessTask: {
        SnapshotByTimeOffsetTaskSet: [{ Definition: 10, WatermarkSet: [{ Definition: 100001 }] }],
        SampleSnapshotTaskSet: [{ Definition: 10, WatermarkSet: [{ Definition: 100001 }, image()] }],
      },
    });
    const outputs = jobs[0]?.outputs.map((output) => Output.parse(output)) ?? [];
    expect(outputs.map((output) => output.kind === 'snapshot' && output.watermarks?.length)).toEqual([1, 2]);
    expect(jobs[0]?.files?.map(({ name }) => name)).toEqual(['file-0', 'file-1']);
  });

  it.each<[string, Partial<TranscodeTaskInput>, string]>([
    [
      'no picture',
      { Definition: 1010, WatermarkSet: [image()] },
      `UnsupportedOperation: \`${set}.0.WatermarkSet\``,
    ],
    [
      'a copied picture',
      { Definition: 875, WatermarkSet: [image()] },
      `UnsupportedOperation: \`${set}.0.WatermarkSet\``,
    ],
    [
      'a text without words',
      { WatermarkSet: [{ Definition: 100002 }] },
      `MissingParameter: \`${set}.0.WatermarkSet.0.TextContent\``,
    ],
    [
      'an SVG without content',
      { WatermarkSet: [{ Definition: 100004 }] },
      `MissingParameter: \`${set}.0.WatermarkSet.0.SvgContent\``,
    ],
    [
      'an end before the start',
      { WatermarkSet: [{ ...image(), StartTimeOffset: 2, EndTimeOffset: 1 }] },
      `InvalidParameterValue: \`${set}.0.WatermarkSet.0.EndTimeOffset\` \`StartTimeOffset\``,
    ],
    [
      'an image that is no file',
      {
        WatermarkSet: [image({ ImageContent: { Type: 'URL', UrlInputInfo: { Url: 'file:///etc/passwd' } } })],
      },
      `InvalidParameterValue: \`${set}.0.WatermarkSet.0.RawParameter.ImageTemplate.ImageContent.UrlInputInfo.Url\``,
    ],
    [
      'one that can not be seen',
      { BlindWatermark: { Definition: 1 } } as Partial<TranscodeTaskInput>,
      `UnsupportedOperation: \`${set}.0.BlindWatermark\``,
    ],
  ])('refuse %s', (_, task, expected) => {
    expect(refusal(task)).toBe(expected);
  });
});

describe('mosaics', () => {
  it('have the defaults of the API, and what can be said', () => {
    const tenth = { width: { value: 10, of: 'width' }, height: { value: 10, of: 'height' } };
    const all = {
      XPos: '10%',
      YPos: '20px',
      Width: '30px',
      Height: '40%',
      StartTimeOffset: -3,
      EndTimeOffset: -1,
    };
    expect(transcode({ MosaicSet: [{}, all] }).video?.mosaics).toEqual([
      { x: px(0), y: px(0), ...tenth, start: 0, end: 0 },
      {
        ...{ x: { value: 10, of: 'width' }, y: px(20), width: px(30), height: { value: 40, of: 'height' } },
        ...{ start: -3, end: -1 },
      },
    ]);
  });

  it('refuse an end before the start', () => {
    expect(refusal({ MosaicSet: [{ StartTimeOffset: -1, EndTimeOffset: -2 }] })).toBe(
      `InvalidParameterValue: \`${set}.0.MosaicSet.0.EndTimeOffset\` \`StartTimeOffset\``,
    );
  });
});

describe('burned-in subtitles', () => {
  const VideoTemplate = { Codec: 'h264', Fps: 0, Bitrate: 0 };
  const raw = (SubtitleTemplate: object, video: object = VideoTemplate): Partial<TranscodeTaskInput> => ({
    Definition: 0,
    RawParameter: {
      Container: 'mp4',
      RemoveAudio: 1,
      VideoTemplate: video as typeof VideoTemplate,
      SubtitleTemplate,
    },
  });

  const parent = `${set}.0.RawParameter.SubtitleTemplate`;

  it('have a file and looks', () => {
    const template = {
      ...{
        Path: 'https://a.example/s.srt?sign=1',
        FontType: 'kai.ttf',
        FontSize: '10%',
        FontColor: '0xff8800',
      },
      ...{
        FontAlpha: 0.5,
        YPos: '20px',
        OutlineWidth: 2,
        ShadowWidth: 1,
        ShadowWidthUnit: 1,
        ShadowColor: '112233',
      },
    };
    const { video, files, input } = transcode(raw(template));
    expect(video?.subtitle).toEqual({
      ...{
        file: 'file-0',
        font: 'kai',
        size: { value: 10, of: 'height' },
        color: 'ff8800',
        alpha: 0.5,
        y: px(20),
      },
      outline: { width: px(2), color: '000000', alpha: 1 },
      shadow: { width: { value: 1, of: 'height' }, color: '112233', alpha: 1 },
    });
    expect(files?.[0]?.parameter).toBe(`${set}.0.RawParameter.SubtitleTemplate.Path`);
    expect(JSON.stringify(input)).not.toContain('sign=1');
  });

  it('have a font file, a board and lines as they should lie', () => {
    const file = { SubtitleFileInput: url('s.vtt'), FontFileInput: url('f.ttf') };
    const height = (value: number) => ({ value, of: 'height' });
    const lying = { ...file, Alignment: 'top', LineSpacing: 3, LineSpacingUnit: 1 };
    const { video, files } = transcode(raw({ ...lying, BoardY: '2%' }));
    expect(video?.subtitle).toEqual({
      ...{ file: 'file-0', fontFile: 'file-1', align: 'top', lineSpacing: height(3) },
      board: {
        y: height(2),
        width: { value: 90, of: 'width' },
        height: height(15),
        color: '000000',
        alpha: 0.8,
      },
    });
    expect(files?.map(({ parameter }) => parameter)).toEqual([
      `${parent}.SubtitleFileInput`,
      `${parent}.FontFileInput`,
    ]);
    const sides = {
      BoardWidth: 50,
      BoardWidthUnit: 1,
      BoardHeight: 40,
      BoardColor: '0x112233',
      BoardAlpha: 0,
    };
    expect(transcode(raw({ ...file, ...sides, BoardY: '8px' })).video?.subtitle?.board).toEqual({
      ...{ y: px(8), width: { value: 50, of: 'width' }, height: px(40), color: '112233', alpha: 0 },
    });
    // Without its place there is no board, and a file counts before a track.
    const none = transcode(raw({ ...file, ...sides, StreamIndex: 2, Alignment: 'bottom' })).video?.subtitle;
    expect(none).toEqual({ file: 'file-0', fontFile: 'file-1' });
    expect(transcode(raw({ StreamIndex: 0 })).video?.subtitle).toEqual({ stream: 0 });
  });

  it('count beside a Definition in OverrideParameter', () => {
    const SubtitleTemplate = { SubtitleFileInput: url('s.vtt') };
    expect(transcode({ OverrideParameter: { SubtitleTemplate } }).video?.subtitle).toEqual({
      file: 'file-0',
    });
    expect(transcode({ OverrideParameter: { SubtitleTemplate: {} } }).video).not.toHaveProperty('subtitle');
  });

  it.each<[string, Partial<TranscodeTaskInput>, string]>([
    ['no file', raw({ FontSize: '5%' }), `MissingParameter: \`${parent}.Path\``],
    ['no track', raw({ StreamIndex: -1 }), `InvalidParameterValue: \`${parent}.StreamIndex\``],
    [
      'a board nowhere',
      raw({ Path: 'http://a/s', BoardY: 'low' }),
      `InvalidParameterValue: \`${parent}.BoardY\` \`%\` \`px\``,
    ],
    [
      'a font that is no file',
      raw({
        Path: 'http://a/s',
        FontFileInput: { Type: 'URL', UrlInputInfo: { Url: 'file:///usr/share/fonts/a.ttf' } },
      }),
      `InvalidParameterValue: \`${parent}.FontFileInput.UrlInputInfo.Url\``,
    ],
    [
      'an unknown font',
      raw({ Path: 'http://a/s', FontType: 'x.ttf' }),
      'UnsupportedOperation: `x.ttf` `FontType`',
    ],
    [
      'a local file',
      raw({ Path: 'file:///etc/passwd' }),
      `InvalidParameterValue: \`${parent}.Path.UrlInputInfo.Url\``,
    ],
    [
      'a size without unit',
      raw({ Path: 'http://a/s', FontSize: '5' }),
      `InvalidParameterValue: \`${parent}.FontSize\` \`%\` \`px\``,
    ],
    [
      'a copied picture',
      raw({ Path: 'http://a/s' }, { ...VideoTemplate, Codec: 'copy' }),
      `UnsupportedOperation: \`${parent}\``,
    ],
  ])('refuse %s', (_, task, expected) => {
    expect(refusal(task)).toBe(expected);
  });
});

it.each([
  ['10px', px(10)],
  ['0 px', px(0)],
  ['-5.5px', px(-5.5)],
  ['10%', { value: 10, of: 'height' }],
  ['10W%', { value: 10, of: 'width' }],
  ['10H%', { value: 10, of: 'height' }],
  ['10S%', { value: 10, of: 'short' }],
  ['12.5L%', { value: 12.5, of: 'long' }],
])('a length of %s', (text, expected) => {
  expect(lengthOf(text, 'height')).toEqual(expected);
});
