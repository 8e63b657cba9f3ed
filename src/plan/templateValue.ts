// Values of a template that are chosen from a list.
import { ApiError } from '../mps/errors.ts';

/** What a template's `field` means. Throws UnsupportedOperation, naming it, for a value that is none of `values`. */
export function templateValue<T>(field: string, value: string, values: ReadonlyMap<string, T>): T {
  const found = values.get(value);
  if (found === undefined) {
    throw new ApiError('UnsupportedOperation', {
      en: `The value \`${value}\` of the template's \`${field}\` is not supported here.`,
      zh: `此处不支持模板参数 \`${field}\` 的取值 \`${value}\`。`,
    });
  }
  return found;
}
