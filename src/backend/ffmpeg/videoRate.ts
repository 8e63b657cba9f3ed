// ffmpeg's options for how many bits a picture may take.
import type { MediaOutput, VideoSpec } from '../../contract/media.ts';

type Encoded = Exclude<VideoSpec['codec'], 'copy'>;

/** The highest bit rate of the API (VideoTemplateInfo.Bitrate), for specs that keep the source's. */
const MAX_BITRATE = 100_000_000;

/** Rate factor on the encoder's own scale where the spec has none, and the worst one of that scale. */
const QUALITY: Record<Encoded, { preset: number; worst: number }> = {
  h264: { preset: 23, worst: 51 },
  h265: { preset: 28, worst: 51 },
  av1: { preset: 35, worst: 63 },
  vp8: { preset: 20, worst: 63 },
  vp9: { preset: 32, worst: 63 },
  mpeg2: { preset: 4, worst: 31 },
};
/** The worst of the scale that VideoSpec.quality has. */
const WORST_QUALITY = 51;

/**
 * Bit rate, or quality where that is asked for or nobody knows a bit rate. With a quality "vbr" becomes constant
 * quality that never needs more than the bit rate.
 */
export function rateArgs(output: MediaOutput, spec: VideoSpec, codec: Encoded, source: number): string[] {
  const quality = qualityOf(codec, spec.quality);
  const bounds = (peak: number, buffer: number) => ['-maxrate', String(peak), '-bufsize', String(buffer)];
  if (spec.rateControl === 'content') {
    const bound = spec.bitrate > 0 ? bounds(spec.bitrate, spec.bitrate * 2) : [];
    return [...constantQuality(codec, quality), ...bound];
  }
  const bitrate = Math.min(spec.bitrate || source, MAX_BITRATE);
  if (spec.rateControl === 'crf' || bitrate === 0) return constantQuality(codec, quality);
  const average = ['-b:v', String(bitrate)];
  switch (spec.rateControl) {
    case 'abr':
      return average;
    case 'cbr':
      return [
        ...average,
        ...['-minrate', String(bitrate), ...bounds(bitrate, bitrate)],
        // A transport stream may be filled up to the rate; ISO/IEC 14496-15 forbids filler in the others.
        ...(codec === 'h264' && isTransportStream(output) ? ['-x264-params', 'nal-hrd=cbr'] : []),
      ];
    case 'vbr':
      if (spec.quality === undefined) {
        // SVT-AV1 bounds the peak of constant quality only.
        return codec === 'av1' ? average : [...average, ...bounds(bitrate * 2, bitrate * 4)];
      }
      // libvpx takes the bit rate beside a quality for its bound.
      if (codec === 'vp8' || codec === 'vp9') return ['-crf', String(quality), ...average];
      return ['-crf', String(quality), ...bounds(bitrate, bitrate * 2)];
  }
}

function constantQuality(codec: Encoded, quality: number): string[] {
  switch (codec) {
    case 'vp9':
      return ['-crf', String(quality), '-b:v', '0'];
    case 'vp8':
      return ['-crf', String(quality), '-b:v', String(MAX_BITRATE)];
    case 'mpeg2':
      return ['-q:v', String(quality)];
    default:
      return ['-crf', String(quality)];
  }
}

/** The rate factor of H.264 stretched over the encoder's scale. */
function qualityOf(codec: Encoded, quality: number | undefined): number {
  const { preset, worst } = QUALITY[codec];
  return quality === undefined ? preset : Math.round((quality * worst) / WORST_QUALITY);
}

function isTransportStream({ container, segment }: MediaOutput): boolean {
  return container === 'ts' || (container === 'hls' && !segment?.type?.startsWith('fmp4'));
}
