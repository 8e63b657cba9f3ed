// npm run test:players [-- NAME…]: ladders that a backend makes are played by hls.js and dash.js in headless Chromium. Each
// sub stream is shown, each sound heard, and there is seeking; screenshots lie in .state/players.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src/cli/settings.ts';
import type { LadderOutput } from '../../src/contract/ladder.ts';
import { clip, QUICK, VIDEO } from '../backend/clips.ts';
import { ladderOutput, rungs } from '../backend/ladderOutput.ts';
import { madeLadder } from '../backend/ladders.ts';
import { aac, h264 } from '../backend/specs.ts';
import { startBrowser } from './browser.ts';
import { serveFiles } from './fileServer.ts';

const HERE = join(ROOT, 'test/players');
const SHOTS = join(ROOT, '.state/players');
const KEY = '00112233445566778899aabbccddeeff';
const SECONDS = 5;

interface Played {
  errors: string[];
  /** Of each picture: its width, the colour of its corner, and the loudest tone meanwhile in Hertz. */
  shown: number[];
  corners: [red: number, green: number, blue: number][];
  beside: number[];
  /** Of each sound: what it is called, and its loudest tone. */
  heard: string[];
  pitches: number[];
  read: string[];
  duration?: number;
  soundBytes?: number;
  frames?: number;
}

interface Case {
  name: string;
  player: 'hls' | 'dash';
  output: Partial<LadderOutput>;
  source?: string;
  /** Sounds to choose from; 0: it is beside the picture. */
  sounds: number;
  /** Subtitles to choose from. */
  texts?: number;
  /** A blue watermark lies in the corner. */
  drawn?: boolean;
}

/** The tone of the n-th sound in Hertz. */
const TONES = [440, 880];
const SUBTITLES = [
  { file: 'texts', name: 'English', language: 'eng', isDefault: true },
  { file: 'other-texts', name: '', language: 'chi', isDefault: false },
];
const tracks = [
  { spec: aac, name: 'First', language: 'eng', isDefault: true },
  { spec: { ...aac, tracks: [1] }, name: 'Second', language: 'ger' },
];
const several = [180, 360].map((height) => ({
  video: { ...h264, height, bitrate: height * 1500 },
  audio: tracks,
}));
const px = (value: number) => ({ value, of: 'px' }) as const;
/** WatermarkSet, SubtitleTemplate and AddOnAudios of the API. */
const drawn = several.map(({ video }): LadderOutput['rungs'][number] => ({
  video: {
    ...video,
    watermarks: [
      {
        ...{
          kind: 'image',
          file: 'mark',
          repeat: 'forever',
          width: { value: 20, of: 'width' },
          height: px(0),
        },
        ...{ corner: 'top-left', x: px(0), y: px(0), start: 0, end: 0 },
      },
      {
        ...{ kind: 'text', text: 'edge-mps', font: 'sans', size: { value: 8, of: 'height' } },
        ...{ color: 'FFFFFF', alpha: 0.8, corner: 'top-right', x: px(8), y: px(8), start: 0, end: 0 },
      },
    ],
    subtitle: { file: 'texts', size: { value: 10, of: 'height' } },
  },
  audio: [
    { spec: aac, name: 'English', language: 'eng', isDefault: true },
    { spec: aac, file: 'sound', name: 'Deutsch', language: 'ger' },
  ],
}));

const CASES: Case[] = [
  { name: 'hls-ts', player: 'hls', output: { subtitles: SUBTITLES }, sounds: 0, texts: 2 },
  { name: 'hls-ts-encrypted', player: 'hls', output: { encryption: { uri: 'key', key: KEY } }, sounds: 0 },
  { name: 'hls-ts-ranges', player: 'hls', output: { segments: 'ts-ranges' }, sounds: 0 },
  {
    name: 'hls-ts-sounds',
    player: 'hls',
    output: { separateAudio: true, rungs: several },
    source: 'two.mkv',
    sounds: 2,
  },
  {
    name: 'hls-fmp4-sounds',
    player: 'hls',
    output: { segments: 'fmp4', separateAudio: true, rungs: several },
    source: 'two.mkv',
    sounds: 2,
  },
  { name: 'hls-fmp4', player: 'hls', output: { segments: 'fmp4' }, sounds: 0 },
  {
    name: 'hls-fmp4-encrypted',
    player: 'hls',
    output: { segments: 'fmp4', encryption: { uri: 'key', key: KEY, vector: 'ab'.repeat(16) } },
    sounds: 0,
  },
  {
    name: 'hls-fmp4-ranges',
    player: 'hls',
    output: { segments: 'fmp4-ranges', separateAudio: true },
    sounds: 1,
  },
  {
    name: 'dash-file',
    player: 'dash',
    output: { packaging: 'dash', segments: 'fmp4-ranges', subtitles: SUBTITLES },
    sounds: 1,
    texts: 2,
  },
  { name: 'dash-segments', player: 'dash', output: { packaging: 'dash', segments: 'fmp4' }, sounds: 1 },
  {
    name: 'dash-sounds',
    player: 'dash',
    output: { packaging: 'dash', segments: 'fmp4-ranges', rungs: several },
    source: 'two.mkv',
    sounds: 2,
  },
  {
    name: 'hls-drawn',
    player: 'hls',
    output: { rungs: drawn, separateAudio: true },
    sounds: 2,
    drawn: true,
  },
  {
    name: 'hls-fmp4-drawn',
    player: 'hls',
    output: { rungs: drawn, separateAudio: true, segments: 'fmp4-ranges', subtitles: SUBTITLES },
    ...{ sounds: 2, texts: 2, drawn: true },
  },
  {
    name: 'dash-drawn',
    player: 'dash',
    output: { packaging: 'dash', segments: 'fmp4-ranges', rungs: drawn },
    sounds: 2,
    drawn: true,
  },
  {
    name: 'dash-segments-subtitles',
    player: 'dash',
    output: { packaging: 'dash', segments: 'fmp4', subtitles: SUBTITLES },
    ...{ sounds: 1, texts: 2 },
  },
];

