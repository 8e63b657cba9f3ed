// High and standard dynamic range: what is carried, made or reduced. White is 203 nits (ITU-R BT.2408).
import type { VideoSpec } from '../../contract/media.ts';
import type { VideoSource } from './source.ts';

const WHITE = 'npl=203';
const LINEAR = 'format=gbrpf32le';
const TRANSFER = { HDR10: 'smpte2084', HLG: 'arib-std-b67' } as const;

type Ranged = Pick<VideoSpec, 'bitDepth' | 'enhance'>;

/** The dynamic range of the output's picture: "" is the standard one. Eight bits are too few for a high one. */
export function outputRange(spec: Ranged, source: VideoSource): '' | 'HDR10' | 'HLG' {
  if (spec.bitDepth !== 10) return '';
  return spec.enhance?.hdr ?? source.range;
}

/** Filters from the source's dynamic range to the output's, for frames of any size. */
export function rangeFilters(spec: Ranged, source: VideoSource): string[] {
  const range = outputRange(spec, source);
  if (range === source.range) return [];
  const input = source.range === '' ? [FROM_STANDARD] : ['zscale=t=linear:p=bt2020:m=gbr:npl=203'];
  if (range === '') {
    // Bright parts are rolled off, the others stay as they are.
    return [
      ...[`zscale=t=linear:${WHITE}`, LINEAR, 'zscale=p=bt709', 'tonemap=mobius:desat=0'],
      'zscale=t=bt709:m=bt709:r=tv',
    ];
  }
  return [
    ...input,
    LINEAR,
    `zscale=tin=linear:pin=bt2020:min=gbr:p=bt2020:t=${TRANSFER[range]}:m=bt2020nc:r=tv:${WHITE}`,
  ];
}

// A source without tags is what players take it for.
const FROM_STANDARD = `format=yuv420p,zscale=tin=bt709:min=bt709:pin=bt709:t=linear:p=bt2020:m=gbr:${WHITE}`;

/** Options of the encoder that say the output's range; x265 has its own, see x265RangeParams. */
export function rangeArgs(spec: Ranged, source: VideoSource): string[] {
  const range = outputRange(spec, source);
  if (range === '') return source.range === '' ? [] : colorArgs('bt709', 'bt709', 'bt709');
  return colorArgs('bt2020', TRANSFER[range], 'bt2020nc');
}

function colorArgs(primaries: string, transfer: string, matrix: string): string[] {
  return ['-color_primaries', primaries, '-color_trc', transfer, '-colorspace', matrix];
}

/** Parameters of x265 that write SMPTE ST 2086 and CTA-861.3 metadata as the source has them. */
export function x265RangeParams(spec: Ranged, source: VideoSource): string[] {
  if (outputRange(spec, source) !== 'HDR10') return [];
  const { mastering } = source;
  return [
    'hdr10=1',
    'repeat-headers=1',
    ...(mastering?.display ? [`master-display=${mastering.display}`] : []),
    ...(mastering?.light ? [`max-cll=${mastering.light.content},${mastering.light.average}`] : []),
  ];
}
