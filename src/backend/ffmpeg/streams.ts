// Which streams of the source an output has, and what an output can't have.
import type { MediaOutput } from '../../contract/media.ts';
import type { Failure } from '../../contract/report.ts';
import type { AudioSource, Source, VideoSource } from './source.ts';

/** A picture of more than this is refused: one decoded frame of it takes about 100 MB. */
const MAX_SIDE = 16_384;
const MAX_PIXELS = 8192 * 8192;

/** Codecs that a stream copy can put into a container (names of ffmpeg). */
const COPYABLE: Record<MediaOutput['container'], { video: string[]; audio: string[] }> = {
  mp4: {
    video: ['h264', 'hevc', 'mpeg4', 'mpeg2video', 'av1', 'vp9'],
    audio: ['aac', 'mp3', 'mp2', 'ac3', 'eac3', 'alac'],
  },
  flv: { video: ['h264', 'flv1', 'vp6', 'vp6f'], audio: ['aac', 'mp3'] },
  hls: { video: ['h264', 'hevc'], audio: ['aac', 'mp3', 'ac3', 'eac3'] },
  mp3: { video: [], audio: ['mp3'] },
  m4a: { video: [], audio: ['aac', 'alac', 'ac3'] },
};

/** The streams of the source that go into `output`; null for one that it leaves out or the source lacks. */
export function usedStreams(
  output: MediaOutput,
  source: Source,
): { video: VideoSource | null; audio: AudioSource | null } {
  return {
    video: output.video && hasPicture(output.container) ? source.video : null,
    audio: output.audio ? source.audio : null,
  };
}

/** Why a source can't be used for anything, or null. */
export function sourceFailure(source: Source): Failure | null {
  const { video } = source;
  if (!video && !source.audio) {
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

/** Why no picture can be taken of `source`, or null. */
export function pictureFailure({ video }: Source): Failure | null {
  if (!video) return { code: 'SourceFileError.NoVideoMedia', message: 'The source has no video.' };
  if (video.width === 0 || video.height === 0) return UNKNOWN_SIZE;
  return null;
}

/** Why `output` can't be made from `source`, or null. A source without video still gives the sound of a video output. */
export function outputFailure(output: MediaOutput, source: Source): Failure | null {
  const { video, audio } = usedStreams(output, source);
  if (!video && !audio) {
    return output.video && hasPicture(output.container)
      ? { code: 'SourceFileError.NoVideoMedia', message: 'The source has no video.' }
      : { code: 'SourceFileError.ContentUnsupported', message: 'The source has no audio.' };
  }
  if (video && (video.width === 0 || video.height === 0)) return UNKNOWN_SIZE;
  const possible = COPYABLE[output.container];
  const codecs = {
    video:
      video && (output.video?.codec === 'copy' ? video.codec : output.video?.codec.replace('h265', 'hevc')),
    audio: audio && (output.audio?.codec === 'copy' ? audio.codec : output.audio?.codec),
  };
  for (const kind of ['video', 'audio'] as const) {
    const codec = codecs[kind];
    if (codec && !possible[kind].includes(codec)) {
      return {
        code: 'InvalidInput.ConfigurationUnsupported',
        message: `The container ${output.container} can't hold ${kind} of the codec ${codec}.`,
      };
    }
  }
  return null;
}

const UNKNOWN_SIZE: Failure = {
  code: 'SourceFileError.NoVideoResolution',
  message: "The size of the source's picture is unknown.",
};

function hasPicture(container: MediaOutput['container']): boolean {
  return container !== 'mp3' && container !== 'm4a';
}
