// What ASS has no field for and can be drawn with it: a board behind the lines, and space between them. Pure.
import type { BurnedSubtitle } from '../../contract/overlay.ts';
import { pixelsOf } from '../ffmpeg/length.ts';
import type { Size } from '../ffmpeg/picture.ts';

type Board = NonNullable<BurnedSubtitle['board']>;

const STYLE = 'Board';

/** A style that draws in the board's colour and nothing else. `format`: the fields of the script's styles. */
export function boardStyle(format: readonly string[], { color, alpha }: Board): string {
  const fields: Record<string, string> = {
    ...{ Name: STYLE, Fontname: 'Liberation Sans', Fontsize: '20', PrimaryColour: colour(color, alpha) },
    ...{ ScaleX: '100', ScaleY: '100', BorderStyle: '1', Alignment: '7', Encoding: '1' },
  };
  return `Style: ${format.map((field) => fields[field] ?? '0').join(',')}`;
}

const TIMES = /^Dialogue: [^,]*,(\d+:\d\d:\d\d\.\d\d),(\d+:\d\d:\d\d\.\d\d),/gm;

/** The board while any line of `script` is shown, once where several are; `canvas`: the size of the script's coordinates. */
export function boardEvents(script: string, board: Board, frame: Size, canvas: Size): string[] {
  const shown: { start: string; end: string }[] = [];
  const all = [...script.matchAll(TIMES)].map(([, start = '', end = '']) => ({ start, end }));
  for (const { start, end } of all.toSorted((a, b) => hundredths(a.start) - hundredths(b.start))) {
    const last = shown.at(-1);
    if (!last || hundredths(start) > hundredths(last.end)) shown.push({ start, end });
    else if (hundredths(end) > hundredths(last.end)) last.end = end;
  }
  const [across, down] = [canvas.width / frame.width, canvas.height / frame.height];
  const size = { width: pixelsOf(board.width, frame), height: pixelsOf(board.height, frame) };
  const x = (((frame.width - size.width) / 2) * across).toFixed(2);
  const y = ((frame.height - pixelsOf(board.y, frame) - size.height) * down).toFixed(2);
  const [width, height] = [Math.round(size.width * across), Math.round(size.height * down)];
  const shape = `{\\an7\\pos(${x},${y})\\p1}m 0 0 l ${width} 0 ${width} ${height} 0 ${height}`;
  return shown.map(({ start, end }) => `Dialogue: 0,${start},${end},${STYLE},,0,0,0,,${shape}`);
}

function hundredths(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return Math.round((hours * 3600 + minutes * 60 + seconds) * 100);
}

/** A line of a script with space between the lines of its text, and above the board where there is one. */
export function spacedLine(line: string, spacing: number, board: boolean): string {
  if (spacing === 0 && !board) return line;
  const [, layer = '0', rest = '', text = ''] =
    /^Dialogue: (?:Marked=)?(\d*),((?:[^,]*,){8})(.*)$/.exec(line) ?? [];
  if (rest === '') return line;
  // A line that is as high as the space, between those that are broken; where libass breaks one itself there is none.
  const gap = `\\N{\\fs${spacing.toFixed(2)}}\\h\\N{\\fs}`;
  const spaced = spacing > 0 ? text.replaceAll('\\N', gap) : text;
  return `Dialogue: ${Number(layer) + (board ? 1 : 0)},${rest}${spaced}`;
}

/** &HAABBGGRR, where 00 is opaque. */
export function colour(rgb: string, alpha: number): string {
  const transparency = Math.round((1 - alpha) * 255)
    .toString(16)
    .padStart(2, '0');
  const [red = '', green = '', blue = ''] = rgb.match(/../g) ?? [];
  return `&H${transparency}${blue}${green}${red}`.toUpperCase();
}
