// Compositions of real files, from the request to the file: what is seen where and when, and what is heard.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clip, QUICK, remux } from '../../test/backend/clips.ts';
import { ComposeOutput } from '../contract/compose.ts';
import type { EditMediaRequest } from '../mps/requests.ts';
import { PICTURE_TRANSITIONS } from '../plan/compose/transitions.ts';
import { planEditMedia } from '../plan/editMedia.ts';
import { readConfig } from './config.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { sourceOf } from './ffmpeg/source.ts';
import { makeComposition } from './makeComposition.ts';

type Config = NonNullable<EditMediaRequest['ComposeConfig']>;
type Track = NonNullable<Config['Tracks']>[number];
type Item = Track['Items'][number];

const run = promisify(execFile);
const signal = new AbortController().signal;
const config = readConfig({ INTERNAL_TOKEN: 't' });
let folder = '';
const at = (name: string) => join(folder, name);
const color = (name: string, size: string, seconds: number, rate = 25) =>
  `color=${name}:size=${size}:rate=${rate}:duration=${seconds}`;
const tone = (hertz: number, seconds: number) =>
  `sine=frequency=${hertz}:duration=${seconds}:sample_rate=48000`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compose-'));
  const halves = 'geq=r=255:g=0:b=0:a=if(lt(X\\,50)\\,255\\,0)';
  await Promise.all([
    clip(at('red.mp4'), [color('red', '320x180', 4), tone(440, 4)], QUICK),
    clip(at('green.mp4'), [color('0x00FF00', '160x160', 3, 10), tone(880, 3)], QUICK),
    clip(at('blue.ts'), [color('blue', '320x180', 4)], QUICK),
    clip(at('tone.mp3'), [tone(220, 4)]),
    clip(at('picture.png'), [`color=white:size=100x50,format=rgba,${halves}`], ['-frames:v', '1']),
    // Black, then white from the third second on.
    clip(
      at('turns.mp4'),
      [`color=black:size=320x180:rate=25:duration=4,geq=lum=if(gte(T\\,2)\\,235\\,16):cb=128:cr=128`],
      QUICK,
    ),
    clip(at('bars.mp4'), ['smptebars=size=320x180:rate=10:duration=4'], QUICK),
    clip(at('wide.mp4'), [`color=white:size=160x90:rate=25:duration=2`], QUICK),
  ]);
  await remux(at('tall.mp4'), at('wide.mp4'), [], ['-metadata:s:v', 'rotate=90']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function make(ComposeConfig: Config) {
  const names = [
    'red.mp4',
    'green.mp4',
    'blue.ts',
    'tone.mp3',
    'picture.png',
    'turns.mp4',
    'tall.mp4',
    'bars.mp4',
  ];
  const { jobs } = planEditMedia(
    {
      FileInfos: names.map((Id) => ({
        Id,
        InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'b-1', Region: 'r', Object: Id } },
      })),
      OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: 'b-1', Region: 'r' } },
      ...{ OutputObjectPath: 'out', ComposeConfig },
    },
    '1',
  );
  const output = ComposeOutput.parse(jobs[0]!.outputs[0]);
  const keys = new Map(
    jobs[0]!.files?.map(({ name, location }) => [name, 'key' in location ? location.key : '']),
  );
  const path = (name: string) => at(keys.get(name)!);
  const input = at(names[0]!);
  const source = sourceOf(await probeInput('ffprobe', input, signal), (await stat(input)).size);
  const files = { path, parameter: path, failure: () => null };
  const own = await mkdtemp(at('out-'));
  const context = { config, signal, onProgress: () => {} };
  const made = await makeComposition(output, input, source, files, own, context);
  if (made.facts.kind !== 'media') throw new Error('no media');
  return { media: made.facts.media, file: made.files.at(-1)!.path };
}

/** The colour of a pixel at a moment: red, green and blue from 0 to 255. */
async function pixel(file: string, seconds: number, x: number, y: number): Promise<number[]> {
  const filters = `crop=2:2:${x}:${y},scale=1:1,format=rgb24`;
  const args = ['-v', 'error', '-ss', String(seconds), '-i', file, '-frames:v', '1', '-vf', filters];
  const { stdout } = await run('ffmpeg', [...args, '-f', 'rawvideo', '-'], { encoding: 'buffer' });
  return [...stdout];
}

