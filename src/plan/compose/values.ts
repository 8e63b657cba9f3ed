// Values as ComposeConfig writes them: seconds, percentages, pixels, colours.
import type { Length } from '../../contract/overlay.ts';
import { invalidValue } from '../../mps/errors.ts';

/** "3.5s" as seconds, of at least `least`. Throws InvalidParameterValue. */
export function secondsOf(text: string, parameter: string, least: number): number {
  const [, number] = /^(\d+(?:\.\d+)?)s$/.exec(text) ?? [];
  const value = Number(number);
  if (number === undefined || value < least || value > MAX_SECONDS) throw notSeconds(parameter, least);
  return value;
}

/** A day: longer ones would be a mistake. */
const MAX_SECONDS = 86_400;

function notSeconds(parameter: string, least: number) {
  return invalidValue(parameter, {
    en: `seconds such as \`3.5s\`, from ${least} to ${MAX_SECONDS}`,
    zh: `形如 \`3.5s\` 的秒数，取值范围 ${least} 至 ${MAX_SECONDS}`,
  });
}

/** "3.5s" or "10%" of a material. Throws InvalidParameterValue. */
export function momentOf(text: string, parameter: string): { value: number; of: 'seconds' | 'percent' } {
  const [, percent] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  if (percent === undefined) return { value: secondsOf(text, parameter, 0), of: 'seconds' };
  if (Number(percent) <= 100) return { value: Number(percent), of: 'percent' };
  throw invalidValue(parameter, { en: 'from `0%` to `100%`', zh: ' `0%` 至 `100%`' });
}

/** "10%" of a side of the canvas, or "100px", not larger than `most` in either unit. Throws InvalidParameterValue. */
export function lengthIn(text: string, of: 'width' | 'height', parameter: string, signed = false): Length {
  const [, number, unit] = /^(-?\d+(?:\.\d+)?)(px|%)$/.exec(text) ?? [];
  const value = Number(number);
  const most = unit === '%' ? 1000 : 16_384;
  if (number === undefined || Math.abs(value) > most || (!signed && value < 0)) {
    throw invalidValue(parameter, {
      en: 'a length such as `10%` or `100px`',
      zh: '形如 `10%` 或 `100px` 的长度',
    });
  }
  return { value, of: unit === '%' ? of : 'px' };
}

/** "#F0F0F0" as "F0F0F0". Throws InvalidParameterValue. */
export function rgb(text: string, parameter: string): string {
  const [, digits] = /^(?:#|0x)([0-9A-Fa-f]{6})$/.exec(text) ?? [];
  if (digits !== undefined) return digits;
  throw invalidValue(parameter, { en: 'a color such as `#F0F0F0`', zh: '形如 `#F0F0F0` 的颜色' });
}

/** "#RRGGBBAA" or "0xRRGGBBAA", where AA may be left out. Throws InvalidParameterValue. */
export function inkOf(text: string, parameter: string): { color: string; alpha: number } {
  const [, color, alpha = 'FF'] = /^(?:#|0x)([0-9A-Fa-f]{6})([0-9A-Fa-f]{2})?$/.exec(text) ?? [];
  if (color !== undefined) return { color, alpha: Number.parseInt(alpha, 16) / 255 };
  throw invalidValue(parameter, { en: 'a color such as `#F0F0F0FF`', zh: '形如 `#F0F0F0FF` 的颜色' });
}

/** A whole number from `low` to `high`, or 0 for none. Throws InvalidParameterValue. */
export function zeroOrWithin(value: number, low: number, high: number, parameter: string): number {
  if (value === 0 || (Number.isInteger(value) && value >= low && value <= high)) return value;
  throw invalidValue(parameter, { en: `0 or from ${low} to ${high}`, zh: ` 0 或 ${low} 至 ${high}` });
}

/** What `text` stands for. Throws InvalidParameterValue. */
export function choice<T>(text: string, choices: ReadonlyMap<string, T>, parameter: string): T {
  const found = choices.get(text);
  if (found !== undefined) return found;
  const names = [...choices.keys()].map((name) => `\`${name}\``);
  throw invalidValue(parameter, { en: `one of ${names.join(', ')}`, zh: ` ${names.join('、')} 之一` });
}

/** Whether a switch is on. Throws InvalidParameterValue. */
export function isOn(value: number | undefined, parameter: string): boolean {
  if (value === undefined || value === 0) return false;
  if (value === 1) return true;
  throw invalidValue(parameter, { en: '0 or 1', zh: ' 0 或 1' });
}
