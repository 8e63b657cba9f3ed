// Which names a job may write.
import type { MediaOutput, NumberRule } from '../contract/media.ts';

/** Whether `key` is the main file or a segment of `output`. */
export function isOutputKey(output: MediaOutput, key: string): boolean {
  if (key === output.main) return true;
  if (!output.segment) return false;
  const [before, after, ...more] = output.segment.pattern.split('{number}') as [string, string, ...string[]];
  // A pattern may repeat {number}; every place then holds the same digits.
  const tail = [after, ...more].join('{number}');
  if (!key.startsWith(before)) return false;
  const text = key.slice(before.length);
  for (let length = Math.min(text.length, 40); length > 0; length--) {
    const number = text.slice(0, length);
    if (
      isNumber(output.segment.number, number) &&
      key === before + number + tail.replaceAll('{number}', number)
    )
      return true;
  }
  return false;
}

function isNumber(rule: NumberRule, text: string): boolean {
  const placeholder = rule.placeholder || '0';
  let digits = text;
  while (digits.length > 1 && digits.startsWith(placeholder) && text.length <= rule.minLength)
    digits = digits.slice(1);
  if (!/^\d+$/.test(digits)) return false;
  const value = Number(digits);
  if (!Number.isSafeInteger(value) || value < rule.initial || (value - rule.initial) % rule.increment !== 0)
    return false;
  return text === String(value).padStart(rule.minLength, placeholder);
}
