// Which streams of the source an output has, and what an output can't have.
import { type AudioSpec, MAX_TRACKS, type MediaOutput, SEVERAL_TRACKS } from '../../contract/media.ts';
import type { Failure } from '../../contract/report.ts';
import { JobFailure } from '../jobFailure.ts';
import { clipOf } from './clip.ts';
import type { AudioSource, Source, VideoSource } from './source.ts';

/** A picture of more than this is refused: one decoded frame of it takes about 100 MB. */
const MAX_SIDE = 16_384;
const MAX_PIXELS = 8192 * 8192;

const ALL_VIDEO = ['h264', 'hevc', 'av1', 'vp8', 'vp9', 'mpeg2video', 'mpeg4', 'mjpeg', 'prores', 'dnxhd'];
const ALL_AUDIO = ['aac', 'mp3', 'mp2', 'ac3', 'eac3', 'flac', 'opus', 'vorbis', 'alac', 'dts'];
const PCM = ['pcm_s16le', 'pcm_s24le'];

/** Codecs that ffmpeg's muxers put into a container so that players find them (names of ffmpeg). */
const HELD: Record<MediaOutput['container'], { video: string[]; audio: string[] }> = {
  mp4: {
    video: ['h264', 'hevc', 'mpeg4', 'mpeg2video', 'av1', 'vp9'],
    audio: ['aac', 'mp3', 'mp2', 'ac3', 'eac3', 'alac'],
  },
  mov: {
    video: ['h264', 'hevc', 'mpeg4', 'mpeg2video', 'mjpeg', 'prores', 'dnxhd'],
    audio: ['aac', 'mp3', 'ac3', 'eac3', 'alac', ...PCM],
  },
  flv: { video: ['h264', 'flv1', 'vp6', 'vp6f'], audio: ['aac', 'mp3'] },
  hls: { video: ['h264', 'hevc'], audio: ['aac', 'mp3', 'ac3', 'eac3'] },
  ts: { video: ['h264', 'hevc', 'mpeg2video', 'mpeg4'], audio: ['aac', 'mp3', 'mp2', 'ac3', 'eac3'] },
  mkv: { video: ALL_VIDEO, audio: [...ALL_AUDIO, ...PCM] },
  webm: { video: ['av1', 'vp8', 'vp9'], audio: ['opus', 'vorbis'] },
  avi: { video: ['h264', 'mpeg4', 'mjpeg', 'mpeg2video'], audio: ['mp3', 'mp2', 'ac3', 'pcm_s16le'] },
  mxf: { video: ['mpeg2video', 'h264', 'dnxhd'], audio: PCM },
  mp3: { video: [], audio: ['mp3'] },
  m4a: { video: [], audio: ['aac', 'alac', 'ac3'] },
  flac: { video: [], audio: ['flac'] },
  ogg: { video: [], audio: ['flac', 'opus', 'vorbis'] },
  wav: { video: [], audio: PCM },
};

/** ffmpeg's names of what the encoders make, where they are not ours. */
const CODEC_NAMES: Record<string, string> = {
  h265: 'hevc',
  mpeg2: 'mpeg2video',
  pcm16: 'pcm_s16le',
  pcm24: 'pcm_s24le',
};

/** The streams of the source that go into `output`, without those that the source lacks. */
export function usedStreams(
  output: MediaOutput,
  source: Source,
): { video: VideoSource | null; audio: AudioSource[] } {
  const { audio } = output;
  return {
    video: output.video && hasPicture(output.container) ? source.video : null,
    audio: audio
      ? (audio.tracks?.flatMap((track) => source.audio[track] ?? []) ?? allTracks(output, audio, source))
      : [],
  };
}

/** All tracks, where nobody chose (AudioTemplateInfo, StreamSelects); the first one alone counts where it can't be used. */
function allTracks(
  { container, addedAudio = [] }: MediaOutput,
  { codec }: AudioSpec,
  source: Source,
): AudioSource[] {
  const [first, ...others] = source.audio;
  if (!first) return [];
  if (!SEVERAL_TRACKS.includes(container)) return [first];
  const usable = others.filter((track) =>
    codec === 'copy' ? HELD[container].audio.includes(track.codec) : isDecodable(track),
  );
  return [first, ...usable.slice(0, Math.max(0, MAX_TRACKS - 1 - addedAudio.length))];
}

/** Codecs that ffmpeg knows by name only. */
const UNDECODED = ['unknown', 'none', '', '4gv', 'celt', 'mpegh_3d_audio', 'smv', 'sonicls'];

function isDecodable({ codec, sampleRate }: AudioSource): boolean {
  return sampleRate > 0 && !UNDECODED.includes(codec);
}