const COLORS = { red: 'FF0000', green: '00FF00', blue: '0000FF', black: '000000', white: 'FFFFFF' };

/** The nearest of the colours at each of the places [seconds, x, y]. */
async function seen(file: string, ...places: [number, number, number][]): Promise<string[]> {
  const names: string[] = [];
  for (const place of places) {
    const found = await pixel(file, ...place);
    const near = Object.entries(COLORS).find(([, rgb]) =>
      found.every((part, n) => Math.abs(part - Number.parseInt(rgb.slice(2 * n, 2 * n + 2), 16)) < 40),
    );
    names.push(near?.[0] ?? found.join(','));
  }
  return names;
}

/** Decibels of a tone in a part of the sound. */
async function loudness(file: string, hertz: number, from: number, seconds: number): Promise<number> {
  const filters = `atrim=${from}:${from + seconds},bandpass=f=${hertz}:width_type=h:w=40,volumedetect`;
  const { stderr } = await run('ffmpeg', ['-hide_banner', '-i', file, '-af', filters, '-f', 'null', '-']);
  return Number(/mean_volume: (-?[\d.]+|-inf) dB/.exec(stderr)?.[1] ?? Number.NaN);
}

async function frames(file: string): Promise<number> {
  const { stdout } = await run('ffprobe', [
    ...['-v', 'error', '-count_frames', '-select_streams', 'v', '-show_entries', 'stream=nb_read_frames'],
    ...['-of', 'csv=p=0', file],
  ]);
  return Number.parseInt(stdout, 10);
}

const video = (FileId: string, media = {}, more = {}): Item => ({
  Type: 'Video',
  Video: { SourceMedia: { FileId, ...media }, ...more },
});
const audio = (FileId: string, media = {}, more = {}): Item => ({
  Type: 'Audio',
  Audio: { SourceMedia: { FileId, ...media }, ...more },
});
const image = (FileId: string, more = {}, media = {}): Item => ({
  Type: 'Image',
  Image: { SourceMedia: { FileId, ...media }, ...more },
});
const empty = (Duration: string): Item => ({ Type: 'Empty', Empty: { Duration } });
const fade = (Duration: string, ...types: string[]): Item => ({
  Type: 'Transition',
  Transition: { Duration, Transitions: types.map((Type) => ({ Type })) },
});
const on = (Type: string, ...Items: Item[]): Track => ({ Type, Items });
const TWO = { EndTime: '2s' };

describe('time', () => {
  test('elements follow each other, empty ones show the canvas, a last frame stays', async () => {
    const { media, file } = await make({
      Canvas: { Color: '#0000FF' },
      Tracks: [
        on(
          'Video',
          empty('1s'),
          video('red.mp4', TWO),
          video(
            'green.mp4',
            { StartTime: '50%', EndTime: '100%' },
            { TrackTime: { Start: '4s', Duration: '3s' } },
          ),
        ),
      ],
    });
    // As large and as fast as the first picture.
    expect(media).toMatchObject({
      width: 320,
      height: 180,
      video: [{ fpsNumerator: 25, fpsDenominator: 1 }],
    });
    expect(media.duration).toBeCloseTo(7, 1);
    expect(await frames(file)).toBe(175);
    expect(await seen(file, [0.5, 160, 90], [0.9, 160, 90], [1.1, 160, 90], [2.9, 160, 90])).toEqual([
      ...['blue', 'blue', 'red', 'red'],
    ]);
    // Smaller than the canvas, in its middle.
    expect(await seen(file, [3.5, 160, 90], [4.5, 160, 90], [6.9, 160, 90], [4.5, 20, 90])).toEqual([
      ...['blue', 'green', 'green', 'blue'],
    ]);
    expect(await loudness(file, 440, 1.2, 1.5)).toBeGreaterThan(-30);
    expect(await loudness(file, 880, 4.2, 1)).toBeGreaterThan(-30);
    // The material is over, what stays is silent.
    expect(await loudness(file, 880, 5.8, 1)).toBeLessThan(-60);
    expect(await loudness(file, 440, 0, 0.9)).toBeLessThan(-60);
  });

  test('one second is shown where nothing is said, and a part from its very frame on', async () => {
    const { media, file } = await make({
      Tracks: [
        on(
          'Video',
          video('turns.mp4', { StartTime: '1s' }),
          video('turns.mp4', { StartTime: '2s', EndTime: '2.2s' }),
        ),
      ],
    });
    expect(await frames(file)).toBe(30);
    expect(media.duration).toBeCloseTo(1.2, 1);
    expect(await seen(file, [0, 20, 20], [0.96, 20, 20], [1, 20, 20], [1.16, 20, 20])).toEqual([
      ...['black', 'black', 'white', 'white'],
    ]);
  });

  test('pictures that last less than a frame of the canvas', async () => {
    const { file } = await make({
      TargetInfo: { RemoveAudio: 1, VideoStream: { Fps: 5 } },
      Canvas: { Width: 320, Height: 180 },
      Tracks: [
        on('Video', image('picture.png', { TrackTime: { Duration: '1s' }, Width: '200%' })),
        on(
          'Video',
          video('red.mp4', { EndTime: '0.02s' }, { TrackTime: { Duration: '1s' } }),
          video('blue.ts', { EndTime: '0.02s' }),
        ),
      ],
    });
    expect(await frames(file)).toBe(6);
    expect(await seen(file, [0, 20, 4], [0.8, 300, 4], [1, 300, 4])).toEqual(['red', 'red', 'blue']);
  });

  test('a source without an index begins where it should', async () => {
    const { file } = await make({
      TargetInfo: { VideoStream: { Fps: 50 } },
      Tracks: [on('Video', video('blue.ts', { StartTime: '1.5s', EndTime: '3.5s' }))],
    });
    expect(await frames(file)).toBe(100);
    expect(await seen(file, [1.9, 20, 20])).toEqual(['blue']);
  });
});

