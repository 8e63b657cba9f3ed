// What a command needs to know of its input beyond the facts that are reported.
import type { MediaFacts, VideoStreamFacts } from '../../contract/facts.ts';
import { isStill } from './demuxers.ts';
import { audioStreams, fraction, mediaFacts, rotation, videoStreams } from './facts.ts';
import type { FfprobeOutput, FfprobeStream } from './ffprobeOutput.ts';
import { type Span, streamSpan, union } from './span.ts';

/** The display that HDR10 was mastered on. */
export interface Mastering {
  /** As x265 takes it: chromaticities in 1/50000, luminances in 1/10000 of a candela per square metre. */
  display: string | null;
  /** Light levels of the brightest pixel and of the brightest frame, in candelas per square metre. */
  light: { content: number; average: number } | null;
}

export interface VideoSource {
  /** Stream index in the file. */
  index: number;
  codec: string;
  /** Size as it is displayed: rotated, with square pixels. */
  width: number;
  height: number;
  /** Its frames are stored in that very size, upright. */
  plain: boolean;
  interlaced: boolean;
  /** Later frames may be of another size or shape (sizeChanges.ts). Absent = no. */
  resized?: true;
  /** Frames are stored in another order than they are shown in. Absent = no. */
  reordered?: boolean;
  /** Average frames per second, 25 when unknown. */
  fps: number;
  /** The highest rate that its timestamps suggest, when that is not the average one; 0 for a constant rate. */
  variableFps: number;
  /** Bits per second, 0 when unknown. */
  bitrate: number;
  /** High dynamic range by its transfer function; "" is the standard one. */
  range: '' | 'HDR10' | 'HLG';
  /** Of HDR10, where it was looked for and is told. */
  mastering?: Mastering | null;
  /** ffprobe's names of the matrix of its colours, their primaries and transfer; absent when unknown. */
  colorSpace?: string;
  colorPrimaries?: string;
  colorTransfer?: string;
}

export interface AudioSource {
  index: number;
  codec: string;
  bitrate: number;
  sampleRate: number;
  channels: number;
  /** What the file calls the track, and its language (ISO 639-2); absent where it does not say. */
  title?: string;
  language?: string;
}

/** A track of sound of another file. */
export interface AddedTrack {
  /** Absolute path. */
  file: string;
  source: AudioSource;
}

export interface SubtitleSource {
  /** Stream index in the file; -1 when it is not there any more. */
  index: number;
  /** The index that it had in the file that came, where that is another one. */
  origin?: number;
  codec: string;
}

/** An input: its facts, its first video stream and its audio tracks. */
export interface Source {
  facts: MediaFacts;
  /** Time of its first frame in seconds: what players show as 0. */
  startTime: number;
  /** Where each stream lies, by its index, of those whose container tells. */
  spans: ReadonlyMap<number, Span>;
  video: VideoSource | null;
  /** It is a picture, not a film of one frame. Absent = no. */
  still?: boolean;
  /** ffprobe's name of what lies on disk, where the facts tell another one. */
  container?: string;
  /** ffmpeg begins somewhere near a moment of it, not at it (rewriteCommand.ts): it can't be cut into chunks. Absent = no. */
  rough?: boolean;
  audio: AudioSource[];
  /** Its subtitles; absent = none. */
  subtitles?: SubtitleSource[];
}

/** Reads ffprobe's answer on a file of `size` bytes. */
export function sourceOf(probed: FfprobeOutput, size: number): Source {
  const facts = mediaFacts(probed, size);
  const [video] = videoStreams(probed);
  return {
    facts,
    startTime: probed.format.start_time ?? 0,
    spans: new Map(
      probed.streams.flatMap((stream) => {
        const span = streamSpan(stream, probed);
        return span ? [[stream.index, span] as const] : [];
      }),
    ),
    subtitles: probed.streams
      .filter(({ codec_type }) => codec_type === 'subtitle')
      .map(({ index, codec_name }) => ({ index, codec: codec_name })),
    video: video ? videoSource(video, facts.video[0]) : null,
    ...(isStill(facts.container) && { still: true }),
    audio: audioStreams(probed).flatMap(({ index, tags: { title, language } }, track) => {
      const audioFacts = facts.audio[track];
      const named = { ...(title && { title }), ...(language && language !== 'und' && { language }) };
      return audioFacts ? [{ index, ...audioFacts, ...named }] : [];
    }),
  };
}

/** From the first start of a stream to the last end: some containers count the time before the first frame too. */
export function contentSeconds({ spans, facts }: Source): number {
  const whole = union([...spans.values()]);
  return whole ? whole.end - whole.start : facts.duration;
}

function videoSource(stream: FfprobeStream, facts: VideoStreamFacts | undefined): VideoSource {
  const bitrate = facts?.bitrate ?? 0;
  const [sarWidth, sarHeight] = fraction(stream.sample_aspect_ratio) ?? [1, 1];
  const coded = { width: stream.width ?? 0, height: stream.height ?? 0 };
  const width = Math.round((coded.width * sarWidth) / sarHeight);
  const turned = rotation(stream) % 180 === 90;
  const average = rate(stream.avg_frame_rate);
  const base = rate(stream.r_frame_rate);
  const fps = average || base || 25;
  return {
    index: stream.index,
    codec: stream.codec_name,
    width: turned ? coded.height : width,
    height: turned ? width : coded.height,
    plain: sarWidth === sarHeight && rotation(stream) === 0,
    interlaced: ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order),
    ...(stream.has_b_frames > 0 && { reordered: true }),
    fps,
    // A field rate of twice the frame rate is what ffprobe tells of interlaced video, not a variable rate.
    variableFps: isNear(base, fps) || isNear(base, 2 * fps) || base === 0 ? 0 : base,
    bitrate,
    range: RANGES[stream.color_transfer] ?? '',
    ...(facts?.colorSpace && { colorSpace: facts.colorSpace }),
    ...(facts?.colorPrimaries && { colorPrimaries: facts.colorPrimaries }),
    ...(facts?.colorTransfer && { colorTransfer: facts.colorTransfer }),
  };
}

const RANGES: Record<string, VideoSource['range']> = { smpte2084: 'HDR10', 'arib-std-b67': 'HLG' };

function rate(text: string): number {
  const [numerator, denominator] = fraction(text) ?? [0, 1];
  return numerator / denominator;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= b * 0.01;
}
