// Sources whose picture changes its size or shape in the middle, through a whole backend: each part keeps its shape.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, remux, TONE } from '../../test/backend/clips.ts';
import { type Frame, framesOf } from '../../test/backend/frames.ts';
import { ladderOutput, rungs } from '../../test/backend/ladderOutput.ts';
import { type OneBackend, oneBackend } from '../../test/backend/oneBackend.ts';
import { aac, h264 } from '../../test/backend/specs.ts';
import { jobOn } from '../../test/backend/testEdge.ts';
import type { Job } from '../contract/job.ts';
import type { VideoSpec } from '../contract/media.ts';
import type { Output } from '../contract/output.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { withSizeChanges } from './ffmpeg/sizeChanges.ts';
import { sourceOf } from './ffmpeg/source.ts';

const run = promisify(execFile);
let whole: OneBackend;
const at = (name: string) => join(whole.folder, name);

/** Seconds of each part, whose colours tell where it is. */
const SECONDS = 2;
const PARTS = [
  { name: 'wide', size: '160x90', color: 'red' },
  { name: 'square', size: '240x240', color: 'lime' },
  { name: 'tall', size: '90x160', color: 'blue' },
] as const;

beforeAll(async () => {
  whole = await oneBackend({ SLOTS: '4', READY_PROBE: '0' });
  for (const { name, size, color } of PARTS) {
    const picture = `color=${color}:s=${size}:r=10:d=${SECONDS}`;
    await clip(at(`${name}.mp4`), [picture, TONE(SECONDS)], ['-g', '10', ...QUICK]);
  }
  await clip(
    at('anamorphic.mp4'),
    [`color=lime:s=160x90:r=10:d=${SECONDS}`, TONE(SECONDS)],
    ['-vf', 'setsar=9/16', '-g', '10', ...QUICK],
  );
});
afterAll(() => whole.stop());

/** One transport stream whose times go on: as a recording of a live stream whose encoder was told another size. */
async function recording(...names: string[]): Promise<Buffer> {
  const parts = names.map(async (name, n) => {
    const offset = ['-output_ts_offset', String(n * SECONDS), '-muxdelay', '0'];
    const flags = ['-mpegts_flags', 'resend_headers+initial_discontinuity'];
    return readFile(await remux(at(`${n}-${name}.ts`), at(`${name}.mp4`), [], [...offset, ...flags]));
  });
  return Buffer.concat(await Promise.all(parts));
}

/** The same as FLV (Adobe Flash Video File Format 10.1, E.3 and E.4.1): the tags of all, at their times. */
async function flv(...names: string[]): Promise<Buffer> {
  const parts = names.map(async (name, n) => {
    const bytes = await readFile(await remux(at(`${n}-${name}.flv`), at(`${name}.mp4`), []));
    const tags: Buffer[] = [];
    for (let from = 13; from < bytes.length; ) {
      const length = 11 + bytes.readUIntBE(from + 1, 3) + 4;
      const tag = bytes.subarray(from, from + length);
      tag.writeUIntBE(tag.readUIntBE(4, 3) + n * SECONDS * 1000, 4, 3);
      // Metadata of the first one alone.
      if (n === 0 || tag[0] !== 18) tags.push(tag);
      from += length;
    }
    return n === 0 ? [bytes.subarray(0, 13), ...tags] : tags;
  });
  return Buffer.concat((await Promise.all(parts)).flat());
}

const number = { initial: 0, increment: 1, minLength: 1, placeholder: '0' };
const picture = { format: 'png', width: 160, height: 90, adaptive: true, fill: 'white' } as const;

const media = (key: string, video: Partial<VideoSpec>): Output => ({
  ...{ kind: 'media', subtask: 0, container: 'mp4', main: key, segment: null },
  ...{ video: { ...h264, width: 160, height: 90, ...video }, audio: aac },
});

async function made(id: string, source: Buffer, outputs: Output[], more: Partial<Job> = {}): Promise<void> {
  const { edge, backend } = whole;
  edge.inputs.set(id, new Uint8Array(source));
  const init = {
    method: 'POST',
    headers: { authorization: `Bearer ${edge.token}` },
    body: JSON.stringify(jobOn(id, outputs, { id, ...more })),
  };
  expect((await fetch(`${backend.url}/jobs`, init)).status).toBe(202);
  expect(await edge.final(id)).toMatchObject({ failure: null });
  const results = edge.results(id).map((one) => (one.status === 'failed' ? one.failure : 'made'));
  expect(results).toEqual(outputs.map(() => 'made'));
}

