import { describe, expect, it } from 'vitest';
import { presetTemplates } from './templates.ts';
import { transcodePresets } from './transcodePresets.ts';

/** container, video codec, long×short side, kbps, fps, gop, profile, mode | audio codec, kbps */
function line(definition: number): string {
  const template = presetTemplates.find('Transcode', definition);
  if (!template) return 'none';
  const { VideoTemplate: v, AudioTemplate: a } = template;
  const video = v
    ? `${v.Codec} ${v.Width}×${v.Height} ${v.Bitrate}k ${v.Fps}fps gop${v.Gop} ${v.VideoProfile || '-'} ${v.Mode || '-'}`
    : 'no video';
  return `${template.Container} ${video} | ${a ? `${a.Codec} ${a.Bitrate}k` : 'no audio'}`;
}

describe('a preset of transcoding', () => {
  it.each([
    [10, 'mp4 libx264 320×0 256k 24fps gop240 high VBR | libfdk_aac 48k'],
    [20, 'mp4 libx264 640×0 512k 24fps gop240 high VBR | libfdk_aac 48k'],
    [30, 'mp4 libx264 1280×0 1024k 24fps gop240 high VBR | libfdk_aac 48k'],
    [40, 'mp4 libx264 1920×0 2500k 24fps gop240 high VBR | libfdk_aac 48k'],
    [70, 'mp4 libx264 0×1440 3072k 30fps gop240 high VBR | libfdk_aac 48k'],
    [210, 'hls libx264 320×0 256k 24fps gop240 high VBR | libfdk_aac 48k'],
    [280, 'hls libx264 0×2160 6144k 30fps gop240 high VBR | libfdk_aac 48k'],
    [10046, 'flv libx264 320×0 256k 24fps gop240 high VBR | libmp3lame 48k'],
    [10049, 'flv libx264 1920×0 2500k 24fps gop240 high VBR | libmp3lame 48k'],
    [380, 'flv libx264 0×2160 6144k 30fps gop240 high VBR | libmp3lame 48k'],
    [510, 'mp4 libx265 0×240 250k 15fps gop240 main VBR | libfdk_aac 48k'],
    [630, 'hls libx265 0×720 800k 25fps gop240 main VBR | libfdk_aac 48k'],
    [780, 'flv libx265 0×2160 4096k 30fps gop240 main VBR | libfdk_aac 48k'],
    [100010, 'mp4 libx264 0×360 400k 25fps gop0 - ABR | libfdk_aac 64k'],
    [100270, 'hls libx264 0×1440 3000k 25fps gop0 - ABR | libfdk_aac 160k'],
    [101030, 'mp4 libx265 0×720 1500k 25fps gop0 - ABR | libfdk_aac 128k'],
    [101220, 'hls libx265 0×540 800k 25fps gop0 - ABR | libfdk_aac 64k'],
    [1010, 'mp3 no video | libmp3lame 128k'],
    [1140, 'm4a no video | libfdk_aac 256k'],
    [875, 'mp4 copy 0×0 0k 0fps gop0 - - | copy 0k'],
    [876, 'hls copy 0×0 0k 0fps gop0 - - | copy 0k'],
    [0, 'none'],
    [50, 'none'],
    [100800, 'mp4 libx264 0×0 0k 25fps gop0 - ABR | libfdk_aac 0k'],
    [100840, 'mp4 libx264 0×1080 0k 25fps gop0 - ABR | libfdk_aac 128k'],
    [100305, 'none'],
    [-10, 'none'],
    [10.5, 'none'],
  ])('%i is %s', (definition, expected) => {
    expect(line(definition)).toBe(expected);
  });

  it('shows 100010 as the service does', () => {
    expect(presetTemplates.find('Transcode', 100010)).toMatchObject({
      Definition: '100010',
      Name: 'MP4-FLU',
      Type: 'Preset',
      RemoveVideo: 0,
      RemoveAudio: 0,
      ContainerType: 'Video',
      VideoTemplate: { ResolutionAdaptive: 'open', FillType: 'stretch', FpsDenominator: 1, BitDepth: 8 },
      AudioTemplate: { SampleRate: 44100, AudioChannel: 2 },
      TEHDConfig: null,
    });
  });
});

describe('transcodePresets', () => {
  it('has each id once', () => {
    const ids = transcodePresets.map(({ Definition }) => Definition);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(18 + 18 + 12 + 6 + 5 + 7 + 2);
  });

  it('can not be changed', () => {
    const template = presetTemplates.find('Transcode', 20)!;
    expect(() => Object.assign(template, { Name: 'x' })).toThrow(TypeError);
    expect(() => Object.assign(template.VideoTemplate!, { Bitrate: 1 })).toThrow(TypeError);
  });
});
