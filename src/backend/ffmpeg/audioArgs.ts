// ffmpeg's audio options of one output.
import type { AudioSpec, MediaOutput } from '../../contract/media.ts';
import { soundFilters } from './enhanceAudio.ts';
import { filledSound } from './evenTracks.ts';
import type { AudioSource } from './source.ts';

type Encoded = Exclude<AudioSpec['codec'], 'copy'>;

/** Bits per second where neither spec nor source tells. */
const DEFAULT_BITRATE = 128_000;

/** Encoder, and the most bits per second that are kept from a source (PCM has far more); lossless ones have none. */
const ENCODERS: Record<Encoded, { name: string; maxBitrate?: number }> = {
  aac: { name: 'aac', maxBitrate: 512_000 },
  mp3: { name: 'libmp3lame', maxBitrate: 320_000 },
  mp2: { name: 'mp2', maxBitrate: 384_000 },
  ac3: { name: 'ac3', maxBitrate: 640_000 },
  eac3: { name: 'eac3', maxBitrate: 640_000 },
  opus: { name: 'libopus', maxBitrate: 510_000 },
  vorbis: { name: 'libvorbis', maxBitrate: 500_000 },
  flac: { name: 'flac' },
  pcm16: { name: 'pcm_s16le' },
  pcm24: { name: 'pcm_s24le' },
};

/** Codecs of sources whose samples have no more than 16 bits worth keeping. */
const LOSSY = ['aac', 'mp3', 'mp2', 'ac3', 'eac3', 'opus', 'vorbis', 'wmav2', 'amr_nb'];

/** Sample rates that FLV's header can say of MP3 (Adobe Flash Video File Format 10.1, E.4.2.1). */
const FLV_MP3_RATES = [44100, 22050, 11025];

/**
 * Options for the audio streams of `output`, one for each of `sources`, whose spec is `spec`. With `even` they are all
 * so many seconds long (evenTracks.ts).
 */
export function audioArgs(output: MediaOutput, spec: AudioSpec, sources: AudioSource[], even = 0): string[] {
  if (spec.codec === 'copy') return ['-c:a', 'copy'];
  return [...filterArgs(spec, sources, even), ...audioEncoderArgs(output, spec, sources)];
}

/** Options of the encoders alone, of a spec whose codec is not "copy". */
export function audioEncoderArgs(output: MediaOutput, spec: AudioSpec, sources: AudioSource[]): string[] {
  if (spec.codec === 'copy') throw new Error('a copied stream has no encoder');
  const { codec } = spec;
  const lossySource = sources.every((source) => LOSSY.includes(source.codec));
  return [
    ...['-c:a', ENCODERS[codec].name],
    ...sources.flatMap((source, index) => {
      const [option, value] = bitrateArg(codec, spec, source);
      if (!option || !value) return [];
      return [sources.length > 1 ? `${option}:${index}` : option, value];
    }),
    ...(codec === 'flac' && lossySource ? ['-sample_fmt', 's16'] : []),
    ...sampleRateArgs(output, spec, sources),
    ...(spec.channels > 0 ? ['-ac', String(spec.channels)] : []),
  ];
}

/** One chain for all tracks, unless they are enhanced, which is done by each one's own layout. */
function filterArgs(spec: AudioSpec, sources: AudioSource[], even: number): string[] {
  const [first, ...others] = sources.map((source) =>
    even > 0
      ? `${audioFilters(spec, source, ':first_pts=0')},${filledSound(even)}`
      : audioFilters(spec, source),
  );
  if (first === undefined || others.every((other) => other === first)) return ['-af', first ?? ''];
  return [first, ...others].flatMap((one, index) => [`-filter:a:${index}`, one]);
}

/** The filters of one track; `resample`: further options of what keeps it with the picture. */
export function audioFilters({ codec, enhance }: AudioSpec, source: AudioSource, resample = ''): string {
  return [
    // Fills holes in the sound and drops what overlaps, so that it stays with the picture.
    `aresample=async=1${resample}`,
    ...soundFilters(enhance, source),
    // Opus knows no other layouts of so many channels.
    ...(codec === 'opus' ? [OPUS_LAYOUTS] : []),
  ].join(',');
}

const OPUS_LAYOUTS = 'aformat=channel_layouts=mono|stereo|5.1|7.1';

function bitrateArg(codec: Encoded, spec: AudioSpec, source: AudioSource): [option?: string, value?: string] {
  const { maxBitrate } = ENCODERS[codec];
  if (maxBitrate === undefined) return [];
  const bitrate = spec.bitrate || Math.min(source.bitrate || DEFAULT_BITRATE, maxBitrate);
  if (codec === 'mp2') return ['-b:a', String(mp2Bitrate(bitrate, spec.sampleRate || source.sampleRate))];
  if (codec === 'vorbis') return ['-q:a', String(vorbisQuality(bitrate, spec.channels || source.channels))];
  return ['-b:a', String(bitrate)];
}

/** kbps of MPEG-1 (32 kHz and more) and MPEG-2 Layer II: ISO/IEC 11172-3, 2.4.2.3 and 13818-3, 2.4.2.3. */
const MP2_KBPS = [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
const MP2_LOW_KBPS = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

/** The next bit rate that Layer II has. */
function mp2Bitrate(bitrate: number, sampleRate: number): number {
  const allowed = sampleRate < 32_000 ? MP2_LOW_KBPS : MP2_KBPS;
  return (allowed.find((kbps) => kbps * 1000 >= bitrate) ?? allowed.at(-1) ?? 0) * 1000;
}

/** Nominal kbps of stereo at 44.1 kHz for the qualities −1 to 10 of Vorbis (Xiph's table). */
const VORBIS_KBPS = [45, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 500];

/** libvorbis refuses many bit rates that a quality can stand for: the highest that stays under it, with tenths. */
function vorbisQuality(bitrate: number, channels: number): number {
  const kbps = ((bitrate / 1000) * 2) / Math.max(1, channels);
  const above = VORBIS_KBPS.findIndex((nominal) => nominal > kbps);
  if (above === 0) return -1;
  if (above < 0) return 10;
  const [low = 0, high = 1] = VORBIS_KBPS.slice(above - 1, above + 1);
  return Math.floor((above - 2 + (kbps - low) / (high - low)) * 10) / 10;
}

function sampleRateArgs(output: MediaOutput, spec: AudioSpec, sources: AudioSource[]): string[] {
  const rate = spec.sampleRate || sources[0]?.sampleRate || 0;
  if (output.container === 'flv' && spec.codec === 'mp3' && !FLV_MP3_RATES.includes(rate))
    return ['-ar', '44100'];
  // Professional MXF has no other rate (SMPTE ST 382).
  if (output.container === 'mxf') return ['-ar', '48000'];
  return spec.sampleRate > 0 ? ['-ar', String(spec.sampleRate)] : [];
}
