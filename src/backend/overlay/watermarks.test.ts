// Watermarks and mosaics with real ffmpeg, Pango and librsvg: where they are, when, and nowhere else.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK } from '../../../test/backend/clips.ts';
import { type Frame, framesOf } from '../../../test/backend/frames.ts';
import { pgsFile } from '../../../test/backend/pgs.ts';
import { h264 } from '../../../test/backend/specs.ts';
import type { MediaOutput, VideoSpec } from '../../contract/media.ts';
import type { BurnedSubtitle, Length, Mosaic, Watermark } from '../../contract/overlay.ts';
import { mainFile, mediaCommand } from '../ffmpeg/command.ts';
import { drawingsOf } from '../ffmpeg/drawing.ts';
import { encode } from '../ffmpeg/encode.ts';
import { outputGroups } from '../ffmpeg/groups.ts';
import { probeInput } from '../ffmpeg/probe.ts';
import { sourceOf } from '../ffmpeg/source.ts';
import type { JobFiles } from '../input/jobFiles.ts';
import { OverlayPictures } from './overlayPictures.ts';

const run = promisify(execFile);
const signal = new AbortController().signal;
const tools = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', rsvgConvert: 'rsvg-convert', pangoView: 'pango-view' };
let media = '';
const files: JobFiles = {
  path: (name) => join(media, name),
  parameter: (name) => `Set.${name}`,
  failure: () => null,
};

const px = (value: number): Length => ({ value, of: 'px' });
const at = { corner: 'top-left', x: px(0), y: px(0), start: 0, end: 0 } as const;
const red = {
  kind: 'image',
  ...at,
  file: 'red.png',
  width: px(40),
  height: px(0),
  repeat: 'forever',
} as const;

/** Sources of 2 s at 10 fps, 320x180: a gray one, and noise. */
beforeAll(async () => {
  media = await mkdtemp(join(tmpdir(), 'marks-'));
  const size = 'size=320x180:rate=10:duration=2';
  // Red, green and blue for 0.2 s each.
  const colors = "geq=r='255*eq(N,0)':g='255*eq(N,1)':b='255*eq(N,2)'";
  const animation = ['color=black:size=40x20:rate=5:duration=0.6'];
  await Promise.all([
    clip(join(media, 'gray.mp4'), [`color=0x808080:${size}`], QUICK),
    clip(join(media, 'noise.mp4'), [`nullsrc=${size},geq=random(1)*255:128:128`], [...QUICK, '-crf', '10']),
    clip(join(media, 'red.png'), ['color=red:size=80x40'], ['-frames:v', '1']),
    clip(join(media, 'colors.gif'), animation, ['-vf', colors]),
    clip(join(media, 'colors.apng'), animation, ['-vf', colors, '-f', 'apng']),
  ]);
});
afterAll(() => rm(media, { recursive: true, force: true }));

/** The frames of outputs with the given looks, all made at once. */
async function made(
  looks: Partial<VideoSpec>[],
  source = 'gray.mp4',
  clip?: MediaOutput['clip'],
): Promise<Frame[][]> {
  const folder = await mkdtemp(join(media, 'out-'));
  const input = join(media, source);
  const probed = sourceOf(await probeInput('ffprobe', input, signal), 1000);
  const pictures = new OverlayPictures(
    files,
    { path: input, source: probed },
    { ...tools, signal },
    await mkdtemp(join(folder, 'drawn-')),
  );
  const renditions = [];
  for (const look of looks) {
    const output: MediaOutput = {
      ...{ kind: 'media', subtask: 0, container: 'mp4', audio: null, main: 'a.mp4', segment: null },
      ...(clip && { clip }),
      video: { ...h264, height: 0, bitrate: 0, rateControl: 'crf', quality: 10, ...look },
    };
    await pictures.draw(drawingsOf(output, { ...probed, video: probed.video! }));
    renditions.push({ output, folder: await mkdtemp(join(folder, 'out-')) });
  }
  const args = mediaCommand(input, probed, renditions, pictures);
  await encode({ ffmpeg: 'ffmpeg', args, cwd: folder, duration: 2, stallMs: 20_000, signal, onTime() {} });
  return Promise.all(renditions.map((rendition) => framesOf(mainFile(rendition))));
}

