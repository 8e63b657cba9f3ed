// A ladder whose pictures do not fit in memory together is made in several runs, and is the one that one run makes.
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, TONE, VIDEO } from '../../../test/backend/clips.ts';
import { ladderOutput, rungs } from '../../../test/backend/ladderOutput.ts';
import { type MadeLadder, madeLadder } from '../../../test/backend/ladders.ts';
import type { LadderOutput } from '../../contract/ladder.ts';
import type { Ladder, SubStream } from '../ffmpeg/ladder.ts';
import { ladderRuns } from '../ffmpeg/ladderRuns.ts';
import type { VideoSource } from '../ffmpeg/source.ts';

const run = promisify(execFile);
let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'split-ladders-'));
  await clip(at('av.mp4'), [VIDEO(2.6, '320x180', '30000/1001'), TONE(2.6)], QUICK);
  await writeFile(at('ffmpeg'), `#!/bin/sh\necho run >> ${at('runs')}\nexec ffmpeg "$@"\n`);
  await chmod(at('ffmpeg'), 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Packets of what `file` names: their times, and which are key frames. */
async function packets(file: string, kind: 'v' | 'a'): Promise<string[]> {
  const show = ['-select_streams', kind, '-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...show, file]);
  return stdout.split('\n').filter((line) => /^[\d-]/.test(line));
}

const keys = (all: string[]) => all.flatMap((line) => (line.includes(',K') ? [line.split(',')[0]] : []));

test.each<[string, Partial<LadderOutput>, (n: number) => string]>([
  ['HLS of ts, sound beside each picture', {}, (n) => `${n}.m3u8`],
  ['HLS of fmp4, sound apart', { segments: 'fmp4', separateAudio: true }, (n) => `${n}.m3u8`],
  ['MPEG-DASH', { packaging: 'dash', segments: 'fmp4-ranges' }, (n) => `${n}.mp4`],
])('%s', async (_, part, name) => {
  const output = ladderOutput({ rungs: rungs(90, 180, 120), ...part });
  const made = async (maxPixels?: number): Promise<[MadeLadder, runs: number]> => {
    await writeFile(at('runs'), '');
    const ladder = await madeLadder(folder, at('av.mp4'), output, {}, { maxPixels, ffmpeg: at('ffmpeg') });
    return [ladder, (await readFile(at('runs'), 'utf8')).trim().split('\n').length];
  };
  const [[one, once], [split, several]] = [await made(), await made(320 * 180)];
  expect([once, several]).toEqual([1, 3]);
  expect(split.keys).toEqual(one.keys);
  const text = async ({ main }: MadeLadder) => readFile(main, 'utf8');
  const sizes = (manifest: string) => manifest.match(/RESOLUTION=\w+| width="\d+"|TYPE=AUDIO/g);
  expect(sizes(await text(split))).toEqual(sizes(await text(one)));
  const sound = split.streams > 3 ? 3 : 0;
  const file = (made: MadeLadder, n: number) => join(dirname(made.main), name(n));
  expect(await packets(file(split, sound), 'a')).toEqual(await packets(file(one, sound), 'a'));
  const pictures = await Promise.all([0, 1, 2].map((n) => packets(file(split, n), 'v')));
  const starts = keys(pictures[0]!);
  expect(starts).toHaveLength(3);
  for (const n of [0, 1, 2]) {
    expect(keys(pictures[n]!)).toEqual(starts);
    expect(pictures[n]).toEqual(await packets(file(one, n), 'v'));
    if (name(n).endsWith('.mp4')) continue;
    const listed = async (made: MadeLadder) => (await readFile(file(made, n), 'utf8')).match(/#EXTINF.*/g);
    expect(await listed(split)).toEqual(await listed(one));
  }
});

test('sub streams go together as long as their pictures fit', () => {
  const source = { width: 400, height: 200 } as VideoSource;
  const picture = (height: number, bitrate = 0) => ({ ...rungs(height)[0]!.video!, bitrate });
  const ladder = (...streams: (SubStream['video'] | null)[]) =>
    ({ streams: streams.map((video) => ({ video, sound: null })) }) as unknown as Ladder;
  const all = ladder(picture(100), picture(100), picture(100, 5), picture(200), picture(400), null, null);
  expect(ladderRuns(all, source, 40_000)).toEqual([[0, 1, 2], [3], [4, 5, 6]]);
  expect(ladderRuns(all, source, 120_000)).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6],
  ]);
  expect(ladderRuns(all, source)).toEqual([[0, 1, 2, 3, 4, 5, 6]]);
  expect(ladderRuns(ladder(null, null), null, 1)).toEqual([[0, 1]]);
  // Six of 2160 lines, two at a time.
  const large = { width: 3840, height: 2160 } as VideoSource;
  const six = ladder(...Array.from({ length: 6 }, (_, n) => picture(2160, n)));
  expect(ladderRuns(six, large).map((run) => run.length)).toEqual([2, 2, 2]);
});
