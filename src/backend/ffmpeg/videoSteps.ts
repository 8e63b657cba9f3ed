// The way of an output's picture through the filters. Pure.
import type { MediaOutput, VideoSpec } from '../../contract/media.ts';
import { type DrawnPicture, type DrawnPictures, subtitleDrawing } from './drawing.ts';
import type { FilterStep } from './filterGraph.ts';
import { mosaicFilters } from './mosaicFilters.ts';
import { colorFilters, outputColors } from './outputColors.ts';
import { firstShape, outputFilters, sourceFilters, targetSize } from './picture.ts';
import type { VideoSource } from './source.ts';
import { watermarkSteps } from './watermarkSteps.ts';

/**
 * The steps from decoded, upright frames to the encoder, in this order: the source's own frames (made whole,
 * repaired, at the output's rate), mosaics on them and subtitles that are pictures; size, shape and dynamic range of the
 * output, watermarks and then subtitles over it; the shape of its pixels. Steps without filters are left out by
 * picturePath. `duration` are the seconds of the output, 0 when unknown; `from` is the index of the source's input.
 * @throws JobFailure InvalidInput.InvalidTimeOffset for times that need a duration which is unknown
 */
export function videoSteps(
  output: MediaOutput,
  spec: VideoSpec,
  source: VideoSource,
  { start, duration, from }: { start: number; duration: number; from: number },
  pictures: DrawnPictures,
): FilterStep[] {
  const bitDepth = spec.bitDepth ?? 8;
  const mosaics = mosaicFilters(spec.mosaics ?? [], source, duration, bitDepth);
  const subtitle = spec.subtitle && pictures.get(subtitleDrawing(spec.subtitle, targetSize(spec, source)));
  const own =
    subtitle?.stream === undefined ? [] : [overlaidStream(spec, source, `${from}:${subtitle.stream}`)];
  // Both are placed in the picture as it is seen: with square pixels.
  const square =
    mosaics === '' && own.length === 0
      ? ''
      : source.resized
        ? firstShape(spec, source)
        : source.plain
          ? ''
          : `scale=${source.width}:${source.height},setsar=1`;
  const encoded = { ...spec, fps: encodableFps(output, spec, source) };
  const look = { frame: targetSize(spec, source), duration, bitDepth, colors: outputColors(spec, source) };
  return [
    ...sourceFilters(encoded, source).map((filters) => ({ filters })),
    ...[{ filters: square }, { filters: mosaics }, ...own],
    ...outputFilters(encoded, square ? { ...source, plain: true } : source).map((filters) => ({ filters })),
    ...watermarkSteps(spec.watermarks ?? [], look, pictures),
    { filters: subtitle && own.length === 0 ? scriptFilters(subtitle, start) : '' },
    { filters: spec.sampleAspect === '2:1' ? 'setsar=2' : '' },
  ];
}

/** A stream of pictures as large as the source's, over which they lie. */
function overlaidStream(spec: VideoSpec, source: VideoSource, stream: string): FilterStep {
  // The source's own range is kept here, whatever becomes of it.
  const deep = spec.bitDepth === 10 || source.range !== '';
  const colors = outputColors({ ...source, adaptive: false, fill: 'black', bitDepth: deep ? 10 : 8 }, source);
  const size = `scale=${source.width}:${source.height}`;
  const pixels = `${colorFilters(colors)},format=yuva420p${deep ? '10le' : ''}`;
  return {
    input: { from: stream, filters: `${size},${pixels}` },
    filters: `overlay=format=yuv420${deep ? 'p10' : ''}:eof_action=pass`,
  };
}

/** Times of subtitles are those of the source. The script lies below the folder that ffmpeg runs in: its name is ours. */
function scriptFilters({ path, fonts }: DrawnPicture, start: number): string {
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