const marked = (watermarks: Watermark[]) => made(watermarks.map((one) => ({ watermarks: [one] })));
/** Where a frame is not the source's gray: [x, y, width, height]; null for nowhere. */
const mark = (frame: Frame | undefined) => {
  const found = frame?.boxUnlike([128, 128, 128], 24);
  return found ? [found.x, found.y, found.width, found.height] : null;
};

test('watermarks are where they should be, in the right size', async () => {
  const cases: [string, Partial<typeof red | Watermark>, number[]][] = [
    ['top left', {}, [0, 0, 40, 20]],
    ['offsets', { x: px(20), y: px(10) }, [20, 10, 40, 20]],
    ['top right', { corner: 'top-right', x: px(20), y: px(10) }, [260, 10, 40, 20]],
    ['bottom left', { corner: 'bottom-left', x: px(20), y: px(10) }, [20, 150, 40, 20]],
    [
      'parts of the sides',
      { corner: 'bottom-right', x: { value: 10, of: 'width' }, y: { value: 10, of: 'height' } },
      [248, 142, 40, 20],
    ],
    ['a part of the width', { width: { value: 25, of: 'width' } }, [0, 0, 80, 40]],
    ['scaled from the height', { width: px(0), height: { value: 50, of: 'height' } }, [0, 0, 180, 90]],
    ['both sides', { width: px(20), height: px(60) }, [0, 0, 20, 60]],
    ['its own size', { width: px(0) }, [0, 0, 80, 40]],
    ['partly outside', { corner: 'bottom-right', x: px(-20), y: px(-10) }, [300, 170, 20, 10]],
  ];
  const outputs = await marked(cases.map(([, change]) => ({ ...red, ...change }) as Watermark));
  const seen = cases.map(([name], n) => [name, mark(outputs[n]?.[0]), mark(outputs[n]?.[19])]);
  expect(seen).toEqual(cases.map(([name, , box]) => [name, box, box]));
  expect(outputs.map((frames) => frames.length)).toEqual(cases.map(() => 20));
  const [r, g, b] = outputs[0]?.[10]?.at(5, 5) ?? [0, 0, 0];
  expect([r > 230, g < 30, b < 30]).toEqual([true, true, true]);
});

test('they are placed in the output, whatever its source is like', async () => {
  const corner: Watermark = { ...red, corner: 'bottom-right', width: { value: 25, of: 'width' } };
  const [frames] = await made([{ width: 160, height: 120, watermarks: [corner] }]);
  const frame = frames?.[0];
  // Black bars are at the sides that the source does not fill.
  const redBox = frame?.boxUnlike([0, 0, 0], 200);
  expect(redBox).toEqual({ x: 120, y: 100, width: 40, height: 20 });
});

test('they are seen in their time and never else', async () => {
  const frames = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const cases: [start: number, end: number, seen: number[]][] = [
    [0, 0, frames(0, 19)],
    [0.5, 0, frames(5, 19)],
    [0, 0.5, frames(0, 4)],
    [0.5, 1.2, frames(5, 11)],
    [-0.5, 0, frames(15, 19)],
    [0, -0.5, frames(0, 14)],
    [-1, -0.5, frames(10, 14)],
    [3, 0, []],
    [1, -1.5, []],
  ];
  const outputs = await marked(cases.map(([start, end]) => ({ ...red, start, end })));
  const seen = outputs.map((output) => output.flatMap((frame, n) => (mark(frame) ? [n] : [])));
  expect(seen).toEqual(cases.map(([, , expected]) => expected));
});

test('animated ones go, stay or begin again after their end', async () => {
  const cases = [
    ['colors.gif', 'forever', 0, 'rrggbbrrggbbrrggbbrr'],
    ['colors.apng', 'forever', 0, 'rrggbbrrggbbrrggbbrr'],
    ['colors.gif', 'once', 0, 'rrggbb--------------'],
    ['colors.gif', 'last', 0, 'rrggbbbbbbbbbbbbbbbb'],
    ['colors.gif', 'forever', 0.5, '-----rrggbbrrggbbrrg'],
    ['colors.gif', 'once', 1, '----------rrggbb----'],
  ] as const;
  const outputs = await marked(cases.map(([file, repeat, start]) => ({ ...red, file, repeat, start })));
  const letter = (frame: Frame) => {
    const [r, g, b] = frame.at(20, 10);
    if (Math.max(r, g, b) < 150) return '-';
    return r > 180 ? 'r' : g > 180 ? 'g' : 'b';
  };
  const seen = outputs.map((output) => output.map(letter).join(''));
  expect(seen).toEqual(cases.map(([, , , expected]) => expected));
});