describe('place', () => {
  const canvas = { Canvas: { Width: 400, Height: 200, Color: '#000000' } };

  test('sizes, centres, what lies beside the canvas, and who lies on top', async () => {
    const { file, media } = await make({
      ...canvas,
      Tracks: [
        on('Video', video('green.mp4', {}, { XPos: '25%', YPos: '50%', Width: '40px' })),
        on('Video', video('blue.ts', {}, { XPos: '100%', YPos: '0px', Width: '50%', Height: '50%' })),
        on('Video', video('red.mp4', {}, { XPos: '100px', YPos: '100px', Height: '90px' })),
      ],
    });
    expect(media).toMatchObject({ width: 400, height: 200 });
    // red: 160x90 around (100, 100); green: 40x40 in it; blue: a quarter of it is seen.
    expect(
      await seen(file, [0.5, 100, 100], [0.5, 24, 60], [0.5, 174, 140], [0.5, 16, 100], [0.5, 186, 100]),
    ).toEqual(['green', 'red', 'red', 'black', 'black']);
    expect(await seen(file, [0.5, 84, 84], [0.5, 116, 116], [0.5, 76, 100], [0.5, 124, 100])).toEqual([
      ...['green', 'green', 'red', 'red'],
    ]);
    expect(await seen(file, [0.5, 396, 2], [0.5, 304, 46], [0.5, 296, 2], [0.5, 396, 54])).toEqual([
      ...['blue', 'blue', 'black', 'black'],
    ]);
  });

  test('what lies nowhere is not seen', async () => {
    const { file } = await make({
      ...canvas,
      Tracks: [
        on('Video', video('green.mp4', {}, { XPos: '-200px' }), video('red.mp4', {}, { YPos: '500%' })),
      ],
    });
    expect(await seen(file, [0.5, 2, 100], [1.5, 200, 190])).toEqual(['black', 'black']);
    expect(await loudness(file, 880, 0.1, 0.8)).toBeGreaterThan(-30);
  });

  test('images: transparent, turned, mirrored, for as long as they should', async () => {
    const turned = (FileId: string, ...ImageOperations: object[]) => image(FileId, { ImageOperations });
    const { file } = await make({
      ...canvas,
      Tracks: [
        on(
          'Video',
          turned('picture.png'),
          turned('picture.png', { Type: 'Flip', FlipType: 'Horizental' }),
          turned('picture.png', { Type: 'Rotate', RotateAngle: 90 }),
          turned('picture.png', { Type: 'Rotate', RotateAngle: 45 }),
        ),
        on('Video', video('blue.ts', { EndTime: '4s' }, { Width: '100%', Height: '100%' })),
      ],
    });
    // 100x50 around (200, 100): its left half is red, the other one transparent.
    expect(await seen(file, [0.5, 160, 100], [0.5, 240, 100])).toEqual(['red', 'blue']);
    expect(await seen(file, [1.5, 160, 100], [1.5, 240, 100])).toEqual(['blue', 'red']);
    // Clockwise: what was left is above.
    expect(await seen(file, [2.5, 200, 60], [2.5, 200, 140], [2.5, 160, 100])).toEqual([
      'red',
      'blue',
      'blue',
    ]);
    // Up and left of the middle, and no corners.
    expect(await seen(file, [3.5, 178, 78], [3.5, 222, 122], [3.5, 160, 60])).toEqual([
      'red',
      'blue',
      'blue',
    ]);
  });

  test('a phone held upright, and a frame of a film as an image', async () => {
    const { file } = await make({
      ...canvas,
      Tracks: [
        on(
          'Video',
          video('tall.mp4'),
          image('turns.mp4', { TrackTime: { Duration: '2s' } }, { StartTime: '1.5s' }),
        ),
      ],
    });
    // 90x160 around (200, 100)
    expect(await seen(file, [0.5, 200, 26], [0.5, 200, 174], [0.5, 160, 100], [0.5, 150, 100])).toEqual([
      ...['white', 'white', 'white', 'black'],
    ]);
    // Black at 1.5 s: it stays so.
    expect(await seen(file, [2.8, 200, 100])).toEqual(['black']);
    expect(await frames(file)).toBe(75);
  });

  test('the same colour on the canvas and in a file', async () => {
    const { file } = await make({
      Canvas: { Color: '#FF0000', Width: 640, Height: 360 },
      Tracks: [on('Video', video('red.mp4'))],
    });
    const [inside, outside] = [await pixel(file, 0.5, 320, 180), await pixel(file, 0.5, 20, 20)];
    for (const [n, part] of inside.entries()) expect(Math.abs(part - outside[n]!)).toBeLessThan(6);
  });
});

