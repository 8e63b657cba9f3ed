// ASS scripts (Advanced SubStation Alpha v4+) for a picture of a known size. Pure.
import type { BurnedSubtitle } from '../../contract/overlay.ts';
import { pixelsOf } from '../ffmpeg/length.ts';
import type { Size } from '../ffmpeg/picture.ts';
import { boardEvents, boardStyle, colour, spacedLine } from './assBoard.ts';

/** Fonts of Debian that look like those of the API. */
export const FONTS: Record<NonNullable<BurnedSubtitle['font']>, string> = {
  hei: 'Noto Sans CJK SC',
  song: 'Noto Serif CJK SC',
  kai: 'AR PL UKai CN',
  sans: 'Liberation Sans',
  korean: 'Noto Sans CJK KR',
  japanese: 'Noto Sans CJK JP',
};
/** Defaults of SubtitleTemplate, in percent of the picture's height. */
const SIZE = { value: 5, of: 'height' } as const;
const BOTTOM = { value: 4, of: 'height' } as const;
const OUTLINE = { width: { value: 0.3, of: 'height' }, color: '000000', alpha: 1 } as const;

export interface ScriptLook {
  spec: BurnedSubtitle;
  /** The picture that the script is for. */
  frame: Size;
  /** The script came of a format without looks of its own: what spec leaves open has the defaults of the API. */
  plain: boolean;
  /** The family that libass knows a font file by; it counts before that of spec. */
  family?: string;
}

/**
 * `script`, as ffmpeg writes it, with the looks of `look` in all its styles, and a board behind its lines. Sections of
 * other kinds, fonts that a file brings along among them, are left out.
 */
export function assScript(script: string, look: ScriptLook): string {
  const { spec, frame, plain } = look;
  const canvas = plain ? frame : playRes(script);
  const scale = canvas.height / frame.height;
  const units = (length: Parameters<typeof pixelsOf>[0]) => pixelsOf(length, frame) * scale;
  const looks = looksOf(look, units);
  const spacing = spec.lineSpacing ? units(spec.lineSpacing) : 0;
  let section = '';
  let format: string[] = [];
  const lines = script.split(/\r?\n/).flatMap((line): string[] => {
    const [, name] = /^\[(.+)\]$/.exec(line.trim()) ?? [];
    if (name !== undefined) section = name.toLowerCase();
    if (!['script info', 'v4+ styles', 'events'].includes(section)) return [];
    if (plain && /^PlayRes[XY]:/.test(line)) {
      return [line.startsWith('PlayResX') ? `PlayResX: ${frame.width}` : `PlayResY: ${frame.height}`];
    }
    if (line.startsWith('Dialogue:')) return [spacedLine(line, spacing, spec.board !== undefined)];
    if (section !== 'v4+ styles') return [line];
    if (line.startsWith('Format:')) {
      format = fieldsOf(line, 7);
      return [line, ...(spec.board ? [boardStyle(format, spec.board)] : [])];
    }
    if (!line.startsWith('Style:')) return [line];
    const values = fieldsOf(line, 6);
    const style = Object.fromEntries(format.map((field, n) => [field, looks[field] ?? values[n] ?? '']));
    const all = spec.align === 'top' ? fixedTop(style, looks.MarginV !== undefined, canvas.height) : style;
    return [`Style: ${format.map((field) => all[field]).join(',')}`];
  });
  if (spec.board) lines.push(...boardEvents(script, spec.board, frame, canvas));
  return lines.join('\n');
}

function fieldsOf(line: string, from: number): string[] {
  return line
    .slice(from)
    .split(',')
    .map((field) => field.trim());
}

/** The size of what a script's coordinates are in; libass's guess where it does not say. */
function playRes(script: string): Size {
  const told = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(script)?.[1] ?? 0);
  const [width, height] = [told('PlayResX'), told('PlayResY')];
  if (width === 0 && height === 0) return { width: 384, height: 288 };
  return { width: width || (height * 4) / 3, height: height || (width * 3) / 4 };
}

/**
 * The top of a subtitle is where that of one line would be, and further lines go down. A style whose subtitles are not
 * at the bottom stays, unless it was `placed` there.
 */
function fixedTop(style: Record<string, string>, placed: boolean, height: number): Record<string, string> {
  if (!placed && Number(style.Alignment) > 3) return style;
  const top = height - Number(style.MarginV) - Number(style.Fontsize);
  const column = placed ? 2 : Number(style.Alignment);
  return { ...style, Alignment: String(column + 6), MarginV: String(Math.max(0, Math.round(top))) };
}

/** Fields of a style; `units`: a length as one of the script. */
function looksOf(
  { spec, plain, family }: ScriptLook,
  units: (length: Parameters<typeof pixelsOf>[0]) => number,
): Record<string, string> {
  const fixed = (length: Parameters<typeof pixelsOf>[0]) => units(length).toFixed(2);
  const {
    font = plain ? 'hei' : undefined,
    size = plain ? SIZE : undefined,
    y = plain ? BOTTOM : undefined,
  } = spec;
  const outline = spec.outline ?? (plain ? OUTLINE : undefined);
  const { color = plain ? 'FFFFFF' : undefined, alpha = 1, shadow } = spec;
  const name = family ?? (font && FONTS[font]);
  return {
    ...(name && { Fontname: name }),
    ...(size && { Fontsize: fixed(size) }),
    ...(color && { PrimaryColour: colour(color, alpha) }),
    ...(outline && { Outline: fixed(outline.width), OutlineColour: colour(outline.color, outline.alpha) }),
    ...(shadow && { Shadow: fixed(shadow.width), BackColour: colour(shadow.color, shadow.alpha) }),
    ...(y && { MarginV: String(Math.max(0, Math.round(units(y)))), Alignment: '2' }),
  };
}
