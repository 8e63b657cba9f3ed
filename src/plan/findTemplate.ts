// Looking up the template that a subtask names.
import type { TemplateKind, Templates, TemplateTypes } from '../catalog/templates.ts';
import { ApiError } from '../mps/errors.ts';

/** The template of a Definition. Throws InvalidParameterValue.Definition, naming `parameter`, when there is none. */
export function findTemplate<Kind extends TemplateKind>(
  templates: Templates,
  kind: Kind,
  definition: number,
  parameter: string,
): TemplateTypes[Kind] {
  const template = templates.find(kind, definition);
  if (template) return template;
  throw new ApiError('InvalidParameterValue.Definition', {
    en: `The value of parameter \`${parameter}.Definition\` is not valid: there is no template ${definition}.`,
    zh: `参数 \`${parameter}.Definition\` 的取值不正确：模板 ${definition} 不存在。`,
  });
}
