// All rules, by the name of the type whose fields they are about.
import { AI_TEMPLATE_RULES } from './aiTemplate.ts';
import { ENHANCE_RULES } from './enhance.ts';
import { ERASE_RULES } from './erase.ts';
import type { TypeRules } from './rule.ts';
import { SAMPLE_RULES } from './sample.ts';
import { SUBTITLE_RULES } from './subtitle.ts';
import { TASK_RULES } from './task.ts';
import { TEMPLATE_RULES } from './template.ts';
import { TRANSCODE_RULES } from './transcode.ts';

export const RULES: ReadonlyMap<string, TypeRules> = new Map(
  [
    TASK_RULES,
    TRANSCODE_RULES,
    ENHANCE_RULES,
    SUBTITLE_RULES,
    ERASE_RULES,
    TEMPLATE_RULES,
    AI_TEMPLATE_RULES,
    SAMPLE_RULES,
  ].flatMap((part) => Object.entries(part)),
);
