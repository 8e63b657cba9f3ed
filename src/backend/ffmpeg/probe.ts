// Asks ffprobe what is in a file.
import { dirname } from 'node:path';
import { JobFailure, passing } from '../jobFailure.ts';
import { INPUT_GUARD, MAX_ALLOCATION } from './command.ts';
import { FfprobeOutput } from './ffprobeOutput.ts';
import { type ProcessEnd, runProcess } from './process.ts';
import { TOO_LONG } from './tooLong.ts';

/** Of the tags of a file, of which there may be many megabytes, only the one that is read. */
const FORMAT = 'format=format_name,start_time,duration,size,bit_rate:format_tags=encoder,Encoder,ENCODER';
const SHOW = ['-show_streams', '-show_data', '-show_entries', FORMAT, '-of', 'json'];
/** Our own manifests may name the segments beside them. */
const HLS_GUARD = ['-protocol_whitelist', 'file', '-format_whitelist', 'hls,mpegts,mov'];
/**
 * Options for streams that begin late: a transport stream says nothing of a stream before its first packets, and
 * Matroska not when it begins. ffprobe reads on only until it knows all streams, and keeps in memory what it has read,
 * at most so many MiB. The limit in time, in microseconds, is a day.
 */
function longLook(mebibytes: number): string[] {
  return ['-analyzeduration', '86400000000', '-probesize', String(mebibytes * 1024 * 1024)];
}

/** Sources may have streams that never begin (subtitles): less is read for them than for what we made ourselves. */
const INPUT_LOOK = longLook(64);
export const OUTPUT_LOOK = longLook(256);

/** Far more than ffprobe says of any file with a sane number of streams. */
const MAX_ANSWER = 16 * 1024 * 1024;

/**
 * What ffprobe says of a local file that somebody else made. Paths are absolute.
 * @throws JobFailure ContentUnsupported for formats that are not taken (playlists, text), ContentMalformed
 * for what is no media file
 */
export async function probeInput(ffprobe: string, file: string, signal: AbortSignal): Promise<FfprobeOutput> {
  const said = answer();
  const options = {
    program: ffprobe,
    args: inputArgs(file),
    cwd: dirname(file),
    signal,
    onStdout: said.take,
  };
  return whatItSays(await runProcess(options), said.text());
}

/** What ffprobe says of an output of ours; fails like probeInput. */
export function probeOutput(ffprobe: string, file: string, signal: AbortSignal): Promise<FfprobeOutput> {
  return probe(ffprobe, [...OUTPUT_LOOK, ...outputGuard(file)], file, dirname(file), signal);
}

/** As probeInput, for a URL on the loopback address (see sourceProxy.ts). */
export function probeUrl(ffprobe: string, url: string, signal: AbortSignal): Promise<FfprobeOutput> {
  const [, , ...formats] = INPUT_GUARD;
  return probe(ffprobe, ['-protocol_whitelist', 'http,tcp', ...formats], url, '/', signal, true);
}

/** Options that let ffprobe read what the output `file` needs. */
export function outputGuard(file: string): string[] {
  return file.endsWith('.m3u8') ? HLS_GUARD : INPUT_GUARD;
}

async function probe(
  ffprobe: string,
  guard: string[],
  file: string,
  cwd: string,
  signal: AbortSignal,
  network = false,
): Promise<FfprobeOutput> {
  const said = answer();
  const args = probeArgs(guard, file);
  const options = { program: ffprobe, args, cwd, network, signal, onStdout: said.take };
  return whatItSays(await runProcess(options), said.text());
}

/** The words after ffprobe's name for a source, which lies in `file`. */
export function inputArgs(file: string): string[] {
  return probeArgs([...INPUT_LOOK, ...INPUT_GUARD], file);
}

function probeArgs(guard: string[], file: string): string[] {
  return ['-hide_banner', '-loglevel', 'error', ...MAX_ALLOCATION, ...guard, ...SHOW, '-i', file];
}

/** Collects what ffprobe writes, within bounds. */
export function answer(): { take: (chunk: string) => void; text: () => string } {
  let text = '';
  return {
    take: (chunk) => {
      if (text.length < MAX_ANSWER) text += chunk;
    },
    text: () => text,
  };
}

/** What an ffprobe that has ended has found; throws as probeInput does. */
export function whatItSays(end: ProcessEnd, text: string): FfprobeOutput {
  if (end.late) throw TOO_LONG;
  if (end.killedBy) throw passing('ffprobe was killed.');
  if (end.stderr.includes('Format not on whitelist')) {
    throw new JobFailure({
      code: 'SourceFileError.ContentUnsupported',
      message: 'The format of the source is not supported: playlists and text are no media files.',
    });
  }
  const parsed = end.code === 0 ? FfprobeOutput.safeParse(json(text)) : null;
  if (!parsed?.success) {
    throw new JobFailure({
      code: 'SourceFileError.ContentMalformed',
      message: 'The source is not a media file, or it is damaged.',
    });
  }
  return parsed.data;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
