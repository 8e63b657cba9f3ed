// How {number} is written (NumberFormat of the API).
import type { NumberRule } from '../contract/media.ts';
import { invalidValue } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';

type NumberFormat = NonNullable<TranscodeTaskInput['ObjectNumberFormat']>;

const MAX_STEP = 1_000_000_000;

/** Characters that {number} can come to: MinLength at most, or a large start with many segments after it. */
export const MAX_NUMBER_LENGTH = 20;

/**
 * The rule with the API's defaults: 0, 1, 2, … unpadded. Throws InvalidParameterValue for one that could write two
 * segments under the same name: an Increment of 0, a PlaceHolder that is another digit than 0.
 */
export function numberRule(parameter: string, format: NumberFormat | undefined): NumberRule {
  const { InitialValue = 0, Increment = 1, MinLength = 1 } = format ?? {};
  const placeholder = format?.PlaceHolder || '0';
  between(`${parameter}.InitialValue`, InitialValue, 0, MAX_STEP);
  between(`${parameter}.Increment`, Increment, 1, MAX_STEP);
  between(`${parameter}.MinLength`, MinLength, 0, MAX_NUMBER_LENGTH);
  if (placeholder.length > 1 || !/[^1-9/\\{}\p{Cc}\p{Cs}]/u.test(placeholder)) {
    throw invalidValue(`${parameter}.PlaceHolder`, {
      en: 'one character that is neither a digit other than 0 nor a slash or brace',
      zh: '单个字符，且不得为 0 以外的数字、斜杠或花括号',
    });
  }
  return { initial: InitialValue, increment: Increment, minLength: Math.max(1, MinLength), placeholder };
}

/** A rule as the API repeats it, defaults filled in. */
export function numberFormatOf(rule: NumberRule): Required<NumberFormat> {
  return {
    InitialValue: rule.initial,
    Increment: rule.increment,
    MinLength: rule.minLength,
    PlaceHolder: rule.placeholder,
  };
}

function between(parameter: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw invalidValue(parameter, { en: `from ${low} to ${high}`, zh: ` ${low} 到 ${high}` });
  }
}