const [, , ...wanted] = process.argv;
const cases = CASES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const folder = await mkdtemp(join(tmpdir(), 'players-'));
const server = await serveFiles(folder);
try {
  prepare();
  await mkdir(SHOTS, { recursive: true });
  const given = {
    ...{ texts: join(folder, 'texts.srt'), 'other-texts': join(folder, 'other.srt') },
    ...{ mark: join(folder, 'mark.png'), sound: join(folder, 'sound.m4a') },
  };
  await writeFile(given.texts, srt('A subtitle'));
  await writeFile(given['other-texts'], srt('字幕'));
  await clip(given.mark, ['color=blue:size=80x40'], ['-frames:v', '1']);
  await clip(given.sound, [tone(1)]);
  await clip(join(folder, 'av.mp4'), [VIDEO(SECONDS, '640x360'), tone(0)], QUICK);
  await clip(
    join(folder, 'two.mkv'),
    [VIDEO(SECONDS, '640x360'), tone(0), tone(1)],
    [...QUICK, '-map', '0', '-map', '1', '-map', '2'],
  );
  const browser = await startBrowser();
  let failures = 0;
  try {
    for (const one of cases) {
      const output = ladderOutput({ rungs: rungs(180, 360), seconds: 1, ...one.output });
      const made = await madeLadder(folder, join(folder, one.source ?? 'av.mp4'), output, given);
      await writeFile(join(made.folder, 'out/key'), Buffer.from(KEY, 'hex'));
      const page = await browser.newPage({ viewport: { width: 640, height: 420 } });
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.goto(`${server.origin}/players/page.html`);
      const url = `${made.folder.slice(folder.length)}/${output.main}`;
      const played = (await page.evaluate(
        `play(${JSON.stringify(one.player)}, ${JSON.stringify(url)})`,
      )) as Played;
      await page.screenshot({ path: join(SHOTS, `${one.name}.png`) });
      await page.close();
      const wrong = [...complaints, ...faults(one, played)];
      if (wrong.length > 0) failures += 1;
      const heard = played.pitches.map((pitch) => `${pitch} Hz`);
      const shown = [
        `${played.shown.join(' ')} px`,
        ...heard,
        ...played.read,
        `${played.frames} frames`,
      ].join(', ');
      console.log(
        `${wrong.length > 0 ? 'FAIL' : 'ok  '} ${one.name}: ${shown}${wrong.map((fault) => `\n     ${fault}`).join('')}`,
      );
    }
  } finally {
    await browser.close();
  }
  console.log(`${cases.length - failures} of ${cases.length} played; screenshots in ${SHOTS}`);
  process.exitCode = failures > 0 ? 1 : 0;
} finally {
  server.close();
  await rm(folder, { recursive: true, force: true });
}

function tone(n: number): string {
  return `sine=frequency=${TONES[n]}:duration=${SECONDS}`;
}

function isTone(hertz: number, n: number): boolean {
  return Math.abs(hertz - (TONES[n] ?? 0)) < 15;
}

/** A subtitle that is shown nearly all the time. */
function srt(text: string): string {
  return `1\n00:00:00,100 --> 00:00:04,900\n${text}\n`;
}

/** What is not as it should be. */
function faults(one: Case, played: Played): string[] {
  const { errors, shown, corners, beside, heard, pitches, read } = played;
  const { duration = 0, soundBytes = 0, frames = 0 } = played;
  const isMark = ([red, green, blue]: Played['corners'][number]) => blue > 180 && green < 60 && red < 60;
  return [
    ...errors,
    ...(String(shown) === '320,640' ? [] : [`the pictures are ${shown} wide`]),
    ...(corners.every((corner) => isMark(corner) === (one.drawn ?? false)) ? [] : [`corners: ${corners}`]),
    ...(one.sounds === 0 || heard.length === one.sounds ? [] : [`sounds: ${heard.join(', ')}`]),
    ...(beside.every((pitch) => isTone(pitch, 0)) ? [] : [`beside the pictures: ${beside} Hz`]),
    ...(pitches.every(isTone) ? [] : [`tones: ${pitches} Hz`]),
    ...(read.length === (one.texts ?? 0) ? [] : [`subtitles: ${read.join(', ')}`]),
    ...(Math.abs(duration - SECONDS) < 0.2 ? [] : [`it lasts ${duration} s`]),
    ...(soundBytes > 1000 ? [] : ['nothing was heard']),
    ...(frames > 25 ? [] : [`only ${frames} frames were shown`]),
  ];
}

/** The players, at the versions of the lock file, and Chromium. */
function prepare(): void {
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] } satisfies Parameters<typeof execFileSync>[2];
  if (!existsSync(join(HERE, 'node_modules/dashjs')))
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { ...quiet, cwd: HERE });
  if (!existsSync('/usr/bin/chromium')) {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
    const [program = '', ...args] = [
      ...sudo,
      'apt-get',
      'install',
      '-y',
      '--no-install-recommends',
      'chromium',
    ];
    execFileSync(program, args, quiet);
  }
}
