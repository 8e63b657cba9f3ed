// A source in a container in which ffmpeg finds every key frame. Pure.
import { INPUT_GUARD, RUN_OPTIONS } from './command.ts';
import type { Source, SubtitleSource } from './source.ts';

/**
 * Containers (of ffprobe's names) in which ffmpeg begins at the key frame before a moment. In the others it begins
 * somewhere near it, and what it decodes from there begins with the next key frame: a picture is late by up to a GOP.
 */
const SEEKABLE = ['mov', 'matroska', 'asf', 'gif'];

/** Subtitles that Matroska can hold. */
const SUBTITLES = ['subrip', 'ass', 'webvtt', 'dvb_subtitle', 'dvd_subtitle', 'hdmv_pgs_subtitle'];

/** Seconds. */
const FRAME = 0.05;

/** Whether an output that begins in the middle of `source` needs it rewritten. */
export function needsRewriting({ container, facts, video, still }: Source): boolean {
  if (!video || still) return false;
  return !(container ?? facts.container).split(',').some((name) => SEEKABLE.includes(name));
}

/** Whether nothing of `source` that is used would be another thing afterwards. */
export function canBeRewritten(source: Source): boolean {
  const { facts, video, subtitles = [], spans } = source;
  // ffmpeg 5.1 writes into no Matroska file that a picture is turned.
  if (facts.rotate !== 0) return false;
  // A size that FLV announces beside the frames is lost there.
  if (video?.resized && facts.container.includes('flv')) return false;
  // Frames that are packed with another one in AVI become places to begin at, which they are not.
  if (facts.container.includes('avi') && video?.codec === 'mpeg4' && video.reordered) return false;
  // Pictures that Matroska can't hold.
  if (subtitles.some(({ codec }) => codec === 'xsub')) return false;
  // What is kept begins at 0 afterwards: nothing that is left out may begin before it.
  const starts = keptStreams(source).flatMap((index) => spans.get(index)?.start ?? []);
  return starts.length === 0 || Math.min(...starts) < FRAME;
}

/** The same source when it lies in the file that rewriteCommand makes: only the numbers of its streams differ. */
export function rewritten(source: Source): Source {
  const indexes = new Map(keptStreams(source).map((index, place) => [index, place]));
  const moved = <T extends { index: number }>(stream: T): T => ({
    ...stream,
    index: indexes.get(stream.index) ?? -1,
  });
  return {
    ...source,
    video: source.video && moved(source.video),
    audio: source.audio.map(moved),
    subtitles: (source.subtitles ?? []).map((one): SubtitleSource => ({ ...moved(one), origin: one.index })),
    spans: new Map(
      [...source.spans].flatMap(([index, span]) => {
        const place = indexes.get(index);
        return place === undefined ? [] : [[place, span] as const];
      }),
    ),
  };
}

/** Arguments that copy the streams of `source` from `input` to the Matroska file `file`. */
export function rewriteCommand(input: string, source: Source, file: string): string[] {
  return [
    ...[...RUN_OPTIONS, ...INPUT_GUARD, '-fflags', '+genpts', '-i', input],
    ...keptStreams(source).flatMap((index) => ['-map', `0:${index}`]),
    ...['-c', 'copy', '-map_metadata', '-1', '-map_chapters', '-1', '-max_muxing_queue_size', '4096'],
    ...['-f', 'matroska', file],
  ];
}

/** Indexes of the streams that are used, in their new order. */
function keptStreams({ video, audio, subtitles = [] }: Source): number[] {
  return [
    ...(video ? [video.index] : []),
    ...audio.map(({ index }) => index),
    ...subtitles.filter(({ codec }) => SUBTITLES.includes(codec)).map(({ index }) => index),
  ];
}
