// Sources that no camera makes, written to do harm or by a broken program: each job ends within its time, as work or for
// the right reason, and leaves nothing.
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, remux, TONE, VIDEO } from '../../test/backend/clips.ts';
import { type OneBackend, oneBackend } from '../../test/backend/oneBackend.ts';
import { aac, h264 } from '../../test/backend/specs.ts';
import { jobOn, type TestEdge } from '../../test/backend/testEdge.ts';
import { box, rebuilt } from '../../test/support/boxes.ts';
import { gif } from '../../test/support/gif.ts';
import type { Output } from '../contract/output.ts';
import type { Backend } from './backend.ts';

const run = promisify(execFile);
let media = '';
let folder = '';
let edge: TestEdge;
let backend: Backend;
let whole: OneBackend;

beforeAll(async () => {
  whole = await oneBackend({ SLOTS: '8', READY_PROBE: '0' });
  ({ backend, edge, folder: media, work: folder } = whole);
  const at = (name: string) => join(media, name);
  const small = ['-g', '5', ...QUICK];
  await clip(at('a.mp4'), [VIDEO(1, '64x48'), TONE(1)], small);
  await clip(at('b.ts'), [VIDEO(1, '64x48'), TONE(1)], small);
  await clip(at('c.ts'), [VIDEO(1, '96x32', '10'), TONE(1)], [...small, '-ar', '22050', '-ac', '2']);
  await clip(at('a.mp3'), [TONE(1)], ['-id3v2_version', '0']);
  await remux(at('a.mkv'), at('a.mp4'), []);
  await remux(at('fragments.mp4'), at('a.mp4'), [], ['-movflags', 'frag_keyframe+empty_moov']);
  await writeFile(at('attached.ttf'), 'no font at all');
  const attached = ['-attach', at('attached.ttf'), '-metadata:s:t', 'mimetype=application/x-truetype-font'];
  await remux(at('attached.mkv'), at('a.mp4'), [], attached);
});
afterAll(async () => {
  const left = await readdir(folder, { recursive: true });
  expect(left.filter((path) => path.includes('job-'))).toEqual([]);
  await whole.stop();
});

const read = (name: string) => readFile(join(media, name));

const together = async (...names: string[]) => Buffer.concat(await Promise.all(names.map(read)));

/** The film with other content in its boxes of that type. */
async function withBox(type: string, content: Buffer): Promise<Buffer> {
  return rebuilt(await read('a.mp4'), (one, own) => box(one, one === type ? content : own));
}

/** The same film with other edit lists: durations and media times. */
function withEdits(...edits: number[][]): Promise<Buffer> {
  const entries = edits.map(([duration = 0, start = 0]) => uint32(duration, start, 0x10000));
  return withBox('elst', Buffer.concat([uint32(0, edits.length), ...entries]));
}

/** The film with its picture's track so many times more. */
async function withTracks(count: number): Promise<Buffer> {
  const tracks: Buffer[] = [];
  return rebuilt(await read('a.mp4'), (type, content) => {
    const made = box(type, content);
    if (type === 'trak') tracks.push(made);
    return type === 'moov' ? box(type, content, ...Array.from({ length: count }, () => tracks[0]!)) : made;
  });
}

/** A Matroska file that says that it is so many milliseconds long (Duration, RFC 9559, 5.1.2.10). */
async function lasting(milliseconds: number): Promise<Buffer> {
  const bytes = await read('a.mkv');
  const at = bytes.indexOf(Buffer.from('448988', 'hex'));
  expect(at).toBeGreaterThan(0);
  bytes.writeDoubleBE(milliseconds, at + 3);
  return bytes;
}

function uint32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [n, value] of values.entries()) bytes.writeUInt32BE(value, 4 * n);
  return bytes;
}

/** ID3v2.4 with one frame of that many bytes (id3.org, 3.1 and 4). */
function id3(frame: string, size: number): Buffer {
  const synchsafe = (value: number) => Buffer.from([21, 14, 7, 0].map((shift) => (value >> shift) & 127));
  const content = Buffer.concat([
    Buffer.from(frame),
    synchsafe(size),
    Buffer.alloc(2),
    Buffer.alloc(size, 65),
  ]);
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), synchsafe(content.length), content]);
}

/** Silence as WAVE of 16 bits that says that it has 4 GB. */
function wav(channels: number, rate: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF\xff\xff\xff\xffWAVEfmt ', 0, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE((rate * channels * 2) % 2 ** 32, 28);
  head.writeUInt16LE((channels * 2) % 2 ** 16, 32);
  head.writeUInt16LE(16, 34);
  head.write('data\xff\xff\xff\xff', 36, 'latin1');
  return Buffer.concat([head, Buffer.alloc(400_000)]);
}

