// Pictures whose size or shape changes in the middle of a stream, as in recordings of what was sent live.
import { dirname } from 'node:path';
import type { Output } from '../../contract/output.ts';
import { INPUT_GUARD, MAX_ALLOCATION } from './command.ts';
import { runProcess } from './process.ts';
import type { Source } from './source.ts';

/** Containers (of ffprobe's names) whose pictures may begin to be of another size; the others have one for a whole track. */
const LOOSE = ['mpegts', 'mpeg', 'flv', 'hls', 'h264', 'hevc', 'mpegvideo'];
/** Codecs whose key frames tell their size themselves, wherever they lie. */
const LOOSE_CODECS = ['vp8', 'vp9', 'av1'];

/** Whether the picture of `source` may change its size. */
function mayChangeSize({ facts, container, video, still }: Source): boolean {
  if (!video || still) return false;
  const names = `${facts.container},${container ?? ''}`.split(',');
  return LOOSE_CODECS.includes(video.codec) || names.some((name) => LOOSE.includes(name));
}

function resized(source: Source): Source {
  return source.video ? { ...source, video: { ...source.video, resized: true } } : source;
}

/**
 * The source that lies at `file`, with what its key frames say: a size can change there only. They are decoded until one is
 * unlike the first. Where few of its frames are shown it is taken for one that changes, and nothing is decoded.
 * @throws the signal's reason
 */
export async function withSizeChanges(
  ffprobe: string,
  file: string,
  source: Source,
  signal: AbortSignal,
  shown: Shown = 'all',
): Promise<Source> {
  if (!source.video || shown === 'none' || !mayChangeSize(source)) return source;
  // Filters cost more than a look at each key frame, unless few are shown. How FLV may be read depends on it.
  if (shown === 'few' && !source.facts.container.includes('flv')) return resized(source);
  const stop = new AbortController();
  const changed = new Error('a second size');
  let first = '';
  let rest = '';
  const onStdout = (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      // What follows stands for other data of the frame.
      const shape = line.split(',').slice(0, 3).join();
      first ||= shape;
      if (shape !== '' && shape !== first) stop.abort(changed);
    }
  };
  const args = [
    ...['-hide_banner', '-loglevel', 'quiet', ...MAX_ALLOCATION, ...INPUT_GUARD],
    ...['-threads', '2', '-skip_frame', 'nokey', '-select_streams', String(source.video.index)],
    ...['-show_entries', 'frame=width,height,sample_aspect_ratio:side_data=', '-of', 'csv=p=0', '-i', file],
  ];
  const either = AbortSignal.any([signal, stop.signal]);
  try {
    await runProcess({ program: ffprobe, args, cwd: dirname(file), signal: either, onStdout });
  } catch (error) {
    if (error !== changed || signal.aborted) throw error;
  }
  // It may have ended by itself just then.
  return stop.signal.aborted ? resized(source) : source;
}

/** How many frames of a source are decoded and shown. */
type Shown = 'all' | 'few' | 'none';

/** How many of the source's frames `outputs` show. */
export function shownBy(outputs: readonly Output[]): Shown {
  const each = outputs.map((output): Shown => {
    if (output.kind === 'media') return output.video && output.video.codec !== 'copy' ? 'all' : 'none';
    return output.kind === 'ladder' || output.kind === 'join' ? 'all' : 'few';
  });
  return each.includes('all') ? 'all' : each.includes('few') ? 'few' : 'none';
}