test('several lie over each other, the last one on top', async () => {
  const blue: Watermark = { kind: 'svg', ...at, x: px(20), width: px(40), height: px(20), file: 'blue.svg' };
  await writeFile(
    join(media, 'blue.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="2" height="1" fill="#00f"/></svg>',
  );
  const [one, other] = await made([{ watermarks: [red, blue] }, { watermarks: [blue, red], bitDepth: 10 }]);
  const color = (frame: Frame | undefined, x: number) => {
    const [r = 0, , b = 0] = frame?.at(x, 10) ?? [];
    return r > 200 ? 'red' : b > 200 ? 'blue' : 'gray';
  };
  expect([10, 30, 50, 70].map((x) => color(one?.[0], x))).toEqual(['red', 'blue', 'blue', 'gray']);
  expect([10, 30, 50, 70].map((x) => color(other?.[0], x))).toEqual(['red', 'red', 'blue', 'gray']);
});

test('mosaics hide an area while they last and leave the rest alone', async () => {
  const area: Mosaic = { x: px(40), y: px(40), width: px(80), height: px(60), start: 1, end: 1.5 };
  /** How much neighbours differ inside a box. */
  const detail = (frame: Frame | undefined, x: number, y: number, width: number, height: number) => {
    let sum = 0;
    for (let row = y; row < y + height; row++)
      for (let column = x + 1; column < x + width; column++)
        sum += Math.abs((frame?.at(column, row)[1] ?? 0) - (frame?.at(column - 1, row)[1] ?? 0));
    return sum / (width * height);
  };
  const [frames = []] = await made([{ mosaics: [area] }], 'noise.mp4');
  const inside = (n: number) => detail(frames[n], 44, 44, 72, 52);
  expect(inside(12)).toBeLessThan(inside(5) / 6);
  expect(inside(16)).toBeGreaterThan(inside(5) * 0.7);
  expect(detail(frames[12], 130, 40, 80, 60)).toBeGreaterThan(inside(5) * 0.7);
});

const words = { kind: 'text', ...at, font: 'sans', size: px(24), color: 'ff0000', alpha: 1 } as const;

test('texts are drawn as they stand', async () => {
  const texts = [
    `it's "5%": {x}; \\n %{pts}`,
    'two\nlines\r\nand\tthree',
    '😀 水印 한국어',
    'שלום עולם مرحبا',
    'x'.repeat(1000),
    '<b>&amp;</b>',
    `a\0b\x07c${String.fromCharCode(0xd800)}`,
    "':drawtext=textfile=/etc/passwd",
  ];
  const right: Watermark = { ...words, text: 'right', corner: 'bottom-right', x: px(10), y: px(10) };
  const outputs = await marked([...texts.map((text): Watermark => ({ ...words, text })), right]);
  const boxes = outputs.map((frames) => mark(frames[0]) ?? [0, 0, 0, 0]);
  for (const [x = 0, y = 0, width = 0] of boxes.slice(0, texts.length)) {
    expect(x).toBeLessThan(8);
    expect(y).toBeLessThan(14);
    expect(width).toBeGreaterThan(30);
  }
  // One line, three lines, and as many as it takes.
  const heights = boxes.map(([, , , height = 0]) => height);
  expect(heights[0]).toBeLessThan(32);
  expect(heights[1]).toBeGreaterThan(70);
  expect(heights[4]).toBeGreaterThan(160);
  const [x = 0, y = 0, width = 0, height = 0] = boxes.at(-1) ?? [];
  expect([310 - x - width, 170 - y - height].every((gap) => gap >= 0 && gap < 10)).toBe(true);
});

test('a text has its color and lets through as much as it should', async () => {
  const block: Watermark = { ...words, text: '█████', size: px(48) };
  const [opaque, half] = await marked([block, { ...block, alpha: 0.5 }]);
  const [r, g, b] = opaque?.[5]?.at(40, 25) ?? [0, 0, 0];
  expect([r > 235, g < 25, b < 25]).toEqual([true, true, true]);
  const [halfRed, halfGreen] = half?.[5]?.at(40, 25) ?? [0, 0];
  expect([Math.abs(halfRed - 192) < 12, Math.abs(halfGreen - 64) < 12]).toEqual([true, true]);
});

test('SVG is drawn in its size, without scripts, files or network', async () => {
  const svg = (body: string, attributes = 'width="40" height="20"') =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${body}</svg>`;
  const rect = '<rect width="40" height="20" fill="red"/>';
  const secret = join(media, 'red.png');
  const drawings: [string, [Length, Length], number[] | null][] = [
    [svg(rect), [px(0), px(0)], [0, 0, 40, 20]],
    [svg(rect, 'viewBox="0 0 40 20"'), [{ value: 25, of: 'long' }, px(0)], [0, 0, 80, 40]],
    [svg(rect, 'viewBox="0 0 40 20"'), [px(0), { value: 50, of: 'short' }], [0, 0, 180, 90]],
    [svg(`<script>document.write("x")</script>${rect}`), [px(0), px(0)], [0, 0, 40, 20]],
    [svg(`<image width="40" height="20" xlink:href="file://${secret}"/>`), [px(0), px(0)], null],
    [svg(`<image width="40" height="20" xlink:href="../../red.png"/>`), [px(0), px(0)], null],
    [svg('<image width="40" height="20" xlink:href="http://127.0.0.1:9/x.png"/>'), [px(0), px(0)], null],
  ];
  for (const [n, [text]] of drawings.entries()) await writeFile(join(media, `${n}.svg`), text);
  const outputs = await marked(
    drawings.map(([, [width, height]], n) => ({ kind: 'svg', ...at, width, height, file: `${n}.svg` })),
  );
  expect(outputs.map((frames) => mark(frames[0]))).toEqual(drawings.map(([, , box]) => box));
});

test('an image that is none, is damaged or too large fails in its own name', async () => {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from('00003e8000003e800806000000', 'hex');
  const bomb = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  const good = await readFile(join(media, 'red.png'));
  await run('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    'color=red:s=16x16,format=rgb24,scale=1:60000',
    '-frames:v',
    '1',
    join(media, 'strip.png'),
  ]);
  const strip: Watermark = { ...red, file: 'strip.png' };
  await expect(marked([{ ...strip, width: px(2000), height: px(0) }])).rejects.toThrow(
    'Set.strip.png: The image is too large: at most 25000000 pixels are taken.',
  );
  const [drawn = []] = await marked([{ ...strip, width: px(0), height: px(0) }]);
  expect(drawn.length).toBeGreaterThan(0);
  const bad: [string, Buffer | string, string][] = [
    ['bomb.png', bomb, 'The image is too large: at most 25000000 pixels are taken.'],
    ['half.png', good.subarray(0, 40), 'The image is damaged.'],
    ['playlist.png', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n', 'Images are JPEG, PNG, WebP or GIF files.'],
    ['text.png', 'hello', 'Images are JPEG, PNG, WebP or GIF files.'],
    ['video.png', await readFile(join(media, 'gray.mp4')), 'Images are JPEG, PNG, WebP or GIF files.'],
    ['empty.png', '', 'The image is damaged.'],
  ];
  for (const [file, bytes, message] of bad) {
    await writeFile(join(media, file), bytes);
    await expect(marked([{ ...red, file }])).rejects.toThrow(`Set.${file}: ${message}`);
  }
  const svgs: [string, string, string][] = [
    ['bad.svg', '<svg', 'The SVG is damaged.'],
    ['none.svg', '<html/>', 'The SVG is damaged.'],
    [
      'entity.svg',
      '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg"><text y="9">&x;</text></svg>',
      'The SVG is damaged.',
    ],
    [
      'laughs.svg',
      `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">${'bcdefghijk'
        .split('')
        .map((letter, n) => `<!ENTITY ${letter} "${`&${'abcdefghij'[n]};`.repeat(10)}">`)
        .join('')}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&k;</text></svg>`,
      'The SVG is damaged.',
    ],
  ];
  for (const [file, text, message] of svgs) {
    await writeFile(join(media, file), text);
    await expect(marked([{ kind: 'svg', ...at, width: px(0), height: px(0), file }])).rejects.toThrow(
      `Set.${file}: ${message}`,
    );
  }
});

test('subtitles are burned in when and where they should be, whatever stands in them', async () => {
  const srt = (text: string) => `1\n00:00:00,500 --> 00:00:01,200\n${text}\n\n`;
  const ass = [
    ...['[Script Info]', 'PlayResX: 320', 'PlayResY: 180', '[V4+ Styles]'],
    'Format: Name, Fontname, Fontsize, PrimaryColour, Alignment, MarginL, MarginR, MarginV',
    'Style: Default,Arial,30,&H000000FF,2,0,0,5',
    ...['[Fonts]', 'fontname: evil.ttf', '!!!!', '[Events]'],
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    'Dialogue: 0,0:00:00.50,0:00:01.20,Default,,0,0,0,,Hello',
  ].join('\n');
  const cases: [string, string | Buffer][] = [
    ['plain.srt', srt('Hello')],
    ['syntax.srt', srt(`Hello',movie=/etc/passwd[x];[x]overlay="100%":\\N %{pts}`)],
    ['marked.vtt', `WEBVTT\n\n00:00.500 --> 00:01.200\n<b>Hello</b> 第二行\n`],
    [
      'chinese.srt',
      Buffer.concat([
        Buffer.from(srt('')).subarray(0, -2),
        Buffer.from('c4e3bac3caabbde7', 'hex'),
        Buffer.from('\n\n'),
      ]),
    ],
    ['styled.ass', ass],
    ['tricks.ass', tricks(ass)],
  ];
  for (const [name, bytes] of cases) await writeFile(join(media, name), bytes);
  const looks = cases.map(([file]) => ({ subtitle: { file, color: 'FF0000', size: px(30) } }));
  const outputs = await made(looks);
  const whole = Array.from({ length: 7 }, (_, n) => n + 5);
  expect(outputs.map((frames) => frames.flatMap((frame, n) => (mark(frame) ? [n] : [])))).toEqual(
    cases.map(() => whole),
  );
  for (const frames of outputs) {
    const [x = 0, y = 0, width = 0, height = 0] = mark(frames[8]) ?? [];
    expect(Math.abs(x + width / 2 - 160)).toBeLessThan(12);
    expect([y > 60, y + height > 150, y + height <= 180]).toEqual([true, true, true]);
  }
  // In a part of the source they keep the source's times; from YPos on they are higher.
  const high = { subtitle: { file: 'plain.srt', y: { value: 50, of: 'height' as const } } };
  const [part = []] = await made([high], 'gray.mp4', { start: 1, end: 0 });
  expect(part.flatMap((frame, n) => (mark(frame) ? [n] : []))).toEqual([0, 1]);
  expect(mark(part[0])?.[1]).toBeLessThan(95);
});