const WORKS = ['made', 'made'];
/** Sound alone gives no sheet of pictures. */
const SOUNDS = ['made', 'SourceFileError.NoVideoMedia'];
const MALFORMED = 'SourceFileError.ContentMalformed';

const CASES: [name: string, make: () => Promise<Buffer> | Buffer, came: string | string[]][] = [
  ['Matroska with attachments', () => read('attached.mkv'), WORKS],
  ['a tag of 50 MB', async () => Buffer.concat([id3('TIT2', 50_000_000), await read('a.mp3')]), SOUNDS],
  [
    '50 MB of private data',
    async () => Buffer.concat([id3('PRIV', 50_000_000), await read('a.mp3')]),
    SOUNDS,
  ],
  ['a cover of 50 MB', async () => Buffer.concat([id3('APIC', 50_000_000), await read('a.mp3')]), SOUNDS],
  ['100,000 tracks', () => withTracks(100_000), MALFORMED],
  ['20,000 edits', () => withEdits(...Array.from({ length: 20_000 }, (_, n) => [1, n % 512])), WORKS],
  ['an edit of 50 days', () => withEdits([0xffffffff, 0]), WORKS],
  ['an edit that begins before everything', () => withEdits([1000, 0x80000000]), [MALFORMED, MALFORMED]],
  ['2^32 samples', () => withBox('stts', uint32(0, 1, 0xffffffff, 1)), [MALFORMED, 'made']],
  ['samples of negative length', () => withBox('stts', uint32(0, 1, 25, 0xffffff00)), [MALFORMED, 'made']],
  ['2^32 samples of a byte', () => withBox('stsz', uint32(0, 1, 0xffffffff)), [MALFORMED, MALFORMED]],
  ['a duration that is no number', () => lasting(Number.NaN), WORKS],
  ['a negative duration', () => lasting(-5000), WORKS],
  ['an endless duration', () => lasting(Number.POSITIVE_INFINITY), WORKS],
  ['an absurd duration', () => lasting(1e300), WORKS],
  ['fragments without an end', async () => (await read('fragments.mp4')).subarray(0, -3000), WORKS],
  ['another size and sound in the middle', () => together('b.ts', 'c.ts'), WORKS],
  ['another size and back', () => together('c.ts', 'b.ts', 'c.ts'), WORKS],
  ['a WAVE without an end', () => wav(1, 8000), SOUNDS],
  ['65,535 channels', () => wav(65_535, 8000), MALFORMED],
  ['no channels', () => wav(0, 8000), MALFORMED],
  ['a sample a second', () => wav(1, 1).subarray(0, 200), SOUNDS],
  ['4 GHz', () => wav(1, 0xffffffff), MALFORMED],
  ['one pixel', () => gif(1, 1, 5, 10), WORKS],
  ['no time between frames', () => gif(64, 48, 20, 0), WORKS],
  ['one row', () => gif(16_384, 1, 2, 10), ['made', 'InvalidInput.ConfigurationUnsupported']],
];

const number = { initial: 0, increment: 1, minLength: 1, placeholder: '0' };
const picture = { format: 'png', width: 0, height: 40, adaptive: true, fill: 'black' } as const;
const outputs = (name: string): Output[] => [
  {
    ...{ kind: 'media', subtask: 0, container: 'mp4', main: `${name}/a.mp4`, segment: null },
    ...{ video: { ...h264, height: 0 }, audio: aac },
  },
  {
    ...{ kind: 'sprite', subtask: 1, picture, at: { unit: 'percent', every: 25 }, rows: 2, columns: 2 },
    ...{ files: { pattern: `${name}/{number}.png`, number }, main: `${name}/a.vtt` },
  },
];

test.concurrent.each(CASES)('%s', async (name, make, expected) => {
  edge.inputs.set(name, new Uint8Array(await make()));
  const job = jobOn(encodeURIComponent(name), outputs(name), { id: name });
  const init = {
    method: 'POST',
    headers: { authorization: `Bearer ${edge.token}` },
    body: JSON.stringify(job),
  };
  expect((await fetch(`${backend.url}/jobs`, init)).status).toBe(202);
  const { failure, retry } = await edge.final(name);
  edge.inputs.delete(name);
  const results = edge.results(name).map((one) => (one.status === 'failed' ? one.failure.code : 'made'));
  expect({ retry, came: failure?.code ?? results }).toEqual({ retry: false, came: expected });
  // What is said to be made is there.
  const stored = [...edge.stored].filter(([key]) => key.startsWith(`${name}/`));
  expect(stored.some(([key]) => key.endsWith('.mp4'))).toBe(expected[0] === 'made');
  for (const [key, bytes] of stored) {
    if (!key.endsWith('.mp4')) continue;
    const file = join(media, `made-${stored.length}-${[...name].length}.mp4`);
    await writeFile(file, bytes);
    const { stderr } = await run('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-f', 'null', '-']);
    expect(stderr).toBe('');
  }
});
