import { describe, expect, it } from 'vitest';
import { presetTemplates } from '../catalog/templates.ts';
import { formatsOf, renditionOf } from './rendition.ts';

const name = (field: string) => `P.${field}`;
const of = (definition: number) => renditionOf(presetTemplates.find('Transcode', definition)!, name);

describe('renditionOf', () => {
  it('30: kbps become bits per second', () => {
    expect(of(30)).toEqual({
      container: 'mp4',
      video: {
        codec: 'h264',
        profile: 'high',
        bitrate: 1_024_000,
        rateControl: 'vbr',
        fps: 24,
        width: 1280,
        height: 0,
        adaptive: true,
        fill: 'black',
        gop: 240,
      },
      audio: { codec: 'aac', bitrate: 48_000, sampleRate: 44_100, channels: 2 },
      segments: null,
    });
  });

  it('100840: Top Speed Codec follows the content, bounded by its maximum only', () => {
    expect(of(100840).video).toMatchObject({ rateControl: 'content', bitrate: 0, height: 1080, fps: 25 });
    const bounded = {
      ...presetTemplates.find('Transcode', 20)!,
      TEHDConfig: { Type: 'TEHD-100', MaxVideoBitrate: 300 },
    };
    expect(renditionOf(bounded, name).video).toMatchObject({ rateControl: 'content', bitrate: 300_000 });
    const copied = { ...presetTemplates.find('Transcode', 875)!, TEHDConfig: { Type: 'TEHD-100' } };
    expect(() => renditionOf(copied, name)).toThrow(
      expect.objectContaining({ code: 'InvalidParameterValue.TEHDType' }),
    );
  });

  it('100210: the short side is the height', () => {
    expect(of(100210)).toMatchObject({
      container: 'hls',
      video: {
        codec: 'h264',
        profile: '',
        bitrate: 400_000,
        rateControl: 'abr',
        width: 0,
        height: 360,
        gop: 0,
      },
    });
  });

  it('710 is H.265 with AAC in flv, 10046 H.264 with MP3', () => {
    expect(of(710)).toMatchObject({
      container: 'flv',
      video: { codec: 'h265', profile: 'main' },
      audio: { codec: 'aac' },
    });
    expect(of(10046)).toMatchObject({ container: 'flv', video: { codec: 'h264' }, audio: { codec: 'mp3' } });
  });

  it('1020 has sound only', () => {
    expect(of(1020)).toEqual({
      container: 'mp3',
      video: null,
      audio: { codec: 'mp3', bitrate: 320_000, sampleRate: 44_100, channels: 2 },
      segments: null,
    });
  });

  it('876 copies both', () => {
    expect(of(876)).toMatchObject({
      container: 'hls',
      video: { codec: 'copy', bitrate: 0 },
      audio: { codec: 'copy' },
    });
  });

  it('takes codec names as requests write them, and drops what is removed', () => {
    const preset = presetTemplates.find('Transcode', 510)!;
    const video = {
      ...preset.VideoTemplate!,
      Codec: 'h265',
      ResolutionAdaptive: 'close',
      Fps: 30_000,
      FpsDenominator: 1001,
    };
    const custom = renditionOf({ ...preset, RemoveAudio: 1, VideoTemplate: video }, name);
    expect(custom).toMatchObject({ video: { codec: 'h265', adaptive: false }, audio: null });
    expect(custom.video?.fps).toBeCloseTo(29.97, 3);
  });

  it('has words for every field', () => {
    const preset = presetTemplates.find('Transcode', 220)!;
    const VideoTemplate = {
      ...preset.VideoTemplate!,
      ...{
        VideoLevel: '4.1',
        BitDepth: 10,
        Mode: 'VCRF',
        Vcrf: 28,
        Gop: 2,
        GopUnit: 'second',
        NoScenecut: 1,
      },
      ...{ Bframes: 3, Sar: '2:1', RawPts: 1, SegmentType: 7, HlsTime: 4 },
    };
    const AudioTemplate = { ...preset.AudioTemplate!, Codec: 'ac3', StreamSelects: [1, 2] };
    expect(renditionOf({ ...preset, VideoTemplate, AudioTemplate }, name)).toMatchObject({
      container: 'hls',
      video: {
        ...{ level: '4.1', bitDepth: 10, rateControl: 'crf', quality: 28, gop: 2, gopUnit: 'second' },
        ...{ sceneCuts: true, bFrames: 3, sampleAspect: '2:1', keepTimes: true },
      },
      audio: { codec: 'ac3', tracks: [1, 2] },
      segments: { type: 'fmp4', seconds: 4 },
    });
  });

  it.each([
    ['libx264', 'h264'],
    ['libx265', 'h265'],
    ['av1', 'av1'],
    ['vp8', 'vp8'],
    ['vp9', 'vp9'],
    ['mpeg2', 'mpeg2'],
  ])('video codec %s is %s', (Codec, codec) => {
    const preset = presetTemplates.find('Transcode', 20)!;
    const VideoTemplate = { ...preset.VideoTemplate!, Codec };
    expect(renditionOf({ ...preset, VideoTemplate }, name).video?.codec).toBe(codec);
  });

  it('leaves the picture out of containers for sound', () => {
    expect(
      renditionOf({ ...presetTemplates.find('Transcode', 20)!, Container: 'wav' }, name).video,
    ).toBeNull();
  });

  const video = presetTemplates.find('Transcode', 30)!.VideoTemplate!;
  it.each([
    [{ Container: 'avi' }, 'P.Container', 'avi'],
    [{ VideoTemplate: { ...video, Codec: 'dnxhd' } }, 'P.VideoTemplate.Codec', 'dnxhd'],
    [{ VideoTemplate: { ...video, Codec: 'mv-hevc' } }, 'P.VideoTemplate.Codec', 'mv-hevc'],
    [{ VideoTemplate: { ...video, Codec: 'h266' } }, 'P.VideoTemplate.Codec', 'h266'],
    [{ VideoTemplate: { ...video, FillType: 'smarttailor' } }, 'P.VideoTemplate.FillType', 'smarttailor'],
    [
      { AudioTemplate: { Codec: 'alac', Bitrate: 64, SampleRate: 0, AudioChannel: 2 } },
      'P.AudioTemplate.Codec',
      'alac',
    ],
  ])('refuses %j', (changes, field, value) => {
    const template = { ...presetTemplates.find('Transcode', 30)!, ...changes };
    expect(() => renditionOf(template, name)).toThrow(
      `The value \`${value}\` of parameter \`${field}\` is not supported here.`,
    );
  });
});

describe('formatsOf', () => {
  it.each([
    ['hls', 'ts', 'm3u8', 'ts'],
    ['hls', 'ts-ranges', 'm3u8', 'ts'],
    ['hls', 'fmp4', 'm3u8', 'm4s'],
    ['hls', 'fmp4-ranges', 'm3u8', 'mp4'],
    ['mp4', null, 'mp4', 'ts'],
    ['webm', null, 'webm', 'ts'],
  ] as const)('%s of %s', (container, type, main, segment) => {
    expect(formatsOf({ container, segments: type && { type, seconds: 0 } })).toEqual({ main, segment });
  });
});