/** Why a source can't be used for anything, or null. */
export function sourceFailure(source: Source): Failure | null {
  const { video } = source;
  if (!video && source.audio.length === 0) {
    return { code: 'SourceFileError.ContentUnsupported', message: 'The source has neither video nor audio.' };
  }
  if (video && (Math.max(video.width, video.height) > MAX_SIDE || video.width * video.height > MAX_PIXELS)) {
    return {
      code: 'SourceFileError.ContentUnsupported',
      message: `The picture of the source is too large: ${video.width}x${video.height} pixels.`,
    };
  }
  return null;
}

/** Why nothing that moves or sounds can be made of `source`, or null. */
export function stillFailure({ still }: Source): Failure | null {
  return still
    ? {
        code: 'SourceFileError.ContentUnsupported',
        message: 'The source is a still picture: only snapshots and sprites are made of one.',
      }
    : null;
}

/** Why no picture can be taken of `source`, or null. */
export function pictureFailure({ video }: Source): Failure | null {
  if (!video) return { code: 'SourceFileError.NoVideoMedia', message: 'The source has no video.' };
  if (video.width === 0 || video.height === 0) return UNKNOWN_SIZE;
  return null;
}

/**
 * Why `output` can't be made from `source`, or null. A source without video still gives the sound of a video output,
 * and one without sound its picture.
 */
export function outputFailure(output: MediaOutput, source: Source): Failure | null {
  const still = stillFailure(source);
  if (still) return still;
  const { video, audio } = usedStreams(output, source);
  if (!video && audio.length === 0) {
    return output.video && hasPicture(output.container)
      ? { code: 'SourceFileError.NoVideoMedia', message: 'The source has no video.' }
      : { code: 'SourceFileError.ContentUnsupported', message: 'The source has no audio.' };
  }
  if (video && (video.width === 0 || video.height === 0)) return UNKNOWN_SIZE;
  return trackFailure(output, source) ?? codecFailure(output, source) ?? clipFailure(output, source);
}

/** A source without any sound is silent; one without a track that was asked for is not the one that was meant. */
function trackFailure({ audio }: MediaOutput, source: Source): Failure | null {
  const missing = audio?.tracks?.find((track) => source.audio.length > 0 && track >= source.audio.length);
  return missing === undefined
    ? null
    : {
        code: 'InvalidInput.ConfigurationUnsupported',
        message: `The source has ${source.audio.length} audio tracks, counted from 0; there is no track ${missing}.`,
      };
}

function codecFailure(output: MediaOutput, source: Source): Failure | null {
  const used = usedStreams(output, source);
  const codecs = {
    video: used.video ? [madeCodec(output.video?.codec, used.video.codec)] : [],
    audio: used.audio.map(({ codec }) => madeCodec(output.audio?.codec, codec)),
  };
  for (const kind of ['video', 'audio'] as const) {
    const unheld = codecs[kind].find((codec) => !HELD[output.container][kind].includes(codec));
    if (unheld !== undefined) return unheldFailure(output, kind, unheld);
  }
  return null;
}

/** Why a track of another file (`undefined`: it has none) can't be one of `output`, or null. */
export function addedFailure(
  output: Pick<MediaOutput, 'container' | 'audio'>,
  track: AudioSource | undefined,
): Failure | null {
  if (!track) return { code: 'SourceFileError.ContentUnsupported', message: 'The source has no audio.' };
  const codec = madeCodec(output.audio?.codec, track.codec);
  return HELD[output.container].audio.includes(codec) ? null : unheldFailure(output, 'audio', codec);
}

function unheldFailure({ container }: Pick<MediaOutput, 'container'>, kind: string, codec: string): Failure {
  return {
    code: 'InvalidInput.ConfigurationUnsupported',
    message: `The container ${container} can't hold ${kind} of the codec ${codec}.`,
  };
}

function madeCodec(asked: string | undefined, source: string): string {
  return asked === undefined || asked === 'copy' ? source : (CODEC_NAMES[asked] ?? asked);
}

function clipFailure(output: MediaOutput, source: Source): Failure | null {
  try {
    clipOf(output, source);
    return null;
  } catch (error) {
    if (error instanceof JobFailure) return error.failure;
    throw error;
  }
}

const UNKNOWN_SIZE: Failure = {
  code: 'SourceFileError.NoVideoResolution',
  message: "The size of the source's picture is unknown.",
};

/** Containers whose files have sound only. */
const SOUND_ONLY: MediaOutput['container'][] = ['mp3', 'm4a', 'flac', 'ogg', 'wav'];

function hasPicture(container: MediaOutput['container']): boolean {
  return !SOUND_ONLY.includes(container);
}
