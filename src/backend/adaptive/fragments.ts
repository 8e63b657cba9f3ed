// What fragmented MP4 says of its times (ISO/IEC 14496-12, 8.8), for files of one track.
import { boxAt, boxesIn, boxOf } from './boxes.ts';

/** An initialization section. */
export interface Track {
  /** Ticks per second of all times. */
  timescale: number;
  /** Ticks of the media that come before its presentation begins: B-frame delay, or an audio encoder's priming. */
  delay: number;
  /** Ticks of a sample whose fragment does not say. */
  defaultDuration: number;
}

/** Times in ticks. */
export interface Fragment {
  /** When its first sample is presented, 0 being the presentation's begin. */
  start: number;
  duration: number;
}

/** Reads an initialization section. @throws Error for a file that ffmpeg would not write */
export function trackOf(init: Buffer): Track {
  const header = boxAt(init, ['moov', 'trak', 'mdia', 'mdhd'])?.body;
  if (!header) throw new Error('an initialization section without a track');
  const edits = boxAt(init, ['moov', 'trak', 'edts', 'elst'])?.body;
  const defaults = boxAt(init, ['moov', 'mvex', 'trex'])?.body;
  return {
    timescale: header.readUInt32BE(header[0] === 1 ? 20 : 12),
    delay: edits ? mediaTime(edits) : 0,
    defaultDuration: defaults?.readUInt32BE(12) ?? 0,
  };
}

/** Where the first edit that is not empty begins in the media. */
function mediaTime(edits: Buffer): number {
  const long = edits[0] === 1;
  const size = long ? 20 : 12;
  for (let entry = 0; entry < edits.readUInt32BE(4); entry++) {
    const at = 8 + entry * size;
    const time = long ? Number(edits.readBigInt64BE(at + 8)) : edits.readInt32BE(at + 4);
    if (time >= 0) return time;
  }
  return 0;
}

/** The fragments of a segment, all their samples together. `segment` needs to hold its "moof" boxes whole. */
export function fragmentOf(segment: Buffer, track: Track): Fragment {
  const runs = boxesIn(segment)
    .filter(({ type }) => type === 'moof')
    .map(({ body }) => runOf(body, track));
  const [first] = runs;
  if (!first) throw new Error('a segment without a fragment');
  return {
    // A player presents nothing before 0.
    start: Math.max(0, first.start - track.delay),
    duration: runs.reduce((sum, run) => sum + run.duration, 0) + Math.min(0, first.start - track.delay),
  };
}

function runOf(moof: Buffer, track: Track): Fragment {
  const traf = boxAt(moof, ['traf'])?.body ?? Buffer.alloc(0);
  const time = boxAt(traf, ['tfdt'])?.body;
  const header = boxAt(traf, ['tfhd'])?.body;
  if (!time || !header) throw new Error('a fragment without a time');
  const decoded = time[0] === 1 ? Number(time.readBigUInt64BE(4)) : time.readUInt32BE(4);
  const defaultDuration = headerDuration(header) ?? track.defaultDuration;
  let duration = 0;
  let earliest = Number.POSITIVE_INFINITY;
  for (const { type, body } of boxesIn(traf)) {
    if (type !== 'trun') continue;
    for (const sample of samplesOf(body, defaultDuration)) {
      earliest = Math.min(earliest, decoded + duration + sample.offset);
      duration += sample.duration;
    }
  }
  return { start: Number.isFinite(earliest) ? earliest : decoded, duration };
}

/** default_sample_duration of a "tfhd" box, if it has one. */
function headerDuration(header: Buffer): number | null {
  const flags = header.readUInt32BE(0) & 0xffffff;
  if (!(flags & 0x8)) return null;
  return header.readUInt32BE(8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0));
}

/** Duration and composition offset of each sample of a "trun" box. */
function samplesOf(run: Buffer, defaultDuration: number): { duration: number; offset: number }[] {
  const version = run[0] ?? 0;
  const flags = run.readUInt32BE(0) & 0xffffff;
  let at = 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
  return Array.from({ length: run.readUInt32BE(4) }, () => {
    let duration = defaultDuration;
    let offset = 0;
    if (flags & 0x100) {
      duration = run.readUInt32BE(at);
      at += 4;
    }
    at += (flags & 0x200 ? 4 : 0) + (flags & 0x400 ? 4 : 0);
    if (flags & 0x800) {
      offset = version === 0 ? run.readUInt32BE(at) : run.readInt32BE(at);
      at += 4;
    }
    return { duration, offset };
  });
}

/** The index of a file whose segments follow it (ISO/IEC 14496-12, 8.16.3); each begins with a key frame. */
export function segmentIndex(track: Track, segments: (Fragment & { bytes: number })[]): Buffer {
  const body = Buffer.alloc(32 + segments.length * 12);
  body.writeUInt8(1, 0);
  body.writeUInt32BE(1, 4);
  body.writeUInt32BE(track.timescale, 8);
  body.writeBigUInt64BE(BigInt(segments[0]?.start ?? 0), 12);
  body.writeUInt16BE(segments.length, 30);
  for (const [n, { bytes, duration }] of segments.entries()) {
    body.writeUInt32BE(bytes, 32 + n * 12);
    body.writeUInt32BE(duration, 36 + n * 12);
    // starts_with_SAP, SAP_type 1
    body.writeUInt32BE(0x90000000, 40 + n * 12);
  }
  return boxOf('sidx', body);
}
