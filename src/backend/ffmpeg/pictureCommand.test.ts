import { describe, expect, it } from 'vitest';
import type { AnimationOutput, PictureSpec } from '../../contract/picture.ts';
import { animationCommands } from './animationCommand.ts';
import { INPUT_GUARD, RUN_OPTIONS } from './command.ts';
import { scanCommand, seekCommand, sheetCommand, shotsAtOnce } from './pictureCommand.ts';
import type { VideoSource } from './source.ts';

const video: VideoSource = {
  ...{ index: 1, codec: 'h264', width: 1280, height: 720, plain: true, interlaced: false },
  ...{ fps: 30, variableFps: 0, bitrate: 0, range: '' },
};
const jpg: PictureSpec = { format: 'jpg', width: 0, height: 0, adaptive: true, fill: 'stretch' };

/** The arguments without those that every command has. */
function own(args: string[]): string {
  const text = args.join(' ');
  expect(text.startsWith(RUN_OPTIONS.join(' '))).toBe(true);
  return text.slice(RUN_OPTIONS.join(' ').length + 1).replaceAll(INPUT_GUARD.join(' '), 'GUARD');
}

const TICK = 'tpad=stop_mode=clone:stop_duration=3600,fps=1/1000:round=up:start_time=0';

describe('seekCommand', () => {
  it('has an input for each shot', () => {
    const shots = [
      { seconds: 3.5, file: '/o/a.jpg' },
      { seconds: 0, file: '/o/b.jpg' },
    ];
    expect(own(seekCommand('/w/input', video, jpg, shots))).toBe(
      'GUARD -threads 2 -noaccurate_seek -ss 3.500 -i /w/input ' +
        'GUARD -threads 2 -noaccurate_seek -ss 0.000 -i /w/input ' +
        `-map 0:1 -vf ${TICK} -frames:v 1 -c:v mjpeg -q:v 2 -pix_fmt yuvj420p -f image2 -update 1 /o/a.jpg ` +
        `-map 1:1 -vf ${TICK} -frames:v 1 -c:v mjpeg -q:v 2 -pix_fmt yuvj420p -f image2 -update 1 /o/b.jpg`,
    );
  });

  it.each<[string, Partial<PictureSpec>, Partial<VideoSource>, string]>([
    [
      'portrait: the sides change places',
      { width: 640, height: 360 },
      { width: 720, height: 1280 },
      ',scale=360:640,setsar=1',
    ],
    [
      'not adaptive, stretched',
      { width: 640, height: 360, adaptive: false },
      { width: 720, height: 1280 },
      ',scale=640:360,setsar=1',
    ],
    [
      'black bars',
      { width: 200, height: 200, fill: 'black' },
      {},
      ',scale=200:112,pad=200:200:(ow-iw)/2:(oh-ih)/2:black,setsar=1',
    ],
    [
      'white bars',
      { width: 200, height: 200, fill: 'white' },
      {},
      ',scale=200:112,pad=200:200:(ow-iw)/2:(oh-ih)/2:white,setsar=1',
    ],
    ['one side', { height: 360 }, {}, ',scale=640:360,setsar=1'],
  ])('%s', (_, spec, source, filters) => {
    const args = seekCommand('/i', { ...video, ...source }, { ...jpg, ...spec }, [
      { seconds: 1, file: '/o' },
    ]);
    expect(args[args.indexOf('-vf') + 1]).toBe(TICK + filters);
  });

  it('deinterlaces before frames are chosen, and leaves a variable rate alone', () => {
    const source = { ...video, interlaced: true, variableFps: 1000 };
    const args = seekCommand('/i', source, jpg, [{ seconds: 1, file: '/o' }]);
    expect(args[args.indexOf('-vf') + 1]).toBe(`bwdif=mode=send_frame:deint=interlaced,${TICK}`);
  });

  it.each([
    [320, 180, 8],
    [1920, 1080, 8],
    [3840, 2160, 2],
    [8192, 4320, 1],
  ])('%i×%i: %i at once', (width, height, count) => {
    expect(shotsAtOnce({ ...video, width, height })).toBe(count);
  });
});

describe('scanCommand', () => {
  const spec: PictureSpec = { format: 'png', width: 142, height: 80, adaptive: true, fill: 'black' };
  const scan = { spec, seconds: 10, count: 12, pattern: '/o/%06d.png' };
  it.each([
    [{}, false, '', 'fps=1000000/10000000'],
    [{}, true, '-skip_frame nokey ', 'fps=1000000/10000000'],
    [{ seconds: 2880 }, false, '', 'fps=1000/2880000'],
    [{ seconds: 0.0833333 }, false, '', 'fps=1000000/83333'],
  ])('%o, key frames only: %s', (part, keyFramesOnly, before, fps) => {
    expect(own(scanCommand('/w/input', video, { ...scan, ...part }, keyFramesOnly))).toBe(
      `GUARD ${before}-i /w/input -map 0:1 -vf ${fps}:round=up:start_time=0,scale=142:80,setsar=1 ` +
        '-fps_mode passthrough -frames:v 12 -c:v png -pix_fmt rgb24 -f image2 -start_number 0 /o/%06d.png',
    );
  });
});

it('sheetCommand', () => {
  const sheet = { rows: 3, columns: 4, format: 'webp' } as const;
  expect(own(sheetCommand('/o/%06d.png', '/o/s-%06d.webp', sheet))).toBe(
    '-protocol_whitelist file,pipe -format_whitelist image2 -f image2 -framerate 1 -start_number 0 -i /o/%06d.png ' +
      '-vf tile=4x3 -fps_mode passthrough -c:v libwebp -quality 85 -pix_fmt yuv420p ' +
      '-f image2 -start_number 0 /o/s-%06d.webp',
  );
});

describe('animationCommands', () => {
  const output: AnimationOutput = {
    ...{ kind: 'animation', subtask: 0, fps: 2, quality: 75, start: 1, end: 4, main: 'a.gif' },
    picture: { format: 'gif', width: 320, height: 0, adaptive: true, fill: 'black' },
  };
  const work = { input: '/w/input', source: video, start: 1, length: 3, file: '/o/a', palette: '/o/p.png' };
  const head = 'GUARD -ss 1.000 -t 3.000 -i /w/input ';
  const chain = 'fps=2,scale=320:180,setsar=1';

  it.each([
    [75, 256],
    [100, 256],
    [30, 102],
    [1, 8],
  ])('a GIF of quality %i has %i colours, in two passes', (quality, colors) => {
    expect(animationCommands({ ...work, output: { ...output, quality } }).map(own)).toEqual([
      `${head}-filter_complex [0:1]${chain},split[a][b];[a]palettegen=max_colors=${colors}:reserve_transparent=0[p] ` +
        '-map [p] -frames:v 1 -f image2 -update 1 /o/p.png -map [b] -f null -',
      `${head}-protocol_whitelist file,pipe -format_whitelist image2 -f image2 -i /o/p.png ` +
        `-filter_complex [0:1]${chain}[v];[v][1:v]paletteuse=dither=sierra2_4a:diff_mode=rectangle[out] ` +
        '-map [out] -loop 0 -f gif /o/a',
    ]);
  });

  it('a WebP takes one', () => {
    const webp: AnimationOutput = { ...output, picture: { ...output.picture, format: 'webp' } };
    expect(animationCommands({ ...work, output: webp }).map(own)).toEqual([
      `${head}-map 0:1 -vf ${chain} -c:v libwebp_anim -pix_fmt yuv420p -quality 75 -compression_level 4 ` +
        '-loop 0 -f webp /o/a -map 0:1 -vf fps=2 -f null -',
    ]);
  });
});
