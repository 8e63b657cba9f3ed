// The conditions of `action-exec-rules` (ExecRulesTask). The documentation gives no list of keys: those of quality
// inspection that a file's facts answer are served, and the facts themselves under their names in MediaMetaData.
import type { MediaFacts } from '../../contract/facts.ts';

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

export interface PlannedCondition {
  key: string;
  comparison: Comparison;
  value: string;
}

/** One of ExecRulesTask.Rules. */
export interface PlannedRule {
  /** Linker `||`: one condition is enough. */
  any: boolean;
  conditions: PlannedCondition[];
  /** RearDriveIndexs: indexes in Activities. */
  leadsTo: number[];
}

type Fact = number | boolean | string[];

const FACTS: Record<string, (facts: MediaFacts) => Fact> = {
  Size: ({ size }) => size,
  Duration: ({ duration }) => duration,
  Bitrate: ({ bitrate }) => bitrate,
  Width: ({ width }) => width,
  Height: ({ height }) => height,
  Rotate: ({ rotate }) => rotate,
  Fps: ({ video: [first] }) =>
    first && first.fpsDenominator > 0 ? first.fpsNumerator / first.fpsDenominator : 0,
  Container: ({ container }) => container.split(','),
  VideoCodec: ({ video }) => video.map(({ codec }) => codec),
  AudioCodec: ({ audio }) => audio.map(({ codec }) => codec),
  HdrType: ({ video }) => video.map(({ hdr }) => hdr),
  NoVideo: ({ video }) => video.length === 0,
  NoAudio: ({ audio }) => audio.length === 0,
};

/** The keys that a condition may have. */
export const RULE_KEYS: readonly string[] = Object.keys(FACTS);

const NUMBERS = new Set(['Size', 'Duration', 'Bitrate', 'Width', 'Height', 'Rotate', 'Fps']);
const FLAGS = new Set(['NoVideo', 'NoAudio']);

/**
 * A condition of a key and a value such as `>=1080`, `!=h264` or `true`; without a comparison, equality is meant.
 * Null for a value that the key can't have.
 */
export function readCondition(key: string, text: string): PlannedCondition | null {
  const [, sign = '', rest = ''] = /^\s*(==|!=|<=|>=|<|>|=)?\s*(.*?)\s*$/s.exec(text) ?? [];
  const comparison = (sign === '' || sign === '=' ? '==' : sign) as Comparison;
  const ordered = comparison !== '==' && comparison !== '!=';
  const fits = NUMBERS.has(key)
    ? rest !== '' && Number.isFinite(Number(rest))
    : FLAGS.has(key)
      ? !ordered && /^(true|false)$/i.test(rest)
      : !ordered;
  return fits ? { key, comparison, value: rest } : null;
}

/** The indexes in Activities that the rules which hold lead to, in ascending order. */
export function chosenBy(rules: readonly PlannedRule[], facts: MediaFacts): number[] {
  const chosen = rules
    .filter(({ any, conditions }) =>
      any
        ? conditions.some((condition) => holds(condition, facts))
        : conditions.every((condition) => holds(condition, facts)),
    )
    .flatMap(({ leadsTo }) => leadsTo);
  return [...new Set(chosen)].sort((a, b) => a - b);
}

function holds({ key, comparison, value }: PlannedCondition, facts: MediaFacts): boolean {
  const fact = FACTS[key]?.(facts);
  if (fact === undefined) return false;
  if (typeof fact === 'number') return compares(fact, comparison, Number(value));
  const isIn =
    typeof fact === 'boolean'
      ? String(fact) === value.toLowerCase()
      : fact.some((name) => name.toLowerCase() === value.toLowerCase());
  return comparison === '==' ? isIn : !isIn;
}

function compares(a: number, comparison: Comparison, b: number): boolean {
  switch (comparison) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}