/** A script that brings fonts and pictures along, and names files and sizes that no font has. */
function tricks(script: string): string {
  const names = [
    '/etc/passwd',
    'file:///etc/passwd',
    'http://127.0.0.1:9/a.ttf',
    '../../red.png',
    'x'.repeat(5000),
  ];
  const wild = `${names.map((name) => `{\\fn${name}}`).join('')}{\\fs99999999}{\\fs30}{\\blur1e30}{\\blur0}`;
  const brought = [
    '[Fonts]',
    'fontname: evil.ttf',
    '!'.repeat(80),
    '[Graphics]',
    'filename: ../../evil.png',
    'a'.repeat(80),
  ];
  return [script.replace('Hello', `${wild}Hello`), ...brought].join('\n');
}

const block = (...lines: string[]) =>
  `1\n00:00:00,500 --> 00:00:01,200\n${lines.join('\n')}\n\n2\n00:00:01,000 --> 00:00:01,500\n█\n`;

test('a board, space between lines and a fixed top', async () => {
  await writeFile(join(media, 'one.srt'), block('█'));
  await writeFile(join(media, 'two.srt'), block('█', '█'));
  const look = { color: 'FF0000', size: px(20), y: px(30), font: 'sans' } as const;
  const area = { y: px(20), width: px(200), height: px(44), color: '0000FF' } as const;
  const board = { ...area, alpha: 1 };
  const looks: BurnedSubtitle[] = [
    { ...look, file: 'one.srt' },
    { ...look, file: 'two.srt' },
    { ...look, file: 'two.srt', lineSpacing: px(30) },
    { ...look, file: 'one.srt', align: 'top' },
    { ...look, file: 'two.srt', align: 'top' },
    { ...look, file: 'one.srt', board },
    { ...look, file: 'one.srt', board: { ...board, alpha: 0.5 } },
  ];
  const outputs = await made(looks.map((subtitle) => ({ subtitle })));
  const [one, two, spaced, top, topTwo, boarded, faint] = outputs.map((frames) => mark(frames[8]) ?? []);
  const bottom = (box: number[] | undefined) => (box?.[1] ?? 0) + (box?.[3] ?? 0);
  const close = (a = 0, b = 0) => Math.abs(a - b) <= 2;
  expect(close(bottom(one), bottom(two)) && close(bottom(one), bottom(spaced))).toBe(true);
  expect(close((two?.[3] ?? 0) - (one?.[3] ?? 0), 20)).toBe(true);
  expect(close((spaced?.[3] ?? 0) - (two?.[3] ?? 0), 30)).toBe(true);
  expect(close(top?.[1], one?.[1]) && close(topTwo?.[1], one?.[1]) && close(topTwo?.[3], two?.[3])).toBe(
    true,
  );
  // The board is behind the words, as long as the last of them, and lies where it should.
  expect([boarded, faint]).toEqual([
    [60, 116, 200, 44],
    [60, 116, 200, 44],
  ]);
  const boards = outputs.slice(5).map((frames) => frames.flatMap((frame, n) => (mark(frame) ? [n] : [])));
  expect(boards).toEqual([5, 5].map(() => Array.from({ length: 10 }, (_, n) => n + 5)));
  // Two subtitles at once have one board.
  const [blue, half] = outputs.slice(5).map((frames) => frames[11]?.at(70, 140) ?? [0, 0, 0]);
  expect([(blue?.[2] ?? 0) > 230, (blue?.[0] ?? 255) < 25, close((half?.[2] ?? 0) / 4, 48)]).toEqual([
    ...[true, true, true],
  ]);
  expect(outputs[5]?.[8]?.at(160, 140)[0]).toBeGreaterThan(200);
});

