// Lengths in a picture as the API writes them.
import type { Length } from '../contract/overlay.ts';

const SIDES: Record<string, Length['of']> = { W: 'width', H: 'height', S: 'short', L: 'long' };

/** "10px", "10%" of the side `of`, or "10W%", "10H%", "10S%", "10L%" (SvgWatermarkInput). Its form was checked with the request. */
export function lengthOf(text: string, of: 'width' | 'height'): Length {
  const [, number = '0', side, unit] = /^(-?[\d.]+)([WHSL]?)(%|px)?$/.exec(text.replaceAll(' ', '')) ?? [];
  const value = Number(number);
  return unit === '%' ? { value, of: SIDES[side ?? ''] ?? of } : { value, of: 'px' };
}
