// Adaptive streams that small tests ask for.
import type { LadderOutput } from '../../src/contract/ladder.ts';
import { aac, h264 } from './specs.ts';

/** Rungs of these heights with one sound. */
export function rungs(...heights: number[]): LadderOutput['rungs'] {
  return heights.map((height) => ({
    video: { ...h264, height, bitrate: height * 1000 },
    audio: [{ spec: aac }],
  }));
}

const EXTENSIONS = { ts: 'ts', 'ts-ranges': 'ts', fmp4: 'm4s', 'fmp4-ranges': 'mp4' };

/** An output with two rungs and segments of a second. */
export function ladderOutput(part: Partial<LadderOutput> = {}): LadderOutput {
  const { packaging = 'hls', segments = 'ts' } = part;
  return {
    ...{ kind: 'ladder', subtask: 0, packaging, segments, seconds: 1, subtitles: [] },
    separateAudio: packaging === 'dash',
    rungs: rungs(90, 180),
    noHigher: { resolution: true, bitrate: false },
    main: `out/main.${packaging === 'hls' ? 'm3u8' : 'mpd'}`,
    subStream: `out/{subStreamNumber}.${packaging === 'hls' ? 'm3u8' : 'mp4'}`,
    segment: `out/{subStreamNumber}/{segmentNumber}.${EXTENSIONS[segments]}`,
    init: 'out/{subStreamNumber}/init.mp4',
    ...part,
  };
}
