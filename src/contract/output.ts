// What one subtask of a media job makes.
import * as z from 'zod';
import { ComposeOutput, elementFiles } from './compose.ts';
import { JoinOutput } from './join.ts';
import { LadderOutput, ladderKeys } from './ladder.ts';
import { MediaOutput, type NumberRule, segmentKey } from './media.ts';
import type { BurnedSubtitle, Watermark } from './overlay.ts';
import { AnimationOutput, type NumberedKey, SnapshotOutput, SpriteOutput } from './picture.ts';

export const Output = z.discriminatedUnion('kind', [
  MediaOutput,
  SnapshotOutput,
  SpriteOutput,
  AnimationOutput,
  JoinOutput,
  ComposeOutput,
  LadderOutput,
]);
export type Output = z.infer<typeof Output>;

/** Names of the job's files (JobFile) without which an output can't be made. */
export function usedFiles(output: Output): string[] {
  const drawn = watermarksOf(output).flatMap((watermark) =>
    watermark.kind === 'text' ? [] : [watermark.file],
  );
  switch (output.kind) {
    case 'join':
      return output.parts.flatMap(({ file }) => file ?? []);
    case 'compose':
      return elementFiles(output);
    case 'ladder':
      return [
        ...drawn,
        ...output.rungs.flatMap(({ video }) => subtitleFiles(video?.subtitle)),
        ...output.rungs.flatMap(({ audio }) => audio.flatMap(({ file }) => file ?? [])),
        ...output.subtitles.map(({ file }) => file),
      ];
    case 'media':
      return [
        ...drawn,
        ...subtitleFiles(output.video?.subtitle),
        ...[...(output.head ?? []), ...(output.tail ?? [])],
        ...(output.addedAudio ?? []),
        ...(output.subtitles ?? []).map(({ file }) => file),
      ];
    default:
      return drawn;
  }
}

function subtitleFiles(subtitle: BurnedSubtitle | undefined): string[] {
  return [subtitle?.file ?? [], subtitle?.fontFile ?? []].flat();
}

function watermarksOf(output: Output): Watermark[] {
  switch (output.kind) {
    case 'media':
      return output.video?.watermarks ?? [];
    case 'ladder':
      return output.rungs.flatMap(({ video }) => video?.watermarks ?? []);
    case 'snapshot':
      return output.watermarks ?? [];
    default:
      return [];
  }
}

/** The keys that an output may write: single files, and files that are numbered. */
export interface OutputKeys {
  single: string[];
  numbered: NumberedKey[];
}

/** All keys of an output. */
export function outputKeys(output: Output): OutputKeys {
  switch (output.kind) {
    case 'media':
    case 'join':
    case 'compose':
      return {
        single: output.segment?.init ? [output.main, output.segment.init] : [output.main],
        numbered: output.segment ? [output.segment] : [],
      };
    case 'sprite':
      return { single: [output.main], numbered: [output.files] };
    case 'animation':
      return { single: [output.main], numbered: [] };
    case 'snapshot':
      return output.files.pattern.includes('{number}')
        ? { single: [], numbered: [output.files] }
        : { single: [output.files.pattern], numbered: [] };
    case 'ladder':
      return ladderKeys(output);
  }
}

/** Whether a number of the rule makes `key` of the pattern. */
export function isNumberedKey({ pattern, number }: NumberedKey, key: string): boolean {
  const [before, after, ...more] = pattern.split('{number}') as [string, string, ...string[]];
  // A pattern may repeat {number}; every place then holds the same digits.
  const tail = [after, ...more].join('{number}');
  if (!key.startsWith(before)) return false;
  const text = key.slice(before.length);
  for (let length = Math.min(text.length, 40); length > 0; length--) {
    const digits = text.slice(0, length);
    if (isNumber(number, digits) && key === before + digits + tail.replaceAll('{number}', digits))
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

/** The key of an output's main file; of pictures and sheets, the first one. */
export function mainKey(output: Output): string {
  switch (output.kind) {
    case 'media':
    case 'join':
    case 'compose':
    case 'animation':
    case 'ladder':
      return output.main;
    case 'sprite':
    case 'snapshot':
      return segmentKey(output.files, 0);
  }
}
