// A refusal that the caller sees. Any other exception is ours, and answered as InternalError.
import { ERRORS, type ErrorCode } from './errorTable.ts';

export type { ErrorCode };

/** A message in both languages of the API. */
export interface Message {
  en: string;
  zh: string;
}

export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly messages: Message;

  /** @param message what to say instead of the table's text; a string stands for both languages */
  constructor(code: ErrorCode, message?: string | Message) {
    const messages =
      message === undefined
        ? ERRORS[code]
        : typeof message === 'string'
          ? { en: message, zh: message }
          : message;
    super(messages.en);
    this.name = 'ApiError';
    this.code = code;
    this.messages = { en: messages.en, zh: messages.zh };
  }

  /** The message for an X-TC-Language header: Chinese for zh-CN, English for everything else. */
  in(language: string | null | undefined): string {
    return language?.toLowerCase() === 'zh-cn' ? this.messages.zh : this.messages.en;
  }
}

/** MissingParameter in the gateway's words. @param path dotted name: "MediaProcessTask.TranscodeTaskSet.0.Definition" */
export function missingParameter(path: string): ApiError {
  return new ApiError('MissingParameter', {
    en: `The request is missing a required parameter \`${path}\`.`,
    zh: `请求缺少必需的参数 \`${path}\`。`,
  });
}

/** UnknownParameter in the gateway's words. */
export function unknownParameter(path: string): ApiError {
  return new ApiError('UnknownParameter', {
    en: `The parameter \`${path}\` is not recognized.`,
    zh: `参数 \`${path}\` 无法识别。`,
  });
}

/** InvalidParameter for a wrong JSON type, in the gateway's words. @param type "string", "integer", "object", … */
export function wrongType(path: string, type: string): ApiError {
  return new ApiError('InvalidParameter', {
    en: `The value type of parameter \`${path}\` is not valid, input type should be \`${type}\`.`,
    zh: `参数 \`${path}\` 的类型不正确，应为 \`${type}\`。`,
  });
}

/** InvalidParameterValue, or `code`, for one parameter. @param rule what it should be: "from -10 to 10" */
export function invalidValue(
  path: string,
  rule: Message,
  code: ErrorCode = 'InvalidParameterValue',
): ApiError {
  return new ApiError(code, {
    en: `The value of parameter \`${path}\` is not valid: it must be ${rule.en}.`,
    zh: `参数 \`${path}\` 的取值不正确：应为${rule.zh}。`,
  });
}

/** UnsupportedOperation for a parameter that MPS has and edge-mps does not act on. */
export function unsupportedParameter(path: string): ApiError {
  return new ApiError('UnsupportedOperation', {
    en: `The parameter \`${path}\` is not supported here.`,
    zh: `此处不支持参数 \`${path}\`。`,
  });
}
