// ASS scripts (Advanced SubStation Alpha v4+) for a picture of a known size. Pure.
import type { BurnedSubtitle } from '../../contract/overlay.ts';
import { pixelsOf } from '../ffmpeg/length.ts';
import type { Size } from '../ffmpeg/picture.ts';

/** Fonts of Debian that look like those of the API. */
const FONTS: Record<NonNullable<BurnedSubtitle['font']>, string> = {
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

/**
 * `script`, as ffmpeg writes it, with the looks of `spec` in all its styles. Where it came of a format without looks of
 * its own (`plain`), what spec leaves open has the defaults of the API. Sections of other kinds, fonts that a file
 * brings along among them, are left out.
 */
export function assScript(script: string, spec: BurnedSubtitle, frame: Size, plain: boolean): string {
  let section = '';
  let format: string[] = [];
  const height = plain ? frame.height : Number(/^PlayResY:\s*(\d+)/m.exec(script)?.[1] ?? 288);
  const looks = looksOf(spec, frame, height / frame.height, plain);
  const lines = script.split(/\r?\n/).flatMap((line): string[] => {
    const [, name] = /^\[(.+)\]$/.exec(line.trim()) ?? [];
    if (name !== undefined) section = name.toLowerCase();
    if (!['script info', 'v4+ styles', 'events'].includes(section)) return [];
    if (plain && /^PlayRes[XY]:/.test(line)) {
      return [line.startsWith('PlayResX') ? `PlayResX: ${frame.width}` : `PlayResY: ${frame.height}`];
    }
    if (section !== 'v4+ styles') return [line];
    if (line.startsWith('Format:'))
      format = line
        .slice(7)
        .split(',')
        .map((field) => field.trim());
    if (!line.startsWith('Style:')) return [line];
    const values = line
      .slice(6)
      .split(',')
      .map((value) => value.trim());
    return [`Style: ${format.map((field, n) => looks[field] ?? values[n] ?? '').join(',')}`];
  });
  return lines.join('\n');
}

/** Fields of a style; `scale`: units of the script for a pixel. */
function looksOf(spec: BurnedSubtitle, frame: Size, scale: number, plain: boolean): Record<string, string> {
  const units = (length: Parameters<typeof pixelsOf>[0]) => (pixelsOf(length, frame) * scale).toFixed(2);
  const {
    font = plain ? 'hei' : undefined,
    size = plain ? SIZE : undefined,
    y = plain ? BOTTOM : undefined,
  } = spec;
  const outline = spec.outline ?? (plain ? OUTLINE : undefined);
  const { color = plain ? 'FFFFFF' : undefined, alpha = 1, shadow } = spec;
  return {
    ...(font && { Fontname: FONTS[font] }),
    ...(size && { Fontsize: units(size) }),
    ...(color && { PrimaryColour: colour(color, alpha) }),
    ...(outline && { Outline: units(outline.width), OutlineColour: colour(outline.color, outline.alpha) }),
    ...(shadow && { Shadow: units(shadow.width), BackColour: colour(shadow.color, shadow.alpha) }),
    ...(y && { MarginV: String(Math.max(0, Math.round(Number(units(y))))), Alignment: '2' }),
  };
}

/** &HAABBGGRR, where 00 is opaque. */
function colour(rgb: string, alpha: number): string {
  const transparency = Math.round((1 - alpha) * 255)
    .toString(16)
    .padStart(2, '0');
  const [red = '', green = '', blue = ''] = rgb.match(/../g) ?? [];
  return `&H${transparency}${blue}${green}${red}`.toUpperCase();
}
