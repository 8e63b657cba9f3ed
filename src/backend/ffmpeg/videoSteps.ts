// The way of an output's picture through the filters. Pure.
import type { MediaOutput, VideoSpec } from '../../contract/media.ts';
import type { BurnedSubtitle } from '../../contract/overlay.ts';
import { type DrawnPictures, subtitleDrawing } from './drawing.ts';
import type { FilterStep } from './filterGraph.ts';
import { mosaicFilters } from './mosaicFilters.ts';
import { outputColors } from './outputColors.ts';
import { outputFilters, type Size, sourceFilters, targetSize } from './picture.ts';
import type { VideoSource } from './source.ts';
import { watermarkSteps } from './watermarkSteps.ts';

/**
 * The steps from decoded, upright frames to the encoder, in this order: the source's own frames (made whole,
 * repaired, at the output's rate), mosaics on them; size, shape and dynamic range of the output, watermarks and then
 * subtitles over it; the shape of its pixels. Steps without
 * filters are left out by picturePath. `duration` are the seconds of the output, 0 when unknown.
 * @throws JobFailure InvalidInput.InvalidTimeOffset for times that need a duration which is unknown
 */
export function videoSteps(
  output: MediaOutput,
  spec: VideoSpec,
  source: VideoSource,
  { start, duration }: { start: number; duration: number },
  pictures: DrawnPictures,
): FilterStep[] {
  const bitDepth = spec.bitDepth ?? 8;
  const mosaics = mosaicFilters(spec.mosaics ?? [], source, duration, bitDepth);
  // Mosaics are placed in the picture as it is seen: with square pixels.
  const square = mosaics !== '' && !source.plain ? `scale=${source.width}:${source.height},setsar=1` : '';
  const encoded = { ...spec, fps: encodableFps(output, spec, source) };
  const look = { frame: targetSize(spec, source), duration, bitDepth, colors: outputColors(spec, source) };
  return [
    ...sourceFilters(encoded, source).map((filters) => ({ filters })),
    ...[{ filters: square }, { filters: mosaics }],
    ...outputFilters(encoded, square ? { ...source, plain: true } : source).map((filters) => ({ filters })),
    ...watermarkSteps(spec.watermarks ?? [], look, pictures),
    { filters: spec.subtitle ? subtitleFilters(spec.subtitle, look.frame, start, pictures) : '' },
    { filters: spec.sampleAspect === '2:1' ? 'setsar=2' : '' },
  ];
}

/** Times of subtitles are those of the source. The script lies below the folder that ffmpeg runs in: its name is ours. */
function subtitleFilters(spec: BurnedSubtitle, frame: Size, start: number, pictures: DrawnPictures): string {
  const { path, fonts } = pictures.get(subtitleDrawing(spec, frame));
  const burn = `ass=${path}${fonts ? `:fontsdir=${fonts}` : ''}`;
  return start > 0 ? `setpts=PTS+${start.toFixed(3)}/TB,${burn},setpts=PTS-${start.toFixed(3)}/TB` : burn;
}

/** Frame rates of MPEG-2 (ISO/IEC 13818-2, table 6-4), which are the ones that MXF knows too. */
const BROADCAST_RATES = [24_000 / 1001, 24, 25, 30_000 / 1001, 30, 50, 60_000 / 1001, 60];

/** The rate to be made; a source whose own rate MXF can't say gets the next one that it can. */
export function encodableFps(output: MediaOutput, spec: VideoSpec, source: VideoSource): number {
  if (output.container !== 'mxf' || spec.fps > 0) return spec.fps;
  if (source.variableFps === 0 && BROADCAST_RATES.some((rate) => Math.abs(rate - source.fps) < 0.005))
    return 0;
  return BROADCAST_RATES.find((rate) => rate >= source.fps - 0.005) ?? 60;
}
