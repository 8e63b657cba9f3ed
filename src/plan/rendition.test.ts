import { describe, expect, it } from 'vitest';
import { transcodeTemplate } from '../catalog/transcodeTemplate.ts';
import { formatsOf, renditionOf } from './rendition.ts';

const of = (definition: number) => renditionOf(transcodeTemplate(definition)!);

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
    });
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
    const preset = transcodeTemplate(510)!;
    const video = {
      ...preset.VideoTemplate!,
      Codec: 'h265',
      ResolutionAdaptive: 'close',
      Fps: 30_000,
      FpsDenominator: 1001,
    };
    const custom = renditionOf({ ...preset, RemoveAudio: 1, VideoTemplate: video });
    expect(custom).toMatchObject({ video: { codec: 'h265', adaptive: false }, audio: null });
    expect(custom.video?.fps).toBeCloseTo(29.97, 3);
  });

  it.each([
    [{ Container: 'mkv' }, 'Container'],
    [
      { AudioTemplate: { Codec: 'eac3', Bitrate: 64, SampleRate: 0, AudioChannel: 2 } },
      'AudioTemplate.Codec',
    ],
  ])('refuses %j', (changes, field) => {
    const template = { ...transcodeTemplate(30)!, ...changes };
    expect(() => renditionOf(template)).toThrow(`the template's \`${field}\` is not supported`);
  });
});

describe('formatsOf', () => {
  it.each([
    ['hls', 'm3u8', 'ts'],
    ['mp4', 'mp4', 'ts'],
    ['m4a', 'm4a', 'ts'],
  ] as const)('%s', (container, main, segment) => {
    expect(formatsOf(container)).toEqual({ main, segment });
  });
});
