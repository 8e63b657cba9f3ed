// RFC 6381 codec strings, from what ffprobe tells of a stream.
import { type FfprobeStream, hexDumpBytes } from './ffprobeOutput.ts';

/** MPEG-4 audio object types by ffprobe's profile names (ISO/IEC 14496-3, table 1.17). */
const AAC_OBJECT_TYPES: Record<string, number> = {
  Main: 1,
  LC: 2,
  SSR: 3,
  LTP: 4,
  'HE-AAC': 5,
  'HE-AACv2': 29,
};

/** Codecs whose string is always the same. */
const FIXED: Record<string, string> = {
  mp3: 'mp4a.40.34',
  opus: 'opus',
  vorbis: 'vorbis',
  flac: 'fLaC',
  ac3: 'ac-3',
  eac3: 'ec-3',
  alac: 'alac',
  vp8: 'vp8',
};

/** "avc1.64001f", "hvc1.1.6.L93.B0", "mp4a.40.2", …; "" when it can't be told. */
export function codecString(stream: FfprobeStream): string {
  const extradata = hexDumpBytes(stream.extradata);
  if (stream.codec_name === 'h264') return avcString(extradata);
  if (stream.codec_name === 'hevc') return hevcString(extradata);
  if (stream.codec_name === 'aac') {
    const type = AAC_OBJECT_TYPES[stream.profile];
    return type === undefined ? '' : `mp4a.40.${type}`;
  }
  return FIXED[stream.codec_name] ?? '';
}

/** avc1.PPCCLL: profile, constraints and level of the configuration record (ISO/IEC 14496-15, 5.3.3) or the SPS. */
function avcString(extradata: Uint8Array): string {
  const record =
    extradata[0] === 1 ? extradata.subarray(1, 4) : nalUnit(extradata, (header) => (header & 31) === 7, 1);
  if (!record || record.length < 3) return '';
  return `avc1.${Buffer.from(record.subarray(0, 3)).toString('hex')}`;
}

/** hvc1.<profile>.<compatibility>.<tier and level>.<constraints> (ISO/IEC 14496-15, annex E.3). */
function hevcString(extradata: Uint8Array): string {
  // profile_tier_level follows the version byte of the record, or the SPS's two header bytes and its first byte.
  const ptl =
    extradata[0] === 1
      ? extradata.subarray(1)
      : nalUnit(extradata, (header) => ((header >> 1) & 63) === 33, 3);
  if (!ptl || ptl.length < 12) return '';
  const [first = 0, c0 = 0, c1 = 0, c2 = 0, c3 = 0] = ptl;
  const space = ['', 'A', 'B', 'C'][first >> 6] ?? '';
  const compatibility = reverseBits(((c0 << 24) | (c1 << 16) | (c2 << 8) | c3) >>> 0)
    .toString(16)
    .toUpperCase();
  const tier = first & 32 ? 'H' : 'L';
  const constraints = [...ptl.subarray(5, 11)];
  while (constraints.at(-1) === 0) constraints.pop();
  const parts = [`${space}${first & 31}`, compatibility, `${tier}${ptl[11]}`];
  return `hvc1.${[...parts, ...constraints.map((byte) => byte.toString(16).toUpperCase())].join('.')}`;
}

/** The payload of the first NAL unit that `wanted` accepts in an Annex B stream, without `skip` bytes at its start. */
function nalUnit(stream: Uint8Array, wanted: (header: number) => boolean, skip: number): Uint8Array | null {
  for (let at = 0; at + 3 < stream.length; at++) {
    if (stream[at] !== 0 || stream[at + 1] !== 0 || stream[at + 2] !== 1 || !wanted(stream[at + 3] ?? 0))
      continue;
    const unit: number[] = [];
    for (let i = at + 3; i < stream.length && unit.length < 64; i++) {
      // An emulation prevention byte (00 00 03) is no part of the payload.
      if (stream[i] === 3 && stream[i - 1] === 0 && stream[i - 2] === 0) continue;
      unit.push(stream[i] ?? 0);
    }
    return Uint8Array.from(unit.slice(skip));
  }
  return null;
}

function reverseBits(word: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 32; bit++) reversed = (reversed * 2 + ((word >>> bit) & 1)) >>> 0;
  return reversed;
}