async function frames(key: string): Promise<Frame[]> {
  const file = at(key.replaceAll('/', '-'));
  await writeFile(file, whole.edge.stored.get(key)!);
  return framesOf(file);
}

const COLORS = {
  red: [255, 0, 0],
  lime: [0, 255, 0],
  blue: [0, 0, 255],
  black: [0, 0, 0],
  white: [255, 255, 255],
};

/** The name of a colour that is near; all parts of it else. */
function named(rgb: [number, number, number]): string {
  const near = Object.entries(COLORS).find(([, color]) =>
    color.every((one, n) => Math.abs(one - rgb[n]!) < 40),
  );
  return near?.[0] ?? rgb.join();
}

/** Colours in the middle of a picture, and the parts of its width and height that are not of the colour at its edges. */
function look(frame: Frame): [string, number, number] {
  const { width, height } = frame;
  const middle = named(frame.at(width >> 1, height >> 1));
  const corner = frame.at(1, height >> 1);
  const box = named(corner) === middle ? { width, height } : frame.boxUnlike(corner, 60);
  return [
    middle,
    Math.round(((box?.width ?? 0) / width) * 160),
    Math.round(((box?.height ?? 0) / height) * 90),
  ];
}

/** Of 160x90 each, a square is 90 pixels wide, and 9:16 is 50.6. */
const FITTED = [
  ['red', 160, 90],
  ['lime', 90, 90],
  ['blue', 50, 90],
];

/** Looks of the middles of the parts. */
const looks = (all: Frame[]) => {
  const each = all.length / 3;
  return [0, 1, 2].map((n) => look(all[Math.floor((n + 0.5) * each)]!));
};

/** A pixel or two are lost to rounding and chroma. */
function expectFitted(seen: [string, number, number][], expected = FITTED) {
  expect(seen.map(([color]) => color)).toEqual(expected.map(([color]) => color));
  for (const [n, [, width, height]] of seen.entries()) {
    expect(Math.abs(width - Number(expected[n]![1]))).toBeLessThan(5);
    expect(Math.abs(height - Number(expected[n]![2]))).toBeLessThan(5);
  }
}

test.each([['ts'], ['flv']])('%s: a transcoding', async (kind) => {
  const parts = PARTS.map(({ name }) => name);
  const source = kind === 'ts' ? await recording(...parts) : await flv(...parts);
  const mark = {
    ...({ kind: 'image', file: 'mark', repeat: 'forever', corner: 'top-left', start: 0, end: 0 } as const),
    ...({ x: { value: 2, of: 'px' }, y: { value: 2, of: 'px' } } as const),
    ...({ width: { value: 20, of: 'px' }, height: { value: 20, of: 'px' } } as const),
  };
  await clip(at('mark.png'), ['color=yellow:s=20x20:d=1'], ['-frames:v', '1']);
  whole.edge.inputs.set('mark', new Uint8Array(await readFile(at('mark.png'))));
  await made(
    `${kind}-films`,
    source,
    [
      media('black.mp4', {}),
      { ...media('white.mp4', { fill: 'white', height: 180, width: 320 }), subtask: 1 },
      { ...media('gauss.mp4', { fill: 'gauss' }), subtask: 2 },
      { ...media('stretch.mp4', { fill: 'stretch', fps: 20 }), subtask: 3 },
      { ...media('own.mp4', { width: 0, height: 0 }), subtask: 4 },
      { ...media('marked.mp4', { watermarks: [mark] }), subtask: 5 },
    ],
    {
      files: [
        { name: 'mark', maxBytes: 1_000_000, url: '/files/mark', allowLoopback: false, parameter: 'W' },
      ],
    },
  );
  const black = await frames('black.mp4');
  expect(Math.abs(black.length - 60)).toBeLessThanOrEqual(1);
  expectFitted(looks(black));
  expect(named(black[30]!.at(2, 45))).toBe('black');
  const white = await frames('white.mp4');
  expectFitted(looks(white));
  expect(named(white[30]!.at(2, 90))).toBe('white');
  expectFitted(looks(await frames('own.mp4')));
  const stretched = looks(await frames('stretch.mp4'));
  expectFitted(
    stretched,
    PARTS.map(({ color }) => [color, 160, 90]),
  );
  const gauss = await frames('gauss.mp4');
  expect(gauss.length).toBe(black.length);
  for (const [n, { color }] of PARTS.entries()) {
    const frame = gauss[n * 20 + 10]!;
    expect([named(frame.at(80, 45)), named(frame.at(2, 45))]).toEqual([color, color]);
  }
  // What lies over the picture stays where it is, in all parts.
  const marked = await frames('marked.mp4');
  for (const n of [10, 30, 50]) {
    const [red, green, blue] = marked[n]!.at(12, 12);
    expect(Math.min(red, green)).toBeGreaterThan(200);
    expect(blue).toBeLessThan(60);
  }
});

