// Values that are right by themselves and can't be together (notes of VideoTemplateInfo and AudioTemplateInfo).
import {
  type AudioSpec,
  MAX_TRACKS,
  type MediaOutput,
  SEVERAL_TRACKS,
  type VideoSpec,
} from '../contract/media.ts';
import { ApiError, type ErrorCode, invalidValue } from '../mps/errors.ts';
import { H264_LEVELS, H265_LEVELS } from '../mps/rules/transcode.ts';
import type { ParameterName } from './parameters.ts';
import type { Rendition } from './rendition.ts';

type Container = MediaOutput['container'];

/** Codecs of video that each container may have besides "copy", which depends on the source. */
const VIDEO: Partial<Record<Container, readonly VideoSpec['codec'][]>> = {
  mp4: ['h264', 'h265', 'av1'],
  mov: ['h264', 'h265'],
  flv: ['h264'],
  hls: ['h264', 'h265'],
  ts: ['h264', 'h265'],
  mkv: ['h264', 'h265', 'av1', 'vp8', 'vp9'],
  webm: ['av1', 'vp8', 'vp9'],
  mxf: ['mpeg2'],
};
const AUDIO: Record<Container, readonly AudioSpec['codec'][]> = {
  mp4: ['aac', 'mp3', 'mp2', 'ac3', 'eac3'],
  mov: ['aac', 'mp3', 'ac3', 'eac3', 'pcm16', 'pcm24'],
  flv: ['aac', 'mp3'],
  hls: ['aac', 'mp3', 'ac3', 'eac3'],
  ts: ['aac', 'mp3', 'mp2', 'ac3', 'eac3'],
  mkv: ['aac', 'mp3', 'mp2', 'ac3', 'eac3', 'flac', 'opus', 'vorbis', 'pcm16', 'pcm24'],
  webm: ['opus', 'vorbis'],
  mxf: ['pcm16', 'pcm24'],
  avi: ['mp3', 'mp2', 'ac3'],
  mp3: ['mp3'],
  m4a: ['aac', 'ac3'],
  flac: ['flac'],
  ogg: ['flac', 'opus', 'vorbis'],
  wav: ['pcm16', 'pcm24'],
};
/** What MPS puts into FLV and ffmpeg 5.1 can't. */
const UNSERVED_IN_FLV: readonly string[] = ['h265', 'mp2'];

/** Hertz; codecs that are not here have them all. */
const SAMPLE_RATES: Partial<Record<AudioSpec['codec'], readonly number[]>> = {
  mp3: [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000],
  mp2: [16_000, 22_050, 24_000, 32_000, 44_100, 48_000],
  ac3: [32_000, 44_100, 48_000],
  eac3: [32_000, 44_100, 48_000],
  opus: [8000, 12_000, 16_000, 24_000, 48_000],
};
/** Of the containers that have fewer: FLV with MP3, and MXF. */
const FLV_MP3_RATES = [11_025, 22_050, 44_100];
const MXF_RATES = [48_000];
/** MPEG-2 Video (ISO/IEC 13818-2, table 6-4), in frames per second. */
const MXF_FPS = [24_000 / 1001, 24, 25, 30_000 / 1001, 30, 50, 60_000 / 1001, 60];

/** Containers in which a first frame need not be at 0. */
const FREE_START: readonly Container[] = ['mp4', 'mov', 'mkv', 'webm'];
const TEN_BITS: readonly VideoSpec['codec'][] = ['h264', 'h265', 'av1', 'vp9', 'copy'];
const B_FRAMES: readonly VideoSpec['codec'][] = ['h264', 'h265', 'mpeg2', 'copy'];

/** Throws InvalidParameterValue.<…>, or UnsupportedOperation for what MPS does and no backend here can. */
export function checkCombinations(rendition: Rendition, name: ParameterName): void {
  const { container, video, audio } = rendition;
  if (!video && !audio) {
    throw invalidValue(
      name('RemoveAudio'),
      { en: 'such that video or audio is left', zh: '至少保留视频或音频' },
      'InvalidParameterValue.RemoveAudio',
    );
  }
  if (video) checkVideo(video, container, name);
  if (audio) checkAudio(audio, container, name);
}

function checkVideo(video: VideoSpec, container: Container, name: ParameterName): void {
  const at = (field: string) => name(`VideoTemplate.${field}`);
  checkCodec(at('Codec'), video.codec, container, VIDEO[container] ?? [], 'InvalidParameterValue.VideoCodec');
  checkTimes(video, container, at);
  if (video.codec === 'copy') return;
  if (video.adaptive && video.width > 0 && video.width < video.height) {
    throw invalidValue(
      at('Width'),
      { en: 'at least `Height` where `ResolutionAdaptive` is `open`', zh: '自适应分辨率时不小于 `Height`' },
      'InvalidParameterValue.Width',
    );
  }
  if (video.level !== undefined) checkLevel(video.codec, video.level, at('VideoLevel'));
  if (video.bitDepth === 10) {
    if (!TEN_BITS.includes(video.codec)) throw notWith(at('BitDepth'), '10', 'Codec', video.codec);
    if (video.codec === 'h264' && video.profile !== '')
      throw notWith(at('VideoProfile'), video.profile, 'BitDepth', '10');
  }
  if (video.bFrames) {
    if (!B_FRAMES.includes(video.codec)) throw notWith(at('Bframes'), video.bFrames, 'Codec', video.codec);
    if (video.codec === 'h264' && video.profile === 'baseline')
      throw notWith(at('Bframes'), video.bFrames, 'VideoProfile', 'baseline');
  }
  if (video.codec === 'av1') {
    if (video.rateControl === 'cbr') throw unserved(at('Mode'), 'CBR', 'av1');
    if (video.sceneCuts) throw unserved(at('NoScenecut'), 1, 'av1');
  }
  if (video.codec === 'mpeg2') {
    if (video.rateControl === 'crf') throw unserved(at('Mode'), 'VCRF', 'mpeg2');
    if (video.rateControl === 'vbr' && video.quality !== undefined)
      throw unserved(at('Vcrf'), video.quality, 'mpeg2');
  }
}

