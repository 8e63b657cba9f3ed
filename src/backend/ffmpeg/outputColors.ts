// How the colours of what is laid over a picture become those of the picture.
import type { VideoSpec } from '../../contract/media.ts';
import { outputRange } from './dynamicRange.ts';
import { type FrameSpec, targetSize } from './picture.ts';
import type { VideoSource } from './source.ts';

export interface OutputColors {
  /** swscale's name of the matrix. */
  matrix: 'bt601' | 'bt709' | 'bt2020';
  range: '' | 'HDR10' | 'HLG';
}

/** Part of the signal that white has: 203 nits (ITU-R BT.2408, table 1). */
const WHITE = { HDR10: 0.58, HLG: 0.75 };

/** The colours of the picture that `spec` makes of `source`. What says nothing, players take by its size. */
export function outputColors(
  spec: FrameSpec & Pick<VideoSpec, 'bitDepth'>,
  source: VideoSource,
): OutputColors {
  const range = outputRange(spec, source);
  if (range !== '') return { matrix: 'bt2020', range };
  if (source.range !== '') return { matrix: 'bt709', range };
  const { colorSpace = '' } = source;
  if (colorSpace === 'bt709') return { matrix: 'bt709', range };
  if (colorSpace.startsWith('bt2020')) return { matrix: 'bt2020', range };
  if (['smpte170m', 'bt470bg', 'fcc', 'smpte240m'].includes(colorSpace)) return { matrix: 'bt601', range };
  return { matrix: targetSize(spec, source).height > 576 ? 'bt709' : 'bt601', range };
}

/** Names that ffprobe and the filter share. */
const STANDARDS = ['bt709', 'smpte170m', 'bt470bg'];

/** A filter that says of frames what the source says of its colours; none of a high range, of which the encoder is told. */
export function colorTags(
  { colorSpace, colorPrimaries, colorTransfer }: VideoSource,
  range: '' | 'HDR10' | 'HLG',
): string[] {
  const told = { colorspace: colorSpace, color_primaries: colorPrimaries, color_trc: colorTransfer };
  const tags = Object.entries(told).flatMap(([name, value]) =>
    value && STANDARDS.includes(value) ? [`${name}=${value}`] : [],
  );
  return range === '' && tags.length > 0 ? [`setparams=${tags.join(':')}`] : [];
}

/** Filters from RGB to them. */
export function colorFilters({ matrix, range }: OutputColors): string {
  const white = range === '' ? '' : WHITE[range];
  const dimmed = white ? `format=rgba,colorchannelmixer=rr=${white}:gg=${white}:bb=${white},` : '';
  return `${dimmed}scale=out_color_matrix=${matrix}:out_range=tv`;
}