test('a presentation with another film in its middle, and what a browser records', async () => {
  const { edge } = whole;
  for (const { name } of PARTS) edge.inputs.set(`${name}.ts`, new Uint8Array(await recording(name)));
  const segments = PARTS.map(({ name }) => `#EXTINF:${SECONDS},\n${name}.ts\n`).join(
    '#EXT-X-DISCONTINUITY\n',
  );
  const list = Buffer.from(`#EXTM3U\n#EXT-X-TARGETDURATION:2\n${segments}#EXT-X-ENDLIST\n`);
  const input = { url: `${edge.url}/files/list.m3u8`, allowLoopback: true };
  await made('list.m3u8', list, [media('list.mp4', {})], { id: 'list.m3u8', input });
  expectFitted(looks(await frames('list.mp4')));
  // VP8 tells its size in each key frame.
  const names = [];
  for (const { name } of PARTS) {
    const vp8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis', '-ac', '2'];
    await run('ffmpeg', ['-v', 'error', '-y', '-i', at(`${name}.mp4`), ...vp8, at(`${name}.webm`)]);
    names.push(`file '${name}.webm'`);
  }
  await writeFile(at('names.txt'), names.join('\n'));
  await remux(at('recorded.webm'), at('names.txt'), ['-f', 'concat', '-safe', '0']);
  const shots: Output = {
    ...{ kind: 'snapshot', subtask: 1, picture, files: { pattern: 'recorded/{number}.png', number } },
    at: [{ unit: 'seconds', value: 5 }],
  };
  await made('recorded.webm', await readFile(at('recorded.webm')), [media('recorded.mp4', {}), shots]);
  expectFitted(looks(await frames('recorded.mp4')));
  expectFitted((await frames('recorded/0.png')).map(look), FITTED.slice(2));
});

test('pictures of it', async () => {
  const shots: Output = {
    ...{ kind: 'snapshot', subtask: 0, picture, files: { pattern: 'shots/{number}.png', number } },
    at: [1, 3, 5].map((value) => ({ unit: 'seconds' as const, value })),
  };
  const sprite: Output = {
    ...{ kind: 'sprite', subtask: 1, picture, at: { unit: 'seconds', every: 1 }, rows: 1, columns: 6 },
    ...{ files: { pattern: 'sheets/{number}.png', number }, main: 'sheets/a.vtt' },
  };
  await made('pictures', await recording(...PARTS.map(({ name }) => name)), [shots, sprite]);
  const taken = [];
  for (const n of [0, 1, 2]) taken.push(...(await frames(`shots/${n}.png`)));
  expectFitted(taken.map(look));
  const [sheet] = await frames('sheets/0.png');
  expect([0, 1, 2, 3, 4, 5].map((n) => named(sheet!.at(n * 160 + 80, 45)))).toEqual(
    PARTS.flatMap(({ color }) => [color, color]),
  );
  expect([1, 3, 5].map((n) => named(sheet!.at(n * 160 + 4, 45)))).toEqual(['red', 'white', 'white']);
});