test('a font that is brought along', async () => {
  const path = (await run('fc-match', ['-f', '%{file}', 'Liberation Sans'])).stdout;
  const named = await readFile(path);
  // The same font under a name that nothing here has.
  const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16();
  for (let n = named.indexOf(utf16('Liberation')); n >= 0; n = named.indexOf(utf16('Liberation'), n))
    utf16('Xiberation').copy(named, n);
  await writeFile(join(media, 'own.ttf'), named);
  await writeFile(join(media, 'words.srt'), block('Wavy iii'));
  const subtitle = { file: 'words.srt', size: px(40), font: 'kai' } as const;
  const outputs = await made([
    { subtitle: { ...subtitle, font: 'sans' } },
    { subtitle: { ...subtitle, fontFile: 'own.ttf' } },
    { subtitle },
  ]);
  const [sans, own, kai] = outputs.map((frames) => mark(frames[8]));
  expect(own).toEqual(sans);
  expect(kai).not.toEqual(sans);
  await expect(made([{ subtitle: { ...subtitle, fontFile: 'words.srt' } }])).rejects.toThrow(
    'Set.words.srt: The file is no font of the formats TTF, OTF or TTC.',
  );
});

test('subtitles of the source itself, by their stream or their track', async () => {
  await writeFile(join(media, 'late.srt'), '1\n00:00:01,500 --> 00:00:01,900\nHello\n');
  await writeFile(join(media, 'soon.srt'), '1\n00:00:00,500 --> 00:00:01,200\nHello\n');
  const inputs = ['gray.mp4', 'soon.srt', 'late.srt'].flatMap((name) => ['-i', join(media, name)]);
  const maps = ['-map', '0', '-map', '1', '-map', '2', '-c:v', 'copy', '-c:s', 'srt'];
  await run('ffmpeg', ['-v', 'error', ...inputs, ...maps, join(media, 'subtitled.mkv')]);
  const seen = async (streams: number[], clip?: MediaOutput['clip']) => {
    const outputs = await made(
      streams.map((stream) => ({ subtitle: { stream } })),
      'subtitled.mkv',
      clip,
    );
    return outputs.map((frames) => frames.flatMap((frame, n) => (mark(frame) ? [n] : [])));
  };
  const [soon, late] = [
    [5, 6, 7, 8, 9, 10, 11],
    [15, 16, 17, 18],
  ];
  // The stream 0 is the picture: that is the first track then. The stream 1 is a subtitle.
  expect(await seen([0, 1, 2])).toEqual([soon, soon, late]);
  expect(await seen([2], { start: 1, end: 0 })).toEqual([[5, 6, 7, 8]]);
  await expect(seen([3])).rejects.toThrow(
    'The source has 2 tracks of subtitles; there is none at the stream 3.',
  );
});

