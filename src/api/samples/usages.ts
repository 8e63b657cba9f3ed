// What a sample is used for. Shorter names stand for several uses; what is stored is each use by itself.

const PERSON: Record<string, string[]> = {
  Recognition: ['Recognition.Face'],
  Review: ['Review.Face'],
  All: ['Recognition.Face', 'Review.Face'],
};
const WORD: Record<string, string[]> = {
  Recognition: ['Recognition.Ocr', 'Recognition.Asr'],
  Review: ['Review.Ocr', 'Review.Asr'],
  All: ['Recognition.Ocr', 'Recognition.Asr', 'Review.Ocr', 'Review.Asr'],
};

/** Each use of a person sample once. */
export function personUsages(usages: string[]): string[] {
  return unique(usages.flatMap((usage) => PERSON[usage] ?? [usage]));
}

/** Each use of a word sample once. */
export function wordUsages(usages: string[]): string[] {
  return unique(usages.flatMap((usage) => WORD[usage] ?? [usage]));
}

export function unique(texts: string[]): string[] {
  return [...new Set(texts)];
}
