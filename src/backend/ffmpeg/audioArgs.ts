// ffmpeg's audio options of one output.
import type { AudioSpec, MediaOutput } from '../../contract/media.ts';
import type { AudioSource } from './source.ts';

/** Bits per second where neither spec nor source tells, and the most that is kept from a source (PCM has far more). */
const DEFAULT_BITRATE = 128_000;
const MAX_BITRATE = { aac: 512_000, mp3: 320_000 };

/** Sample rates that FLV's header can say of MP3 (Adobe Flash Video File Format 10.1, E.4.2.1). */
const FLV_MP3_RATES = [44100, 22050, 11025];

/** Options for the audio stream of `output`, whose spec is `spec`. */
export function audioArgs(output: MediaOutput, spec: AudioSpec, source: AudioSource): string[] {
  if (spec.codec === 'copy') return ['-c:a', 'copy'];
  const bitrate = spec.bitrate || Math.min(source.bitrate || DEFAULT_BITRATE, MAX_BITRATE[spec.codec]);
  return [
    // Fills holes in the sound and drops what overlaps, so that it stays with the picture.
    ...['-af', 'aresample=async=1'],
    ...['-c:a', spec.codec === 'mp3' ? 'libmp3lame' : 'aac', '-b:a', String(bitrate)],
    ...sampleRateArgs(output, spec, source),
    ...(spec.channels > 0 ? ['-ac', String(spec.channels)] : []),
  ];
}

function sampleRateArgs(output: MediaOutput, spec: AudioSpec, source: AudioSource): string[] {
  const rate = spec.sampleRate || source.sampleRate;
  if (output.container === 'flv' && spec.codec === 'mp3' && !FLV_MP3_RATES.includes(rate))
    return ['-ar', '44100'];
  return spec.sampleRate > 0 ? ['-ar', String(spec.sampleRate)] : [];
}