describe('transitions', () => {
  const three = { EndTime: '3s' };

  test('the next one begins earlier, the picture and the sound go over', async () => {
    const { file, media } = await make({
      Canvas: { Width: 320, Height: 180 },
      Tracks: [
        on(
          'Video',
          video('red.mp4', three),
          fade('1s'),
          video('green.mp4', three, { Width: '100%', Height: '100%' }),
          fade('1s', 'WipeLeft'),
          video('blue.ts', three),
        ),
      ],
    });
    expect(media.duration).toBeCloseTo(7, 1);
    expect(await frames(file)).toBe(175);
    const [red, green] = (await pixel(file, 2.5, 160, 90)) as [number, number, number];
    expect(Math.abs(red - green)).toBeLessThan(40);
    expect(red).toBeGreaterThan(80);
    expect(
      await seen(file, [1.9, 160, 90], [3.1, 160, 90], [4.5, 20, 90], [4.5, 300, 90], [5.1, 20, 90]),
    ).toEqual([...['red', 'green', 'green', 'blue', 'blue']]);
    const [before, during] = [await loudness(file, 440, 0.5, 1), await loudness(file, 440, 2.6, 0.4)];
    expect(before - during).toBeGreaterThan(4);
  });

  test('of the sound alone, and on a track that lies above', async () => {
    const { file } = await make({
      Canvas: { Width: 320, Height: 180 },
      Tracks: [
        on(
          'Video',
          video('green.mp4', three, { Width: '40px', XPos: '40px' }),
          fade('1s', 'ImageFadeInFadeOut'),
          video('green.mp4', three, { Width: '40px', XPos: '200px' }),
        ),
        on('Video', video('red.mp4', three), fade('1s', 'AudioFadeInFadeOut'), video('blue.ts', three)),
      ],
    });
    // The cut is where the next one begins.
    expect(await seen(file, [1.9, 300, 20], [2.04, 300, 20])).toEqual(['red', 'blue']);
    expect(await seen(file, [1.5, 40, 90], [3.5, 40, 90], [3.5, 200, 90], [4.9, 200, 90])).toEqual([
      ...['green', 'blue', 'green', 'green'],
    ]);
    const [, green, blue] = (await pixel(file, 2.5, 40, 90)) as [number, number, number];
    expect(Math.min(green, blue)).toBeGreaterThan(70);
  });

  test('each of them goes over from the one to the other', async () => {
    const names = [...PICTURE_TRANSITIONS.keys()];
    const full = { Width: '100%', Height: '100%' };
    const element = (index: number) =>
      video(index % 2 === 0 ? 'bars.mp4' : 'blue.ts', { EndTime: '3s' }, full);
    const { file } = await make({
      Canvas: { Width: 64, Height: 36 },
      TargetInfo: { RemoveAudio: 1, VideoStream: { Fps: 10, Bitrate: 3000 } },
      Tracks: [
        on('Video', element(0), ...names.flatMap((name, index) => [fade('1s', name), element(index + 1)])),
      ],
    });
    const args = ['-v', 'error', '-i', file, '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'];
    const { stdout } = await run('ffmpeg', args, { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 });
    const size = 64 * 36 * 3;
    expect(stdout.length / size).toBe(10 * (2 * names.length + 3));
    const frame = (n: number) => stdout.subarray(n * size, (n + 1) * size);
    const distance = (a: Buffer, b: Buffer) =>
      a.reduce((sum, value, n) => sum + Math.abs(value - b[n]!), 0) / a.length;
    const [bars, blue] = [frame(5), frame(35)];
    for (const [index, name] of names.entries()) {
      const [before, after] = index % 2 === 0 ? [bars, blue] : [blue, bars];
      const first = 20 * (index + 1);
      expect([name, distance(frame(first - 1), before) < 4, distance(frame(first + 11), after) < 4]).toEqual([
        ...[name, true, true],
      ]);
      const between = Array.from({ length: 10 }, (_, n) => frame(first + n));
      const mixed = between.filter((each) => distance(each, before) > 2 && distance(each, after) > 2);
      expect([name, mixed.length > 1]).toEqual([name, true]);
    }
  });
});

