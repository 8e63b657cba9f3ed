// Subtitles that the source has itself.
import type { Source, SubtitleSource } from './source.ts';

/** The stream of the index `stream` or, where that is no subtitle, the track of that number. */
export function subtitleStream(
  { subtitles = [] }: Pick<Source, 'subtitles'>,
  stream: number,
): SubtitleSource | undefined {
  return subtitles.find(({ index, origin = index }) => origin === stream) ?? subtitles[stream];
}

const PICTURES = ['hdmv_pgs_subtitle', 'dvd_subtitle', 'dvb_subtitle', 'xsub'];

/** Whether subtitles are pictures, of which no text can be made (names of ffmpeg's decoders). */
export function arePictures({ codec }: SubtitleSource): boolean {
  return PICTURES.includes(codec);
}
