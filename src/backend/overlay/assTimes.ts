// When the lines of an ASS script are shown. Pure.

export interface TimeShift {
  /** Seconds of the source that are kept; `to` null is its end. */
  from: number;
  to: number | null;
  /** Seconds that `from` becomes. */
  at: number;
}

const DIALOGUE = /^(Dialogue: [^,]*),(\d+):(\d\d):(\d\d\.\d\d),(\d+):(\d\d):(\d\d\.\d\d),/;

/** A script as ffmpeg writes it with its times moved; lines that are shown at no time are left out. */
export function shiftedScript(script: string, { from, to, at }: TimeShift): string {
  return script
    .split(/\r?\n/)
    .flatMap((line) => {
      if (!line.startsWith('Dialogue:')) return [line];
      const found = DIALOGUE.exec(line);
      if (!found) return [];
      const [head = '', before = '', h1, m1, s1, h2, m2, s2] = found;
      const start = Math.max(from, seconds(h1, m1, s1));
      const end = Math.min(to ?? Number.POSITIVE_INFINITY, seconds(h2, m2, s2));
      if (end <= start) return [];
      return [
        `${before},${assTime(start - from + at)},${assTime(end - from + at)},${line.slice(head.length)}`,
      ];
    })
    .join('\n');
}

/** The script with its texts as WebVTT has to have them (W3C WebVTT, 3.3: cue text); styles stay. */
export function escapedScript(script: string): string {
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return script
    .split('\n')
    .map((line) => {
      const [, head, text] = /^(Dialogue: (?:[^,]*,){9})(.*)$/.exec(line) ?? [];
      if (head === undefined || text === undefined) return line;
      return head + text.replace(/(\{[^}]*\})|([^{]+)/g, (part, style) => style ?? escaped(part));
    })
    .join('\n');
}

function seconds(hours = '0', minutes = '0', rest = '0'): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

/** Seconds as h:mm:ss.cc */
export function assTime(value: number): string {
  const hundredths = Math.round(value * 100);
  const two = (part: number) => String(part).padStart(2, '0');
  const [minutes, hours] = [Math.floor(hundredths / 6000) % 60, Math.floor(hundredths / 360_000)];
  return `${hours}:${two(minutes)}:${two(Math.floor(hundredths / 100) % 60)}.${two(hundredths % 100)}`;
}
