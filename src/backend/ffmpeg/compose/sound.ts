// The sound of a composition: all elements that are heard, mixed. Pure.
import type { ComposeOutput } from '../../../contract/compose.ts';
import type { LaidTrack, Layout } from './layout.ts';

type Heard = Extract<LaidTrack, { kind: 'pictures' | 'sounds' }>['items'][number];

/** Chains of filters that end in [a]; none where nothing is heard. */
export function soundFilters(
  { tracks, seconds }: Layout,
  { sampleRate, channels }: NonNullable<ComposeOutput['audio']>,
  indexOf: (heard: Heard) => number,
): string[] {
  const heard = tracks.flatMap((track) => (track.kind === 'texts' ? [] : faded(track.items))).filter(isHeard);
  if (heard.length === 0) return [];
  const layout = channels === 1 ? 'mono' : 'stereo';
  const form = `aformat=sample_fmts=fltp:sample_rates=${sampleRate}:channel_layouts=${layout}`;
  const chains = heard.map(({ item, fadeIn, fadeOut }, index) => {
    const { element, source, start, end, seconds: shown } = item;
    const length = end - start;
    const filters = [
      `aresample=async=1:first_pts=0,${form},atrim=end=${shown.toFixed(6)}`,
      ...(shown < length ? [`apad=whole_dur=${length.toFixed(6)}`] : []),
      ...(element.volume === 1 ? [] : [`volume=${element.volume}`]),
      // Both together are as loud as each of them was (equal power).
      ...(fadeIn > 0 ? [`afade=t=in:d=${fadeIn}:curve=qsin`] : []),
      ...(fadeOut > 0 ? [`afade=t=out:st=${(length - fadeOut).toFixed(6)}:d=${fadeOut}:curve=qsin`] : []),
      ...(start > 0 ? [`adelay=delays=${Math.round(start * sampleRate)}S:all=1`] : []),
    ];
    return `[${indexOf(item)}:${source.audio[0]!.index}]${filters.join(',')}[s${index}]`;
  });
  const names = heard.map((_, index) => `[s${index}]`).join('');
  const mix =
    heard.length === 1
      ? 'anull'
      : `amix=inputs=${heard.length}:duration=longest:dropout_transition=0:normalize=0`;
  // What is louder than full scale would be clipped.
  const limit = mayClip(heard.map(({ item }) => item)) ? ',alimiter=limit=0.95:attack=1:level=0' : '';
  return [
    ...chains,
    `${names}${mix}${limit},apad=whole_dur=${seconds.toFixed(6)},atrim=end=${seconds.toFixed(6)}[a]`,
  ];
}

function isHeard({ item: { element, source } }: { item: Heard }): boolean {
  return element.volume > 0 && source.audio.length > 0;
}

/** Each element with the seconds in which its sound comes and goes. */
function faded(items: readonly Heard[]): { item: Heard; fadeIn: number; fadeOut: number }[] {
  const fade = (item: Heard | undefined) => (item?.transition?.sound ? item.transition.duration : 0);
  return items.map((item, index) => ({ item, fadeIn: fade(item), fadeOut: fade(items[index + 1]) }));
}

function mayClip(items: Heard[]): boolean {
  const sorted = [...items].sort((a, b) => a.start - b.start);
  return (
    items.some(({ element }) => element.volume > 1) ||
    sorted.some((item, n) => n > 0 && item.start < sorted[n - 1]!.end)
  );
}