test('subtitles that are pictures lie where they do in the source, whatever becomes of its shape', async () => {
  const shown = { start: 0.5, end: 1.2, x: 160, y: 280, width: 320, height: 40 };
  await writeFile(join(media, 'box.sup'), pgsFile({ width: 640, height: 360 }, shown));
  const inputs = ['-i', join(media, 'gray.mp4'), '-itsoffset', '0.5', '-i', join(media, 'box.sup')];
  const maps = ['-map', '0', '-map', '1', '-c', 'copy'];
  await run('ffmpeg', ['-v', 'error', ...inputs, ...maps, join(media, 'box.mkv')]);
  const subtitle = { stream: 1 };
  const looks: Partial<VideoSpec>[] = [
    { subtitle },
    { subtitle, width: 160, height: 120, adaptive: false },
    { subtitle, watermarks: [{ ...red, width: px(20) }], bitDepth: 10 },
  ];
  const outputs: Frame[][] = [];
  for (const look of looks) outputs.push(...(await made([look], 'box.mkv')));
  const shownIn = (frames: Frame[], y = 0.83) =>
    frames.flatMap((frame, n) => (isWhite(frame, 0.5, y) ? [n] : []));
  const whole = [5, 6, 7, 8, 9, 10, 11];
  // The second has the picture in 90 of its 120 rows, between bars.
  const rows = [0.83, 0.75, 0.83];
  expect(outputs.map((frames, n) => shownIn(frames, rows[n]))).toEqual([whole, whole, whole]);
  const [plain, barred, deep] = outputs.map((frames) => frames[8]);
  expect(mark(plain)).toEqual([80, 140, 160, 20]);
  expect([0.75, 0.69, 0.82].map((y) => isWhite(barred, 0.3, y))).toEqual([true, false, false]);
  expect(isWhite(barred, 0.2, 0.75)).toBe(false);
  expect([isWhite(deep, 0.5, 0.83), deep?.at(5, 5)[0], deep?.at(5, 5)[1]]).toEqual([
    ...[true, expect.closeTo(254, -1), expect.closeTo(0, -1)],
  ]);
  const [part = []] = await made([{ subtitle }], 'box.mkv', { start: 0.3, end: 0 });
  expect(shownIn(part)).toEqual(whole.map((n) => n - 3));
  // Two graphs of filters with one such stream are more than ffmpeg can bear.
  const probed = sourceOf(await probeInput('ffprobe', join(media, 'box.mkv'), signal), 1000);
  const output: MediaOutput = {
    ...{ kind: 'media', subtask: 0, container: 'mp4', audio: null, main: 'a.mp4', segment: null },
    video: { ...h264, subtitle },
  };
  expect(outputGroups([output, { ...output, video: h264 }], probed)).toHaveLength(2);
});

/** Whether a frame is white at a part of its width and height. */
function isWhite(frame: Frame | undefined, x: number, y: number): boolean {
  if (!frame) return false;
  return frame.at(Math.round(frame.width * x), Math.round(frame.height * y)).every((value) => value > 220);
}

test.each([
  ['hello.srt', 'hello'],
  ['list.srt', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'],
  ['empty.srt', ''],
])('what is no subtitle fails in its own name: %s', async (file, text) => {
  await writeFile(join(media, file), text);
  await expect(made([{ subtitle: { file } }])).rejects.toThrow(
    `Set.${file}: The file has no subtitles of the formats SRT, WebVTT or ASS.`,
  );
});