test('an adaptive stream and a picture beside a transcoding', async () => {
  const shots: Output = {
    ...{ kind: 'snapshot', subtask: 2, picture, files: { pattern: 'beside/{number}.png', number } },
    at: { unit: 'seconds', every: 2 },
  };
  const outputs = [
    ladderOutput({ rungs: rungs(90, 180) }),
    { ...media('beside.mp4', {}), subtask: 1 },
    shots,
  ];
  await made('ladder', await recording(...PARTS.map(({ name }) => name)), outputs);
  const { stored } = whole.edge;
  const segments = [...stored.keys()].filter((key) => /^out\/0\/\d+\.ts$/.test(key)).sort();
  expect(segments.length).toBeGreaterThan(4);
  stored.set('rung.ts', Buffer.concat(segments.map((key) => stored.get(key)!)));
  expectFitted(looks(await frames('rung.ts')));
  expectFitted(looks(await frames('beside.mp4')));
  expect(named((await frames('beside/1.png'))[0]!.at(4, 45))).toBe('white');
});

test('a join of it with another, and one with a head', async () => {
  const { edge } = whole;
  edge.inputs.set('other', new Uint8Array(await recording('wide', 'tall')));
  const other = { name: 'other', url: '/files/other', allowLoopback: false, parameter: 'FileInfos.1' };
  const join: Output = {
    ...{ kind: 'join', subtask: 0, container: 'mp4', main: 'join.mp4', segment: null },
    parts: [
      { file: null, start: 0, end: 0 },
      { file: 'other', start: 0, end: 0 },
    ],
  };
  const head = { ...media('head.mp4', {}), subtask: 1, head: ['other'] } as Output;
  await made('join', await recording('wide', 'square'), [join, head], { files: [other] });
  const sizes = { red: 160, lime: 90, blue: 50 };
  const joined = await frames('join.mp4');
  const headed = await frames('head.mp4');
  for (const [all, order] of [
    [joined, ['red', 'lime', 'red', 'blue']],
    [headed, ['red', 'blue', 'red', 'lime']],
  ] as const) {
    expect(Math.abs(all.length - 80)).toBeLessThan(3);
    for (const [n, color] of order.entries()) {
      const [seen, width] = look(all[n * 20 + 10]!);
      expect(seen).toBe(color);
      expect(Math.abs(width - sizes[color])).toBeLessThan(5);
    }
  }
});

test('another shape of pixels, and fields', async () => {
  // Both are 160x90 in the file; the second one is shown as 90x90.
  await made('anamorphic', await recording('wide', 'anamorphic'), [media('shapes.mp4', {})]);
  const all = await frames('shapes.mp4');
  expect(look(all[10]!)).toEqual(['red', 160, 90]);
  expect(look(all[30]!)[0]).toBe('lime');
  expect(Math.abs(look(all[30]!)[1] - 90)).toBeLessThan(5);
  const fields = ['-flags', '+ildct+ilme', '-x264-params', 'tff=1', '-g', '10', ...QUICK];
  // Fields need sides that are four times a whole number.
  const sizes = { wide: '320x180', square: '240x240', tall: '180x320' };
  for (const { name, color } of PARTS) {
    const picture = `color=${color}:s=${sizes[name]}:r=10:d=${SECONDS}`;
    await clip(at(`i${name}.mp4`), [picture, TONE(SECONDS)], ['-vf', 'setfield=tff', ...fields]);
  }
  await made('fields', await recording('iwide', 'isquare', 'itall'), [media('fields.mp4', {})]);
  expectFitted(looks(await frames('fields.mp4')));
});

test('a change is found where there is one', async () => {
  const signal = new AbortController().signal;
  const found = async (name: string, bytes: Buffer) => {
    await writeFile(at(name), bytes);
    const source = sourceOf(await probeInput('ffprobe', at(name), signal), bytes.length);
    return (await withSizeChanges('ffprobe', at(name), source, signal)).video?.resized ?? false;
  };
  expect(await found('one.ts', await recording('wide'))).toBe(false);
  expect(await found('twice.ts', await recording('wide', 'wide'))).toBe(false);
  expect(await found('one.flv', await flv('wide'))).toBe(false);
  expect(await found('two.ts', await recording('wide', 'square'))).toBe(true);
  expect(await found('pixels.ts', await recording('wide', 'anamorphic'))).toBe(true);
  expect(await found('two.flv', await flv('wide', 'tall'))).toBe(true);
  expect(await found('a.mp4', await readFile(at('wide.mp4')))).toBe(false);
});
