// What the API documentation says about a field and its declared type does not.
import type { Message } from '../errors.ts';
import type { ValueErrorName } from '../valueErrors.ts';

/** Holds when every named sibling has one of the values; undefined stands for "not given". */
export type Condition = Record<string, readonly unknown[]>;

export interface Rule {
  /** The most specific code, InvalidParameterValue.<name>; InvalidParameterValue itself when there is none. */
  name?: ValueErrorName;
  /** The rule counts only then. */
  when?: Condition;
  /** Allowed values, of each item of a list. An empty string is "not given" where the field is optional. */
  oneOf?: readonly (string | number)[];
  /** Lowest and highest value, of each item of a list. */
  range?: readonly [low: number, high: number];
  /** 0 is allowed besides `range`: it stands for a default. */
  orZero?: true;
  /** What is in `range` is the value divided by this sibling (1 when that is not given). */
  per?: string;
  /** Most characters of a text. */
  maxLength?: number;
  /** Most items of a list. */
  maxItems?: number;
  /** What a text looks like. */
  form?: { pattern: RegExp; is: Message };
  /** The field must be given when this holds. */
  requiredWhen?: Condition;
  /** Rules for what is in the field, in place of those of its type. */
  as?: string;
}

/** The rules of a type's fields. */
export type TypeRules = Record<string, Rule | readonly Rule[]>;

export const ON_OFF: Rule = { name: 'Switch', oneOf: ['ON', 'OFF'] };
export const FLAG: Rule = { oneOf: [0, 1] };

const ofTheFrame = {
  pattern: /^-?\d+(\.\d+)?(%|px)$/,
  is: { en: 'a number that ends with `%` or `px`', zh: '以 `%` 或 `px` 结尾的数值' },
};
/** A position or a size in the frame: "10%" or "100px". */
export const X_POS: Rule = { name: 'XPos', form: ofTheFrame };
export const Y_POS: Rule = { name: 'YPos', form: ofTheFrame };

const sizeInTheFrame = { ...ofTheFrame, pattern: /^\d+(\.\d+)?(%|px)$/ };
export const FRAME_WIDTH: Rule = { name: 'Width', form: sizeInTheFrame };
export const FRAME_HEIGHT: Rule = { name: 'Height', form: sizeInTheFrame };

/** A language as files and manifests name it: ISO 639 ("eng"), or with a region ("zh-CN"). */
export const TRACK_LANGUAGE: Rule = {
  form: {
    pattern: /^[A-Za-z0-9-]{0,35}$/,
    is: { en: 'a code such as `eng`', zh: '语言代码，如 `eng`' },
  },
};

/** What a track is called: names go into manifests and file headers. */
export const TRACK_NAME: Rule = {
  maxLength: 64,
  form: {
    pattern: /^[\p{Script=Han}\w .()[\]{}（）【】-]*$/u,
    is: {
      en: 'Chinese characters, letters, digits, spaces, `_`, `-`, `.` and brackets only',
      zh: '仅含中文、字母、数字、空格、`_`、`-`、`.` 与括号',
    },
  },
};
