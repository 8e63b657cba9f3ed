// Styles of a composition's subtitles.
import type { SubtitleStyle } from '../../contract/compose.ts';
import type { Length } from '../../contract/overlay.ts';
import { invalidValue, missingParameter } from '../../mps/errors.ts';
import type { ComposeConfig } from './target.ts';
import { choice, inkOf, isOn, lengthIn } from './values.ts';

type Style = NonNullable<ComposeConfig['Styles']>[number];

const FONTS: ReadonlyMap<string, SubtitleStyle['font']> = new Map([
  ['SimHei', 'hei'],
  ['SimSun', 'song'],
]);
const ALIGNMENTS: ReadonlyMap<string, SubtitleStyle['align']> = new Map([
  ['Left', 'left'],
  ['Center', 'center'],
  ['Right', 'right'],
]);
const NOTHING: Length = { value: 0, of: 'px' };
const MAX_STYLES = 100;

/** The styles, and where each Id is among them. Throws MissingParameter, InvalidParameterValue. */
export function planStyles(styles: Style[]): {
  styles: SubtitleStyle[];
  indexOf: ReadonlyMap<string, number>;
} {
  if (styles.length > MAX_STYLES) {
    throw invalidValue('ComposeConfig.Styles', {
      en: `a list of at most ${MAX_STYLES} styles`,
      zh: `不超过 ${MAX_STYLES} 个样式的列表`,
    });
  }
  const indexOf = new Map<string, number>();
  const planned = styles.map((style, index) => {
    const parameter = `ComposeConfig.Styles.${index}`;
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(style.Id) || indexOf.has(style.Id)) {
      throw invalidValue(`${parameter}.Id`, {
        en: '1 to 32 letters, digits, `-` and `_` that no other style has',
        zh: '由 1 至 32 个字母、数字、`-`、`_` 组成且不重复的标识',
      });
    }
    if (style.Type !== 'Subtitle')
      throw invalidValue(`${parameter}.Type`, { en: '`Subtitle`', zh: ' `Subtitle`' });
    if (!style.Subtitle) throw missingParameter(`${parameter}.Subtitle`);
    indexOf.set(style.Id, index);
    return planStyle(style.Subtitle, `${parameter}.Subtitle`);
  });
  return { styles: planned, indexOf };
}

function planStyle(style: NonNullable<Style['Subtitle']>, parameter: string): SubtitleStyle {
  const at = (name: keyof typeof style) => `${parameter}.${name}`;
  const tall = (name: 'Height' | 'MarginBottom' | 'FontSize' | 'BorderWidth') => {
    const text = style[name];
    return text ? lengthIn(text === '0' ? '0px' : text, 'height', at(name)) : null;
  };
  const size = tall('FontSize') ?? { value: 2, of: 'height' as const };
  if (size.value === 0)
    throw invalidValue(at('FontSize'), { en: 'a length of more than 0', zh: '大于 0 的长度' });
  const border = tall('BorderWidth');
  const ink = (name: 'FontColor' | 'BorderColor' | 'BottomColor') =>
    inkOf(style[name] || '0x000000FF', at(name));
  return {
    font: choice(style.FontType || 'SimHei', FONTS, at('FontType')),
    size,
    height: tall('Height') ?? size,
    bottom: tall('MarginBottom') ?? NOTHING,
    bold: isOn(style.FontBold, at('FontBold')),
    italic: isOn(style.FontItalic, at('FontItalic')),
    ink: ink('FontColor'),
    align: choice(style.FontAlign || 'Center', ALIGNMENTS, at('FontAlign')),
    side: style.FontAlignMargin ? lengthIn(style.FontAlignMargin, 'width', at('FontAlignMargin')) : NOTHING,
    border: border && border.value > 0 ? { width: border, ...ink('BorderColor') } : null,
    background: style.BottomColor ? ink('BottomColor') : null,
  };
}
