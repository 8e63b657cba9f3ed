// Subtitles beside a ladder: any subtitle file as WebVTT, whole and in segments.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type LadderOutput,
  type LadderSubtitle,
  ladderSegmentKey,
  subtitlePattern,
} from '../../contract/ladder.ts';
import { TS_START_SECONDS } from '../ffmpeg/adaptiveCommand.ts';
import { RUN_OPTIONS } from '../ffmpeg/command.ts';
import { JobFailure } from '../jobFailure.ts';
import { cuesOf, cueText } from './webVttCues.ts';

/** Demuxers of subtitle files that hold their text themselves. */
const FORMATS = ['srt', 'webvtt', 'ass', 'subviewer', 'subviewer1', 'microdvd', 'mpl2', 'lrc', 'sami'];

export interface SubtitleTrack {
  /** {subStreamNumber} */
  number: number;
  name: string;
  language: string;
  isDefault: boolean;
  /** The whole file, and its segments with their keys and seconds. */
  whole: string;
  segments: { path: string; key: string; duration: number }[];
}

/** ffmpeg's arguments that make WebVTT of a subtitle file. */
export function subtitleCommand(file: string, to: string): string[] {
  const guard = ['-protocol_whitelist', 'file', '-format_whitelist', FORMATS.join(',')];
  return [...RUN_OPTIONS, ...guard, '-i', file, '-map', '0:s:0', '-c:s', 'webvtt', '-f', 'webvtt', to];
}

/**
 * Makes the track of one subtitle. Segments are as long as the pictures' and cover `duration` seconds; a cue is in each
 * that it is shown in. `ffmpeg` runs it with arguments.
 * @throws JobFailure ContentUnsupported for a file that is no subtitle
 */
export async function subtitleTrack(
  output: LadderOutput,
  subtitle: LadderSubtitle,
  file: string,
  {
    number,
    seconds,
    duration,
    folder,
  }: { number: number; seconds: number; duration: number; folder: string },
  ffmpeg: (args: string[]) => Promise<void>,
): Promise<SubtitleTrack> {
  const whole = join(folder, `${number}.vtt`);
  await ffmpeg(subtitleCommand(file, whole)).catch((error: unknown) => {
    if (!(error instanceof JobFailure) || error.retry) throw error;
    throw new JobFailure({
      code: 'SourceFileError.ContentUnsupported',
      message: `The subtitle ${subtitle.name || subtitle.file} can not be read: it is to be a text file in UTF-8 (SRT, WebVTT, ASS).`,
    });
  });
  const cues = cuesOf(await readFile(whole, 'utf8'));
  const count = Math.max(1, Math.ceil(duration / seconds - 0.001));
  const pattern = subtitlePattern(output.segment);
  // Where the clock of the other streams begins (RFC 8216, 3.5).
  const clock = output.segments.startsWith('ts') ? TS_START_SECONDS * 90_000 : 0;
  const segments = [];
  for (let n = 0; n < (output.packaging === 'hls' ? count : 0); n++) {
    const [start, end] = [n * seconds, n === count - 1 ? duration : (n + 1) * seconds];
    const shown = cues.filter((cue) => cue.start < end && cue.end > start);
    const path = join(folder, `${number}_${n}.vtt`);
    await writeFile(
      path,
      ['WEBVTT', `X-TIMESTAMP-MAP=MPEGTS:${clock},LOCAL:00:00:00.000`, '', ...shown.map(cueText)].join('\n'),
    );
    segments.push({ path, key: ladderSegmentKey(pattern, number, n), duration: end - start });
  }
  const { name, language, isDefault } = subtitle;
  return { number, name, language, isDefault, whole, segments };
}