/** Frame rate and time stamps, which also concern a copy. */
function checkTimes(video: VideoSpec, container: Container, at: ParameterName): void {
  if (video.fps > 120) {
    throw invalidValue(
      at('Fps'),
      { en: 'at most 120 when divided by `FpsDenominator`', zh: '除以 `FpsDenominator` 后不超过 120' },
      'InvalidParameterValue.Fps',
    );
  }
  const mxfRate = MXF_FPS.some((rate) => Math.abs(rate - video.fps) < 0.005);
  if (container === 'mxf' && video.fps > 0 && !mxfRate) {
    throw invalidValue(
      at('Fps'),
      { en: '24000/1001, 24, 25, 30000/1001, 30, 50, 60000/1001 or 60 for mxf', zh: 'mxf 支持的标准帧率' },
      'InvalidParameterValue.Fps',
    );
  }
  if (!video.keepTimes) return;
  if (video.fps > 0) throw notWith(at('RawPts'), 1, 'Fps', video.fps);
  if (!FREE_START.includes(container)) throw unserved(at('RawPts'), 1, container);
}

function checkLevel(codec: VideoSpec['codec'], level: string, at: string): void {
  const levels = codec === 'h264' ? H264_LEVELS : codec === 'h265' ? H265_LEVELS : [];
  if (!levels.includes(level)) throw notWith(at, level, 'Codec', codec);
}

function checkAudio(audio: AudioSpec, container: Container, name: ParameterName): void {
  const at = (field: string) => name(`AudioTemplate.${field}`);
  checkCodec(at('Codec'), audio.codec, container, AUDIO[container], 'InvalidParameterValue.AudioCodec');
  checkTracks(audio.tracks ?? [], container, at('StreamSelects'));
  if (audio.codec === 'copy') return;
  const rates =
    container === 'mxf'
      ? MXF_RATES
      : container === 'flv' && audio.codec === 'mp3'
        ? FLV_MP3_RATES
        : SAMPLE_RATES[audio.codec];
  if (audio.sampleRate > 0 && rates && !rates.includes(audio.sampleRate)) {
    throw invalidValue(
      at('SampleRate'),
      {
        en: `0 or one of ${rates.join(', ')} for ${audio.codec} in ${container}`,
        zh: ` 0 或 ${rates.join('、')} 之一（${container}，${audio.codec}）`,
      },
      'InvalidParameterValue.AudioSampleRate',
    );
  }
  if (audio.channels > 2 && (audio.codec === 'mp3' || audio.codec === 'mp2'))
    throw notWith(
      at('AudioChannel'),
      audio.channels,
      'Codec',
      audio.codec,
      'InvalidParameterValue.AudioChannel',
    );
}

function checkTracks(tracks: number[], container: Container, at: string): void {
  if (tracks.length > 1 && !SEVERAL_TRACKS.includes(container)) {
    throw invalidValue(at, { en: `one track for ${container}`, zh: `${container} 仅支持一条音轨` });
  }
  const sane = tracks.every((track) => track >= 0 && track < 64) && new Set(tracks).size === tracks.length;
  if (tracks.length > MAX_TRACKS || !sane) {
    throw invalidValue(at, {
      en: `a list of at most ${MAX_TRACKS} different tracks from 0 to 63`,
      zh: `不超过 ${MAX_TRACKS} 个互不相同的音轨序号（0 至 63）`,
    });
  }
}

function checkCodec(
  at: string,
  codec: string,
  container: Container,
  allowed: readonly string[],
  code: ErrorCode,
): void {
  if (codec === 'copy' || allowed.includes(codec)) return;
  if (container === 'flv' && UNSERVED_IN_FLV.includes(codec)) throw unserved(at, codec, container);
  const list = [...allowed, 'copy'].map((each) => `\`${each}\``);
  throw invalidValue(
    at,
    { en: `one of ${list.join(', ')} for ${container}`, zh: ` ${list.join('、')} 之一（${container}）` },
    code,
  );
}

function notWith(
  at: string,
  value: string | number,
  other: string,
  otherValue: string | number,
  code: ErrorCode = 'InvalidParameterValue',
): ApiError {
  return new ApiError(code, {
    en: `The value \`${value}\` of parameter \`${at}\` can not be used when \`${other}\` is \`${otherValue}\`.`,
    zh: `\`${other}\` 为 \`${otherValue}\` 时，参数 \`${at}\` 不能取值 \`${value}\`。`,
  });
}

function unserved(at: string, value: string | number, with_: string): ApiError {
  return new ApiError('UnsupportedOperation', {
    en: `The value \`${value}\` of parameter \`${at}\` is not supported here together with ${with_}.`,
    zh: `此处不支持参数 \`${at}\` 的取值 \`${value}\` 与 ${with_} 同时使用。`,
  });
}