describe('sound', () => {
  test('tracks are mixed, each as loud as it should be', async () => {
    const volume = (Volume: number) => ({ AudioOperations: [{ Type: 'Volume', Volume }] });
    const { media, file } = await make({
      TargetInfo: { RemoveVideo: 1, AudioStream: { SampleRate: 44_100 } },
      Tracks: [
        on('Audio', audio('tone.mp3', { EndTime: '4s' })),
        on('Audio', empty('1s'), audio('green.mp4', TWO, volume(0.1))),
        on('Video', video('red.mp4', { EndTime: '4s' }, volume(0))),
      ],
    });
    expect(media).toMatchObject({ video: [], audio: [{ codec: 'aac', sampleRate: 44_100, channels: 2 }] });
    expect(media.duration).toBeCloseTo(4, 1);
    const [alone, mixed] = [await loudness(file, 220, 0.2, 0.7), await loudness(file, 220, 1.2, 1.6)];
    expect(Math.abs(alone - mixed)).toBeLessThan(1);
    expect(await loudness(file, 880, 1.2, 1.6)).toBeCloseTo(alone - 20, -1);
    expect(await loudness(file, 440, 0, 4)).toBeLessThan(alone - 20);
  });

  test('an MP3, and the defaults', async () => {
    const { media } = await make({
      TargetInfo: { Container: 'mp3' },
      Tracks: [on('Audio', audio('tone.mp3', TWO))],
    });
    expect(media).toMatchObject({
      container: 'mp3',
      audio: [{ codec: 'mp3', sampleRate: 16_000, channels: 2 }],
    });
    expect(media.duration).toBeCloseTo(2, 0);
  });

  test('no sound where nothing is heard, and a picture of the canvas where nothing is seen', async () => {
    const silent = await make({ Tracks: [on('Video', video('blue.ts'))] });
    expect(silent.media.audio).toEqual([]);
    const unseen = await make({
      Canvas: { Color: '#00FF00' },
      Tracks: [on('Audio', audio('tone.mp3', TWO))],
    });
    expect(unseen.media).toMatchObject({ width: 1280, height: 720, audio: [{ codec: 'aac' }] });
    expect(await seen(unseen.file, [1, 600, 300])).toEqual(['green']);
  });

  test('what is louder than full scale is held, not cut off', async () => {
    const loud = {
      AudioOperations: [
        { Type: 'Volume', Volume: 5 },
        { Type: 'Volume', Volume: 5 },
      ],
    };
    const { file } = await make({
      TargetInfo: { RemoveVideo: 1, AudioStream: { SampleRate: 48_000 } },
      Tracks: [on('Audio', audio('tone.mp3', TWO, loud)), on('Audio', audio('red.mp4', TWO, loud))],
    });
    const { stderr } = await run('ffmpeg', [
      '-hide_banner',
      '-i',
      file,
      '-af',
      'volumedetect',
      '-f',
      'null',
      '-',
    ]);
    expect(Number(/max_volume: (-?[\d.]+) dB/.exec(stderr)?.[1])).toBeLessThanOrEqual(0.3);
  });
});

