// ffprobe's answer as media facts.
import type { AudioStreamFacts, MediaFacts, VideoStreamFacts } from '../../contract/facts.ts';
import { codecString } from './codecString.ts';
import type { FfprobeOutput, FfprobeStream } from './ffprobeOutput.ts';
import { type Span, streamSeconds } from './span.ts';

/** Of each stream that has packets, by its index: how many, their bytes, and their times in seconds as they are in the file. */
export type PacketTotals = ReadonlyMap<number, { bytes: number; packets?: number; span: Span | null }>;

/** Bits per second: more than anything that is played. */
const MAX_BITRATE = 1e12;

/** Video streams without cover art (attached pictures are no video). */
export function videoStreams(probed: FfprobeOutput): FfprobeStream[] {
  return probed.streams.filter(
    (stream) => stream.codec_type === 'video' && stream.disposition.attached_pic !== 1,
  );
}

/** Audio streams that can be described, or have packets in `counted`. */
export function audioStreams(probed: FfprobeOutput, counted: PacketTotals = new Map()): FfprobeStream[] {
  return probed.streams.filter(
    (stream) => stream.codec_type === 'audio' && ((stream.channels ?? 0) > 0 || counted.has(stream.index)),
  );
}

/**
 * Facts of a file. `size` in bytes stands in where ffprobe sees only a part of it (a playlist). Bit rates are
 * those of `counted`, else what the container tells (Ogg and FLV tell what was aimed at: never more than
 * the whole file has, and of FLV's picture nothing),
 * else video is what the whole file leaves when audio is taken off,
 * and a single stream has the file's.
 */
export function mediaFacts(
  probed: FfprobeOutput,
  size: number,
  counted: PacketTotals = new Map(),
): MediaFacts {
  const videos = videoStreams(probed);
  const audios = audioStreams(probed, counted);
  const longest = (streams: FfprobeStream[]) =>
    Math.max(0, ...streams.map((stream) => streamSeconds(stream, probed) ?? 0));
  const duration = probed.format.duration ?? longest(probed.streams);
  const whole = duration > 0 ? (size * 8) / duration : 0;
  const told = (stream: FfprobeStream) => {
    const bytes = counted.get(stream.index)?.bytes;
    const length = streamSeconds(stream, probed) ?? duration;
    if (bytes !== undefined && length > 0) return (bytes * 8) / length;
    if (whole > 0 && stream.codec_type === 'video' && probed.format.format_name.includes('flv')) return null;
    const aimed = /ogg|flv/.test(probed.format.format_name);
    return aimed && whole > 0 && stream.bit_rate !== null
      ? Math.min(stream.bit_rate, whole)
      : stream.bit_rate;
  };
  const rest = (stream: FfprobeStream) => {
    const others = [...videos, ...audios].filter((other) => other !== stream).map(told);
    if (stream.codec_type === 'audio' && others.length > 0) return 0;
    return Math.max(0, whole - others.reduce<number>((sum, rate) => sum + (rate ?? 0), 0));
  };
  // A file may say that it lasts no time at all.
  const bounded = (bits: number) => Math.min(Math.round(bits), MAX_BITRATE);
  const rate = (stream: FfprobeStream) => bounded(told(stream) ?? rest(stream));
  const video = videos.map((stream) => videoFacts(stream, rate(stream)));
  const audio = audios.map((stream) => audioFacts(stream, rate(stream)));
  return {
    size,
    container: probed.format.format_name === 'hls' ? 'hls,applehttp' : probed.format.format_name,
    bitrate: [...video, ...audio].reduce((sum, stream) => sum + stream.bitrate, 0) || bounded(whole),
    duration,
    videoDuration: videos.length > 0 ? longest(videos) || duration : 0,
    audioDuration: audios.length > 0 ? longest(audios) || duration : 0,
    width: Math.max(0, ...video.map((stream) => stream.width)),
    height: Math.max(0, ...video.map((stream) => stream.height)),
    rotate: rotation(videos[0]),
    video,
    audio,
  };
}

/** Clockwise degrees for display: ffprobe tells the display matrix counter-clockwise. */
export function rotation(stream: FfprobeStream | undefined): number {
  const matrix = stream?.side_data_list.find((data) => data.side_data_type === 'Display Matrix');
  const quarters = Math.round(-(matrix?.rotation ?? 0) / 90);
  return (((quarters % 4) + 4) % 4) * 90;
}

/** "30000/1001" as [30000, 1001]; null for what is not a rate ("0/0"). */
export function fraction(text: string): [number, number] | null {
  const [numerator = 0, denominator = 0] = text.split(/[/:]/).map(Number);
  return numerator > 0 && denominator > 0 ? [numerator, denominator] : null;
}

function videoFacts(stream: FfprobeStream, bitrate: number): VideoStreamFacts {
  const [fpsNumerator, fpsDenominator] = fraction(stream.avg_frame_rate) ??
    fraction(stream.r_frame_rate) ?? [0, 1];
  return {
    codec: stream.codec_name,
    codecs: codecString(stream),
    width: stream.width ?? 0,
    height: stream.height ?? 0,
    bitrate,
    fpsNumerator,
    fpsDenominator,
    colorPrimaries: known(stream.color_primaries),
    colorSpace: known(stream.color_space),
    colorTransfer: known(stream.color_transfer),
    hdr: hdrType(stream),
  };
}

function audioFacts(stream: FfprobeStream, bitrate: number): AudioStreamFacts {
  return {
    codec: stream.codec_name,
    codecs: codecString(stream),
    bitrate,
    sampleRate: stream.sample_rate ?? 0,
    channels: stream.channels ?? 0,
  };
}

function hdrType(stream: FfprobeStream): string {
  if (stream.side_data_list.some((data) => data.side_data_type.startsWith('DOVI'))) return 'DOLBY_VISION';
  if (stream.color_transfer === 'smpte2084') return 'HDR10';
  return stream.color_transfer === 'arib-std-b67' ? 'HLG' : '';
}

function known(name: string): string {
  return name === 'unknown' ? '' : name;
}
