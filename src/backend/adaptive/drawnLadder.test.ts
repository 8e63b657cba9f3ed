// Watermarks and subtitles on the rungs of ladders, with real ffmpeg and Pango: measured in the pixels of each rung.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK } from '../../../test/backend/clips.ts';
import { type Frame, framesOf } from '../../../test/backend/frames.ts';
import { ladderOutput, rungs } from '../../../test/backend/ladderOutput.ts';
import { madeLadder } from '../../../test/backend/ladders.ts';
import { pgsFile } from '../../../test/backend/pgs.ts';
import type { LadderOutput } from '../../contract/ladder.ts';
import type { VideoSpec } from '../../contract/media.ts';
import type { Length, Watermark } from '../../contract/overlay.ts';

const run = promisify(execFile);
let folder = '';
let given: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawn-ladders-'));
  const at = (name: string) => join(folder, name);
  given = { 'red.png': at('red.png'), 'words.srt': at('words.srt') };
  await Promise.all([
    clip(at('gray.mp4'), ['color=0x808080:size=320x180:rate=10:duration=2'], QUICK),
    clip(at('red.png'), ['color=red:size=80x40'], ['-frames:v', '1']),
    writeFile(at('words.srt'), '1\n00:00:00,500 --> 00:00:01,200\nHello\n'),
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const px = (value: number): Length => ({ value, of: 'px' });
const at = { x: px(0), y: px(0), start: 0, end: 0 } as const;
const image: Watermark = {
  ...{ kind: 'image', ...at, corner: 'top-left', file: 'red.png', repeat: 'forever' },
  ...{ width: { value: 25, of: 'width' }, height: px(0) },
};
const text: Watermark = {
  ...{ kind: 'text', ...at, corner: 'bottom-right', text: 'edge', font: 'sans' },
  ...{ size: px(16), color: 'FF0000', alpha: 1, start: 1 },
};

/** The frames of each rung with that look. */
async function drawn(
  look: Partial<VideoSpec>,
  part: Partial<LadderOutput> = {},
  source = 'gray.mp4',
): Promise<Frame[][]> {
  const sizes = rungs(90, 180, 90).map(({ video }, n) => ({
    video: { ...video!, bitrate: 0, rateControl: 'crf' as const, quality: 10 + n, ...look },
    audio: [],
  }));
  const made = await madeLadder(folder, join(folder, source), ladderOutput({ rungs: sizes, ...part }), given);
  return Promise.all(
    sizes.map((_, n) =>
      framesOf(join(made.folder, `out/${n}.${part.packaging === 'dash' ? 'mp4' : 'm3u8'}`)),
    ),
  );
}

const mark = (frame: Frame | undefined) => {
  const found = frame?.boxUnlike([128, 128, 128], 40);
  return found ? [found.x, found.y, found.width, found.height] : null;
};

test.each<[string, Partial<LadderOutput>]>([
  ['HLS of ts', {}],
  ['HLS of byte ranges of MP4', { segments: 'fmp4-ranges' }],
  ['MPEG-DASH', { packaging: 'dash', segments: 'fmp4-ranges' }],
])('each rung has its watermarks, in its own size: %s', async (_, part) => {
  const [low, high, again] = await drawn({ watermarks: [image, text] }, part);
  expect([low!.length, high!.length, again!.length]).toEqual([20, 20, 20]);
  expect([low, high, again].map((frames) => mark(frames![5]))).toEqual([
    [0, 0, 40, 20],
    [0, 0, 80, 40],
    [0, 0, 40, 20],
  ]);
  // From the second second on there is a text in the other corner too.
  for (const frames of [low!, high!]) {
    const [x, y, width = 0, height = 0] = mark(frames[15]) ?? [];
    expect([x, y]).toEqual([0, 0]);
    expect(width).toBeGreaterThan(frames[0]!.width - 16);
    expect(height).toBeGreaterThan(frames[0]!.height - 16);
  }
});

test('each rung has its subtitles, when they are said', async () => {
  const subtitle = { file: 'words.srt', size: { value: 20, of: 'height' as const } };
  const [low, high] = await drawn({ watermarks: [image], subtitle });
  const shown = (frames: Frame[]) => frames.flatMap((frame, n) => ((mark(frame)?.[3] ?? 0) > 60 ? [n] : []));
  const whole = Array.from({ length: 7 }, (_, n) => n + 5);
  expect([shown(low!), shown(high!)]).toEqual([whole, whole]);
  const [below, above] = [low!, high!].map((frames) => mark(frames[8])!);
  // Twice the size is twice the text.
  expect(above![3]! / below![3]!).toBeCloseTo(2, 0);
});

test('subtitles of the source that are pictures lie over each rung', async () => {
  const shown = { start: 0.5, end: 1.2, x: 160, y: 280, width: 320, height: 40 };
  await writeFile(join(folder, 'box.sup'), pgsFile({ width: 640, height: 360 }, shown));
  const inputs = ['-i', join(folder, 'gray.mp4'), '-itsoffset', '0.5', '-i', join(folder, 'box.sup')];
  await run('ffmpeg', [
    ...['-v', 'error', ...inputs, '-map', '0', '-map', '1', '-c', 'copy', join(folder, 'box.mkv')],
  ]);
  const rungs = await drawn({ subtitle: { stream: 1 } }, {}, 'box.mkv');
  const whole = Array.from({ length: 7 }, (_, n) => n + 5);
  for (const frames of rungs) {
    expect(frames.flatMap((frame, n) => (mark(frame) ? [n] : []))).toEqual(whole);
    const [x, y, width, height] = mark(frames[8])!.map((pixels) => pixels / frames[8]!.width);
    expect([x, width]).toEqual([expect.closeTo(0.25, 1), expect.closeTo(0.5, 1)]);
    expect([y, height]).toEqual([expect.closeTo(0.4375, 1), expect.closeTo(0.0625, 1)]);
  }
});

test('a rung that was made smaller than asked is drawn over in its own size', async () => {
  const only = rungs(720).map(({ video }) => ({ video: { ...video!, watermarks: [image] }, audio: [] }));
  const made = await madeLadder(folder, join(folder, 'gray.mp4'), ladderOutput({ rungs: only }), given);
  const [frame] = await framesOf(join(made.folder, 'out/0.m3u8'));
  expect([frame!.width, frame!.height, mark(frame)]).toEqual([320, 180, [0, 0, 80, 40]]);
});

test('a picture that can not be drawn fails the ladder, in its own name', async () => {
  const broken = { ...given, 'red.png': join(folder, 'words.srt') };
  const only = rungs(90).map(({ video }) => ({ video: { ...video!, watermarks: [image] }, audio: [] }));
  await expect(
    madeLadder(folder, join(folder, 'gray.mp4'), ladderOutput({ rungs: only }), broken),
  ).rejects.toThrow('red.png: ');
});
