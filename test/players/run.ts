// npm run test:players [-- NAME…]: ladders that a backend makes are played by hls.js and dash.js in headless Chromium. Each
// sub stream is shown, each sound heard, and there is seeking; screenshots lie in .state/players.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src/cli/settings.ts';
import type { LadderOutput } from '../../src/contract/ladder.ts';
import { clip, QUICK, TONE, VIDEO } from '../backend/clips.ts';
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
  shown: number[];
  heard: string[];
  read: string[];
  widths?: number[];
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
}

const SUBTITLES = [{ file: 'file-0', name: 'English', language: 'eng', isDefault: true }];
const tracks = [
  { spec: aac, name: 'First', language: 'eng', isDefault: true },
  { spec: { ...aac, tracks: [1] }, name: 'Second', language: 'ger' },
];
const several = [180, 360].map((height) => ({
  video: { ...h264, height, bitrate: height * 1500 },
  audio: tracks,
}));

const CASES: Case[] = [
  { name: 'hls-ts', player: 'hls', output: { subtitles: SUBTITLES }, sounds: 0, texts: 1 },
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
    texts: 1,
  },
  { name: 'dash-segments', player: 'dash', output: { packaging: 'dash', segments: 'fmp4' }, sounds: 1 },
  {
    name: 'dash-sounds',
    player: 'dash',
    output: { packaging: 'dash', segments: 'fmp4-ranges', rungs: several },
    source: 'two.mkv',
    sounds: 2,
  },
];

const [, , ...wanted] = process.argv;
const cases = CASES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const folder = await mkdtemp(join(tmpdir(), 'players-'));
const server = await serveFiles(folder);
try {
  prepare();
  await mkdir(SHOTS, { recursive: true });
  await writeFile(join(folder, 'texts.srt'), '1\n00:00:00,100 --> 00:00:04,900\nA subtitle\n');
  await clip(join(folder, 'av.mp4'), [VIDEO(SECONDS, '640x360'), TONE(SECONDS)], QUICK);
  await clip(
    join(folder, 'two.mkv'),
    [VIDEO(SECONDS, '640x360'), TONE(SECONDS), `sine=frequency=880:duration=${SECONDS}`],
    [...QUICK, '-map', '0', '-map', '1', '-map', '2'],
  );
  const browser = await startBrowser();
  let failures = 0;
  try {
    for (const one of cases) {
      const output = ladderOutput({ rungs: rungs(180, 360), seconds: 1, ...one.output });
      const texts = { 'file-0': join(folder, 'texts.srt') };
      const made = await madeLadder(folder, join(folder, one.source ?? 'av.mp4'), output, texts);
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
      const shown = `${played.shown.join(' ')} px, ${played.heard.length} sounds, ${played.frames} frames`;
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

/** What is not as it should be. */
function faults(
  one: Case,
  { errors, shown, heard, read, duration = 0, soundBytes = 0, frames = 0 }: Played,
): string[] {
  return [
    ...errors,
    ...(String(shown) === '320,640' ? [] : [`the pictures are ${shown} wide`]),
    ...(one.sounds === 0 || heard.length === one.sounds ? [] : [`sounds: ${heard.join(', ')}`]),
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
