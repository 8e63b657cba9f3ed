import { describe, expect, it } from 'vitest';
import { numberText } from '../contract/media.ts';
import { ApiError } from '../mps/errors.ts';
import { numberFormatOf, numberRule } from './numberRule.ts';

describe('numberRule', () => {
  it.each([
    [undefined, ['0', '1', '2']],
    [{}, ['0', '1', '2']],
    [{ InitialValue: 5, Increment: 10 }, ['5', '15', '25']],
    [{ MinLength: 3 }, ['000', '001', '002']],
    [{ MinLength: 3, PlaceHolder: 'x' }, ['xx0', 'xx1', 'xx2']],
    [{ MinLength: 0, PlaceHolder: '' }, ['0', '1', '2']],
  ])('%j counts %j', (format, expected) => {
    const rule = numberRule('F', format);
    expect([0, 1, 2].map((n) => numberText(rule, n))).toEqual(expected);
  });

  it.each([
    [{ Increment: 0 }, 'F.Increment'],
    [{ InitialValue: -1 }, 'F.InitialValue'],
    [{ InitialValue: 1.5 }, 'F.InitialValue'],
    [{ MinLength: 21 }, 'F.MinLength'],
    [{ PlaceHolder: '1' }, 'F.PlaceHolder'],
    [{ PlaceHolder: '/' }, 'F.PlaceHolder'],
    [{ PlaceHolder: 'ab' }, 'F.PlaceHolder'],
    [{ PlaceHolder: '\n' }, 'F.PlaceHolder'],
    [{ PlaceHolder: '😀' }, 'F.PlaceHolder'],
  ])('refuses %j', (format, parameter) => {
    expect(() => numberRule('F', format)).toThrow(ApiError);
    expect(() => numberRule('F', format)).toThrow(`\`${parameter}\` is not valid`);
  });

  it('is repeated with its defaults', () => {
    const echo = numberFormatOf(numberRule('F', { InitialValue: 1 }));
    expect(echo).toEqual({ InitialValue: 1, Increment: 1, MinLength: 1, PlaceHolder: '0' });
  });
});
