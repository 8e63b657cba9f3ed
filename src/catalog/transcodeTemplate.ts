// Looking up a transcoding template by its number.
import type { TranscodeTemplate } from './template.ts';
import { transcodePresets } from './transcodePresets.ts';

const byDefinition = new Map(transcodePresets.map((template) => [template.Definition, template]));

/** The template of a Definition; null when there is none. */
export function transcodeTemplate(definition: number): TranscodeTemplate | null {
  return byDefinition.get(String(definition)) ?? null;
}
