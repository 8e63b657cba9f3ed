// The cues of a WebVTT file that ffmpeg wrote (W3C WebVTT, section 4).

export interface Cue {
  /** Seconds. */
  start: number;
  end: number;
  /** The line with its times, and what is shown. */
  lines: string[];
}

const TIMES = /^(?:(\d+):)?(\d\d):(\d\d\.\d{3}) --> (?:(\d+):)?(\d\d):(\d\d\.\d{3})/;

/** All cues, in their order; what is none is left out. */
export function cuesOf(text: string): Cue[] {
  return text.split(/\n{2,}/).flatMap((block) => {
    const lines = block.split('\n').filter((line) => line !== '');
    const at = lines.findIndex((line) => TIMES.test(line));
    const [, h1 = '0', m1, s1, h2 = '0', m2, s2] = TIMES.exec(lines[at] ?? '') ?? [];
    if (s2 === undefined) return [];
    const seconds = (h: string, m = '', s = '') => Number(h) * 3600 + Number(m) * 60 + Number(s);
    return [{ start: seconds(h1, m1, s1), end: seconds(h2, m2, s2), lines: lines.slice(at) }];
  });
}

/** A cue as it stands in a file. */
export function cueText({ lines }: Cue): string {
  return `${lines.join('\n')}\n`;
}
