import { expect, it } from 'vitest';
import { ApiError } from '../mps/errors.ts';
import { checkCombinations } from './combinations.ts';
import { rawParameters } from './parameters.ts';
import { renditionOf } from './rendition.ts';

type Raw = Parameters<typeof rawParameters>[0];
type Video = NonNullable<Raw['VideoTemplate']>;
type Audio = NonNullable<Raw['AudioTemplate']>;

/** The refusal of a container with a video codec and an audio codec ("" = none), as "code field". */
function refusal(container: string, video: Partial<Video>, audio: Partial<Audio>): string {
  const raw: Raw = {
    Container: container,
    RemoveVideo: video.Codec ? 0 : 1,
    RemoveAudio: audio.Codec ? 0 : 1,
    VideoTemplate: { Codec: '', Fps: 0, Bitrate: 0, ...video },
    AudioTemplate: { Codec: '', Bitrate: 0, SampleRate: 0, ...audio },
  };
  const name = (field: string) => field;
  try {
    checkCombinations(renditionOf(rawParameters(raw, 'R'), name), name);
  } catch (error) {
    if (error instanceof ApiError) return `${error.code} ${/parameter `([^`]+)`/.exec(error.message)?.[1]}`;
    throw error;
  }
  return 'accepted';
}

const VIDEO = ['h264', 'h265', 'av1', 'vp8', 'vp9', 'mpeg2', 'copy'];
it.each([
  ['mp4', 'h264 h265 av1 copy'],
  ['mov', 'h264 h265 copy'],
  ['flv', 'h264 copy'],
  ['hls', 'h264 h265 copy'],
  ['ts', 'h264 h265 copy'],
  ['mkv', 'h264 h265 av1 vp8 vp9 copy'],
  ['webm', 'av1 vp8 vp9 copy'],
  ['mxf', 'mpeg2 copy'],
])('%s holds video of %s', (container, expected) => {
  const accepted = VIDEO.filter((Codec) => refusal(container, { Codec }, {}) === 'accepted');
  expect(accepted.join(' ')).toBe(expected);
});

const AUDIO = ['aac', 'mp3', 'mp2', 'ac3', 'eac3', 'flac', 'opus', 'vorbis', 'pcm16', 'pcm24', 'copy'];
it.each([
  ['mp4', 'aac mp3 mp2 ac3 eac3 copy'],
  ['mov', 'aac mp3 ac3 eac3 pcm16 pcm24 copy'],
  ['flv', 'aac mp3 copy'],
  ['hls', 'aac mp3 ac3 eac3 copy'],
  ['ts', 'aac mp3 mp2 ac3 eac3 copy'],
  ['mkv', AUDIO.join(' ')],
  ['webm', 'opus vorbis copy'],
  ['mxf', 'pcm16 pcm24 copy'],
  ['mp3', 'mp3 copy'],
  ['m4a', 'aac ac3 copy'],
  ['flac', 'flac copy'],
  ['ogg', 'flac opus vorbis copy'],
  ['wav', 'pcm16 pcm24 copy'],
])('%s holds audio of %s', (container, expected) => {
  const accepted = AUDIO.filter((Codec) => refusal(container, {}, { Codec }) === 'accepted');
  expect(accepted.join(' ')).toBe(expected);
});

const h264 = { Codec: 'h264' };
it.each<[string, string, Partial<Video>, Partial<Audio>]>([
  ['InvalidParameterValue.VideoCodec VideoTemplate.Codec', 'webm', h264, {}],
  ['UnsupportedOperation VideoTemplate.Codec', 'flv', { Codec: 'h265' }, {}],
  ['InvalidParameterValue.AudioCodec AudioTemplate.Codec', 'mp3', {}, { Codec: 'aac' }],
  ['UnsupportedOperation AudioTemplate.Codec', 'flv', h264, { Codec: 'mp2' }],
  ['InvalidParameterValue.RemoveAudio RemoveAudio', 'mp4', {}, {}],
  ['InvalidParameterValue.RemoveAudio RemoveAudio', 'mp3', h264, {}],
  ['InvalidParameterValue.Width VideoTemplate.Width', 'mp4', { ...h264, Width: 320, Height: 640 }, {}],
  ['accepted', 'mp4', { ...h264, Width: 320, Height: 640, ResolutionAdaptive: 'close' }, {}],
  ['InvalidParameterValue.Fps VideoTemplate.Fps', 'mp4', { ...h264, Fps: 250, FpsDenominator: 2 }, {}],
  ['InvalidParameterValue VideoTemplate.VideoLevel', 'mp4', { ...h264, VideoLevel: '6.2' }, {}],
  ['accepted', 'mp4', { Codec: 'h265', VideoLevel: '6.2' }, {}],
  ['InvalidParameterValue VideoTemplate.VideoLevel', 'webm', { Codec: 'vp9', VideoLevel: '4' }, {}],
  ['InvalidParameterValue VideoTemplate.BitDepth', 'webm', { Codec: 'vp8', BitDepth: 10 }, {}],
  [
    'InvalidParameterValue VideoTemplate.VideoProfile',
    'mp4',
    { ...h264, BitDepth: 10, VideoProfile: 'high' },
    {},
  ],
  ['accepted', 'mp4', { ...h264, BitDepth: 10, VideoProfile: 'default' }, {}],
  [
    'InvalidParameterValue VideoTemplate.Bframes',
    'mp4',
    { ...h264, Bframes: 2, VideoProfile: 'baseline' },
    {},
  ],
  ['InvalidParameterValue VideoTemplate.Bframes', 'webm', { Codec: 'vp9', Bframes: 2 }, {}],
  ['accepted', 'webm', { Codec: 'vp9', Bframes: 0 }, {}],
  ['UnsupportedOperation VideoTemplate.Mode', 'mp4', { Codec: 'av1', Mode: 'CBR' }, {}],
  ['UnsupportedOperation VideoTemplate.NoScenecut', 'mp4', { Codec: 'av1', NoScenecut: 1 }, {}],
  ['UnsupportedOperation VideoTemplate.Mode', 'mxf', { Codec: 'mpeg2', Mode: 'VCRF' }, {}],
  ['UnsupportedOperation VideoTemplate.Vcrf', 'mxf', { Codec: 'mpeg2', Vcrf: 20 }, {}],
  ['InvalidParameterValue.Fps VideoTemplate.Fps', 'mxf', { Codec: 'mpeg2', Fps: 20 }, {}],
  ['accepted', 'mxf', { Codec: 'mpeg2', Fps: 30_000, FpsDenominator: 1001 }, {}],
  ['InvalidParameterValue VideoTemplate.RawPts', 'mp4', { ...h264, RawPts: 1, Fps: 25 }, {}],
  ['UnsupportedOperation VideoTemplate.RawPts', 'hls', { ...h264, RawPts: 1 }, {}],
  [
    'InvalidParameterValue.AudioSampleRate AudioTemplate.SampleRate',
    'ogg',
    {},
    { Codec: 'opus', SampleRate: 44_100 },
  ],
  [
    'InvalidParameterValue.AudioSampleRate AudioTemplate.SampleRate',
    'mp3',
    {},
    { Codec: 'mp3', SampleRate: 96_000 },
  ],
  [
    'InvalidParameterValue.AudioSampleRate AudioTemplate.SampleRate',
    'flv',
    h264,
    { Codec: 'mp3', SampleRate: 48_000 },
  ],
  [
    'InvalidParameterValue.AudioSampleRate AudioTemplate.SampleRate',
    'mxf',
    {},
    { Codec: 'pcm16', SampleRate: 44_100 },
  ],
  [
    'InvalidParameterValue.AudioChannel AudioTemplate.AudioChannel',
    'mp3',
    {},
    { Codec: 'mp3', AudioChannel: 6 },
  ],
])('%s: %s with %j and %j', (expected, container, video, audio) => {
  expect(refusal(container, video, audio)).toBe(expected);
});

it.each([
  ['accepted', 'mkv', [0, 2]],
  ['accepted', 'mp3', [3]],
  ['InvalidParameterValue StreamSelects', 'mp3', [0, 1]],
  ['InvalidParameterValue StreamSelects', 'mkv', [1, 1]],
  ['InvalidParameterValue StreamSelects', 'mkv', [-1]],
])('%s: tracks in %s: %j', (expected, container, tracks) => {
  const name = (field: string) => field.replace('AudioTemplate.', '');
  const audio = { codec: 'mp3' as const, bitrate: 0, sampleRate: 0, channels: 2, tracks };
  const check = () =>
    checkCombinations({ container: container as 'mkv' | 'mp3', video: null, audio, segments: null }, name);
  if (expected === 'accepted') expect(check).not.toThrow();
  else expect(check).toThrow('`StreamSelects`');
});
