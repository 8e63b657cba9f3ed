// One run of ffmpeg.
import { JobFailure, passing } from '../jobFailure.ts';
import { type ProcessEnd, runProcess } from './process.ts';
import { progressReader } from './progress.ts';
import { TOO_LONG } from './tooLong.ts';

export interface EncodeOptions {
  ffmpeg: string;
  /** From mediaCommand. */
  args: string[];
  cwd: string;
  /** Seconds of media that are expected, 0 when unknown. */
  duration: number;
  /** Killed when no media time was written for so long. */
  stallMs: number;
  signal: AbortSignal;
  /** Seconds of media written so far. */
  onTime: (seconds: number) => void;
}

/** Moving the index to the front of a large mp4 takes its time and shows no progress. */
const FINISHING_FACTOR = 10;

/**
 * Runs ffmpeg to its end.
 * @throws JobFailure when it fails, the signal's reason when it was aborted
 */
export async function encode(options: EncodeOptions): Promise<void> {
  const stalled = new AbortController();
  const stop = () => stalled.abort(STALLED);
  let timer = setTimeout(stop, options.stallMs);
  const onStdout = progressReader((seconds) => {
    clearTimeout(timer);
    const finishing = options.duration > 0 && seconds >= options.duration * 0.98;
    timer = setTimeout(stop, options.stallMs * (finishing ? FINISHING_FACTOR : 1));
    options.onTime(seconds);
  });
  const { ffmpeg, args, cwd } = options;
  const signal = AbortSignal.any([options.signal, stalled.signal]);
  try {
    const end = await runProcess({ program: ffmpeg, args, cwd, signal, onStdout });
    if (end.code !== 0) throw encodeFailure(end);
  } finally {
    clearTimeout(timer);
  }
}

// The machine or the source may be at fault: another attempt tells, and the last one's reason stays.
const STALLED = passing('ffmpeg stopped making progress.');

/** What ffmpeg's end means. The texts are those of ffmpeg 5.1 and its libraries. */
function encodeFailure({ killedBy, late, stderr }: ProcessEnd): JobFailure {
  if (late) return TOO_LONG;
  if (killedBy === 'SIGXFSZ' || /File too large/.test(stderr)) {
    return new JobFailure({
      code: 'InvalidInput.ResultFileSizeTooLarge',
      message: 'The output is larger than files may be.',
    });
  }
  if (killedBy) return passing('ffmpeg was killed; the backend may be out of memory.');
  if (/No space left on device/.test(stderr)) return passing('The backend has no disk space left.');
  if (/Cannot allocate memory/.test(stderr)) return passing('The backend is out of memory.');
  if (UNKNOWN_CODEC.test(stderr)) {
    return new JobFailure({
      code: 'SourceFileError.ContentUnsupported',
      message: 'A codec of the source is not supported.',
    });
  }
  if (UNSUPPORTED.test(stderr)) {
    return new JobFailure({
      code: 'InvalidInput.ConfigurationUnsupported',
      message: 'The source can not be encoded with these parameters.',
    });
  }
  return new JobFailure({
    code: 'SourceFileError.ContentMalformed',
    message: 'The source is damaged or can not be decoded.',
  });
}

const UNKNOWN_CODEC = /Decoder \(codec .*\) not found|Decoding requested, but no decoder found/;
const UNSUPPORTED =
  /Error initializing output stream|Could not write header|not currently supported in container|codec not currently supported|is not supported|Error while opening encoder/;
