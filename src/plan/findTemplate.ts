// Looking up the template that a subtask names.
import { ApiError } from '../mps/errors.ts';

/** The template of a Definition. Throws InvalidParameterValue.Definition when there is none. */
export function findTemplate<T extends { readonly Definition: number }>(
  templates: readonly T[],
  definition: number,
  parameter: string,
): T {
  const template = templates.find(({ Definition }) => Definition === definition);
  if (!template) throw noTemplate(definition, parameter);
  return template;
}

/** InvalidParameterValue.Definition, naming the subtask's `parameter`. */
export function noTemplate(definition: number, parameter: string): ApiError {
  return new ApiError('InvalidParameterValue.Definition', {
    en: `The value of parameter \`${parameter}.Definition\` is not valid: there is no template ${definition}.`,
    zh: `参数 \`${parameter}.Definition\` 的取值不正确：模板 ${definition} 不存在。`,
  });
}
