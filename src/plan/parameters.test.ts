import { describe, expect, it } from 'vitest';
import { presetTemplates } from '../catalog/templates.ts';
import { overriddenParameters, rawParameters } from './parameters.ts';

const video = { Codec: 'h264', Fps: 0, Bitrate: 800 };
const audio = { Codec: 'aac', Bitrate: 64, SampleRate: 0 };

describe('rawParameters', () => {
  it('fills in the documented defaults', () => {
    const parameters = rawParameters({ Container: 'mp4', VideoTemplate: video, AudioTemplate: audio }, 'R');
    expect(parameters).toMatchObject({
      ...{ Container: 'mp4', RemoveVideo: 0, RemoveAudio: 0 },
      VideoTemplate: {
        ...{ Codec: 'h264', Bitrate: 800, Mode: 'VBR', FillType: 'black', ResolutionAdaptive: 'open' },
        ...{ Width: 0, Height: 0, Gop: 0, BitDepth: 8, FpsDenominator: 1 },
      },
      AudioTemplate: { Codec: 'aac', Bitrate: 64, SampleRate: 0, AudioChannel: 2 },
    });
  });

  it('takes an empty text for a default', () => {
    const template = { ...video, Mode: '', FillType: '', VideoLevel: '' };
    const { VideoTemplate } = rawParameters(
      { Container: 'mp4', RemoveAudio: 1, VideoTemplate: template },
      'R',
    );
    expect(VideoTemplate).toMatchObject({ Mode: 'VBR', FillType: 'black', VideoLevel: '' });
  });

  it.each([
    [{ TEHDConfig: { Type: 'TEHD-200' } }, 'R.TEHDConfig.Type'],
    [{ StdExtInfo: '{}' }, 'R.StdExtInfo'],
    [{ VideoTemplate: { ...video, ContentAdaptStream: 1 } }, 'R.VideoTemplate.ContentAdaptStream'],
    [{ VideoTemplate: { ...video, Compress: 50 } }, 'R.VideoTemplate.Compress'],
    [
      { VideoTemplate: { ...video, SegmentSpecificInfo: { Switch: 'on' } } },
      'R.VideoTemplate.SegmentSpecificInfo',
    ],
  ])('refuses %j', (more, field) => {
    expect(() => rawParameters({ Container: 'mp4', VideoTemplate: video, ...more }, 'R')).toThrow(
      `The parameter \`${field}\` is not supported here.`,
    );
  });

  it('takes what is switched off', () => {
    const off = { SegmentSpecificInfo: { Switch: 'off' }, ContentAdaptStream: 0, Compress: 0 };
    const raw = {
      ...{ Container: 'mp4', TEHDConfig: { Type: '', MaxVideoBitrate: 0 }, EnhanceConfig: {} },
      ...{ RemoveAudio: 1, VideoTemplate: { ...video, ...off } },
    };
    expect(rawParameters(raw, 'R').VideoTemplate?.Codec).toBe('h264');
  });
});

describe('overriddenParameters', () => {
  const preset = presetTemplates.find('Transcode', 30)!;
  it('changes the fields that are given and no other', () => {
    const override = { VideoTemplate: { Bitrate: 600, Codec: '', Fps: 0 }, AudioTemplate: { Bitrate: 0 } };
    expect(overriddenParameters(preset, override, 'O')).toEqual({
      ...{ Container: 'mp4', RemoveVideo: 0, RemoveAudio: 0 },
      ...{ TEHDConfig: null, EnhanceConfig: null },
      VideoTemplate: { ...preset.VideoTemplate, Bitrate: 600, Fps: 0 },
      AudioTemplate: { ...preset.AudioTemplate, Bitrate: 0 },
    });
  });

  it('changes the container and what is removed', () => {
    expect(overriddenParameters(preset, { Container: 'mkv', RemoveAudio: 1 }, 'O')).toMatchObject({
      ...{ Container: 'mkv', RemoveVideo: 0, RemoveAudio: 1 },
    });
  });

  it('gives sound a picture only when that is described', () => {
    const sound = presetTemplates.find('Transcode', 1010)!;
    const given = { Container: 'mp4', RemoveVideo: 0, VideoTemplate: { Codec: 'h264' } };
    expect(overriddenParameters(sound, given, 'O').VideoTemplate).toMatchObject({
      Codec: 'h264',
      Bitrate: 0,
    });
    expect(() => overriddenParameters(sound, { VideoTemplate: { Bitrate: 500 } }, 'O')).toThrow(
      'missing a required parameter `O.VideoTemplate.Codec`',
    );
  });

  it.each([
    [{ TEHDConfig: { Type: 'TEHD-200' } }, 'O.TEHDConfig.Type'],
    [{ StdExtInfo: '{}' }, 'O.StdExtInfo'],
  ])('refuses %j', (override, field) => {
    expect(() => overriddenParameters(preset, override, 'O')).toThrow(
      `The parameter \`${field}\` is not supported here.`,
    );
  });
});
