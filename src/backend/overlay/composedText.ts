// A composition's track of texts as an ASS script. Pure.
import type { SubtitleStyle, TextElement } from '../../contract/compose.ts';
import type { TimedElement } from '../../contract/composeTimes.ts';
import type { Length } from '../../contract/overlay.ts';
import { pixelsOf } from '../ffmpeg/length.ts';
import type { Size } from '../ffmpeg/picture.ts';
import { colour } from './assBoard.ts';
import { FONTS } from './assScript.ts';
import { assTime } from './assTimes.ts';

const FIELDS = [
  ...['Name', 'Fontname', 'Fontsize', 'PrimaryColour', 'SecondaryColour', 'OutlineColour', 'BackColour'],
  ...['Bold', 'Italic', 'Underline', 'StrikeOut', 'ScaleX', 'ScaleY', 'Spacing', 'Angle', 'BorderStyle'],
  ...['Outline', 'Shadow', 'Alignment', 'MarginL', 'MarginR', 'MarginV', 'Encoding'],
];
const ALIGNMENTS = { left: 1, center: 2, right: 3 };

/** The script of texts that have `styles`, for a canvas of that size. */
export function composedScript(
  texts: readonly TimedElement<TextElement>[],
  styles: readonly SubtitleStyle[],
  canvas: Size,
): string {
  const used = new Set(texts.map(({ element }) => element.style));
  return [
    '[Script Info]',
    'ScriptType: v4.00+',
    // Lines are broken where the text says so, as documented.
    ...['WrapStyle: 2', 'ScaledBorderAndShadow: yes'],
    ...[`PlayResX: ${canvas.width}`, `PlayResY: ${canvas.height}`],
    ...['', '[V4+ Styles]', `Format: ${FIELDS.join(', ')}`],
    ...styles.flatMap((style, index) => (used.has(index) ? [styleLine(style, index, canvas)] : [])),
    ...['', '[Events]', 'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text'],
    ...texts.map(
      ({ element, start, end }) =>
        `Dialogue: 0,${assTime(start)},${assTime(end)},S${element.style},,0,0,0,,${escaped(element.text)}`,
    ),
    '',
  ].join('\n');
}

function styleLine(style: SubtitleStyle, index: number, canvas: Size): string {
  const pixels = (length: Length) => pixelsOf(length, canvas);
  const size = pixels(style.size);
  // The text is in the middle of its line.
  const around = Math.max(0, (pixels(style.height) - size) / 2);
  const { border, background, ink } = style;
  const fields: Record<string, string> = {
    ...{ Name: `S${index}`, Fontname: FONTS[style.font], Fontsize: size.toFixed(2) },
    PrimaryColour: colour(ink.color, ink.alpha),
    OutlineColour: border ? colour(border.color, border.alpha) : colour('000000', 0),
    BackColour: background ? colour(background.color, background.alpha) : colour('000000', 0),
    ...{ Bold: style.bold ? '-1' : '0', Italic: style.italic ? '-1' : '0', ScaleX: '100', ScaleY: '100' },
    // 4 is libass's own: one box behind all lines, which reaches as far as a shadow would.
    ...{ BorderStyle: background ? '4' : '1', Shadow: background ? around.toFixed(2) : '0' },
    Outline: border ? pixels(border.width).toFixed(2) : '0',
    Alignment: String(ALIGNMENTS[style.align]),
    ...{ MarginL: side(style, 'left', pixels), MarginR: side(style, 'right', pixels) },
    MarginV: String(Math.round(pixels(style.bottom) + around)),
    Encoding: '1',
  };
  return `Style: ${FIELDS.map((field) => fields[field] ?? '0').join(',')}`;
}

function side(style: SubtitleStyle, of: 'left' | 'right', pixels: (length: Length) => number): string {
  return style.align === of ? String(Math.round(pixels(style.side))) : '0';
}

/** A text as it stands: braces and backslashes have a meaning in ASS. A word joiner, which is not seen, keeps them apart. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\u2060')
    .replaceAll('{', '\\{')
    .replaceAll('}', '\\}')
    .replaceAll(/\r\n|\r|\n/g, '\\N')
    .replaceAll(/\p{Cc}/gu, '');
}