test('subtitles: on a track of their own, with their backgrounds, above or below pictures', async () => {
  const title = (Text: string, TrackTime = {}, StyleId = 'box') =>
    ({ Type: 'Subtitle', Subtitle: { StyleId, Text, TrackTime } }) as const;
  const { file } = await make({
    Canvas: { Width: 320, Height: 180, Color: '#000000' },
    Styles: [
      {
        ...{ Id: 'box', Type: 'Subtitle' },
        Subtitle: {
          FontSize: '30px',
          Height: '40px',
          MarginBottom: '20px',
          FontColor: '#FF0000',
          BottomColor: '#0000FF',
        },
      },
    ],
    Tracks: [
      on('Video', empty('2s'), video('green.mp4', {}, { Width: '100%', Height: '100%' })),
      on('Title', title('■■■■', { Start: '0s', Duration: '3s' })),
    ],
  });
  const box = async (seconds: number) => {
    const args = ['-v', 'error', '-ss', String(seconds), '-i', file, '-frames:v', '1', '-pix_fmt', 'rgb24'];
    const { stdout } = await run('ffmpeg', [...args, '-f', 'rawvideo', '-'], { encoding: 'buffer' });
    const blue: number[] = [];
    let red = 0;
    for (let n = 0; n < 320 * 180; n++) {
      const [r, g, b] = [stdout[3 * n]!, stdout[3 * n + 1]!, stdout[3 * n + 2]!];
      if (b > 150 && r < 90 && g < 90) blue.push(Math.floor(n / 320));
      if (r > 150 && b < 90) red++;
    }
    return { blue, red };
  };
  const { blue, red } = await box(0.5);
  expect(red).toBeGreaterThan(50);
  // From 20 pixels above the bottom, 40 high.
  expect(Math.abs(Math.min(...blue) - 120)).toBeLessThan(6);
  expect(Math.abs(Math.max(...blue) - 159)).toBeLessThan(6);
  // The picture lies above them.
  expect(await box(2.5)).toEqual({ blue: [], red: 0 });
});

test('nothing to see and nothing to hear is no file', async () => {
  const Tracks = [on('Video', video('blue.ts'))];
  await expect(make({ TargetInfo: { RemoveVideo: 1 }, Tracks })).rejects.toMatchObject({
    failure: { code: 'SourceFileError.ContentUnsupported', message: expect.stringContaining('heard') },
  });
});

test.each<[string, string, Track]>([
  ['Tracks.0.Items.0.Video', 'SourceFileError.NoVideoMedia', on('Video', video('tone.mp3'))],
  ['Tracks.0.Items.0.Audio', 'SourceFileError.ContentUnsupported', on('Audio', audio('blue.ts'))],
  [
    'Tracks.0.Items.0.Video',
    'InvalidInput.InvalidTimeOffset',
    on('Video', video('red.mp4', { StartTime: '9s' })),
  ],
  [
    'Tracks.0.Items.0.Image',
    'InvalidInput.InvalidTimeOffset',
    on('Video', image('picture.png', {}, { StartTime: '50%' })),
  ],
  [
    'Tracks.0.Items.1.Transition',
    'InvalidInput.ConfigurationUnsupported',
    on('Video', video('red.mp4', { StartTime: '90%', EndTime: '100%' }), fade('1s'), video('red.mp4', TWO)),
  ],
  [
    'Tracks.0.Items.0.Video',
    'InvalidInput.ConfigurationUnsupported',
    on('Video', video('red.mp4', {}, { Width: '16000px' })),
  ],
])('what can not be used is named: %s, %s', async (parameter, code, track) => {
  await expect(make({ Tracks: [track] })).rejects.toMatchObject({
    failure: { code, message: expect.stringContaining(`ComposeConfig.${parameter}: `) },
  });
});
