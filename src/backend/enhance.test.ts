// Enhancements, dynamic range and content-adaptive quality, measured on what ffmpeg makes.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clip, TONE } from '../../test/backend/clips.ts';
import { aac, h264 } from '../../test/backend/specs.ts';
import type { AudioSpec, MediaOutput, VideoSpec } from '../contract/media.ts';
import { readConfig } from './config.ts';
import { highestQuality, withContentQuality } from './contentQuality.ts';
import { mainFile, mediaCommand } from './ffmpeg/command.ts';
import { samplesOf } from './ffmpeg/contentTrial.ts';
import { encode } from './ffmpeg/encode.ts';
import { masteringOf, readMastering } from './ffmpeg/mastering.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { sourceOf } from './ffmpeg/source.ts';

const run = promisify(execFile);
const signal = new AbortController().signal;
const LOSSLESS = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0', '-pix_fmt', 'yuv420p'];
const MASTERING = 'G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,50)';
let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enhance-'));
  const plain = 'testsrc2=size=160x120:rate=10:duration=1';
  const hdr = ['hdr10=1', 'repeat-headers=1', `master-display=${MASTERING}`, 'max-cll=1000,400'].join(':');
  const pq = ['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'];
  await Promise.all([
    clip(at('clean.mp4'), [plain], LOSSLESS),
    clip(at('noisy.mp4'), [plain], ['-vf', 'noise=alls=25:allf=t', ...LOSSLESS]),
    clip(at('dark.mp4'), ['color=0x202020:size=160x120:rate=10:duration=1'], LOSSLESS),
    clip(at('pale.mp4'), [plain], ['-vf', 'eq=saturation=0.4', ...LOSSLESS]),
    // A white line on the fifth frame only.
    clip(
      at('scratch.mp4'),
      ['color=0x404040:size=160x120:rate=10:duration=1'],
      ['-vf', "drawbox=x=80:y=0:w=4:h=120:color=white:t=fill:enable='eq(n,5)'", ...LOSSLESS],
    ),
    clip(
      at('hdr.mp4'),
      [plain],
      ['-pix_fmt', 'yuv420p10le', '-c:v', 'libx265', ...pq, '-x265-params', `log-level=error:${hdr}`],
    ),
    clip(at('quiet.mp4'), [plain, TONE(4)], ['-af', 'volume=-30dB', '-c:a', 'aac', ...LOSSLESS]),
    // The same tone on both sides, and another one on the left.
    clip(
      at('stereo.mp4'),
      [plain, TONE(2), 'sine=frequency=1000:duration=2:sample_rate=48000'],
      [
        ...['-filter_complex', '[1][2]amerge=inputs=2,pan=stereo|c0=0.5*c0+0.5*c1|c1=0.5*c0[a]'],
        ...['-map', '0', '-map', '[a]', '-c:a', 'aac', '-b:a', '192k', ...LOSSLESS],
      ],
    ),
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function sourceFrom(name: string) {
  const source = sourceOf(await probeInput('ffprobe', at(name), signal), (await stat(at(name))).size);
  if (source.video)
    source.video.mastering = await masteringOf('ffprobe', at(name), source.video.index, signal);
  return source;
}

function outputOf(video: Partial<VideoSpec> | null, audio: Partial<AudioSpec> | null = null): MediaOutput {
  return {
    ...{ kind: 'media', subtask: 0, container: 'mp4', main: 'a', segment: null },
    video: video && { ...h264, rateControl: 'crf', quality: 10, width: 0, height: 0, fps: 0, ...video },
    audio: audio && { ...aac, ...audio },
  };
}

async function make(name: string, video: Partial<VideoSpec> | null, audio: Partial<AudioSpec> | null = null) {
  const output = outputOf(video, audio);
  const out = await mkdtemp(at('out-'));
  const args = mediaCommand(at(name), await sourceFrom(name), [{ output, folder: out }]);
  await encode({ ffmpeg: 'ffmpeg', args, cwd: out, duration: 1, stallMs: 60_000, signal, onTime: () => {} });
  return mainFile({ output, folder: out });
}

async function stderrOf(args: string[]): Promise<string> {
  return (await run('ffmpeg', ['-hide_banner', '-nostdin', ...args, '-f', 'null', '-'])).stderr;
}

async function number(pattern: RegExp, args: string[]): Promise<number> {
  const values = [...(await stderrOf(args)).matchAll(new RegExp(pattern, 'g'))];
  return Number(values.at(-1)?.[1]);
}

const psnr = (file: string, reference: string) =>
  number(/average:([\d.]+)/, ['-i', file, '-i', reference, '-lavfi', 'psnr']);

/** Mean of a signalstats value of one frame. */
async function stats(file: string, key: string, filter = 'null'): Promise<number> {
  const show = `${filter},signalstats,metadata=print:key=lavfi.signalstats.${key}:file=-`;
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', file, '-vf', show, '-f', 'null', '-']);
  const values = [...stdout.matchAll(/=([\d.]+)$/gm)].map((found) => Number(found[1]));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function stream(file: string, entries: string): Promise<Record<string, string>> {
  const show = ['-v', 'error', '-select_streams', 'v', '-show_entries', `stream=${entries}`, '-of', 'json'];
  return JSON.parse((await run('ffprobe', [...show, file])).stdout).streams[0];
}

describe('pictures', () => {
  test('denoising brings a noisy picture nearer to the clean one, the more the stronger', async () => {
    const restlessness = async (enhance: NonNullable<VideoSpec['enhance']>) =>
      stats(await make('noisy.mp4', { enhance }), 'YDIF');
    const weak = await restlessness({ denoise: 'weak' });
    expect(weak).toBeLessThan(await restlessness({}));
    expect(await restlessness({ denoise: 'strong' })).toBeLessThan(weak - 1);
    const clean = await psnr(await make('noisy.mp4', { enhance: { denoise: 'weak' } }), at('clean.mp4'));
    expect(clean).toBeGreaterThan(await psnr(await make('noisy.mp4', {}), at('clean.mp4')));
  });

  test('low light, colour and scratches', async () => {
    const light = await stats(await make('dark.mp4', { enhance: { lowLight: true } }), 'YAVG');
    expect(light).toBeGreaterThan((await stats(at('dark.mp4'), 'YAVG')) * 1.2);
    const colored = await stats(await make('pale.mp4', { enhance: { color: 'strong' } }), 'SATAVG');
    expect(colored).toBeGreaterThan((await stats(at('pale.mp4'), 'SATAVG')) * 1.2);
    const worn = await stats(at('scratch.mp4'), 'YMAX', "select='eq(n,5)'");
    const mended = await stats(
      await make('scratch.mp4', { enhance: { scratches: 1 } }),
      'YMAX',
      "select='eq(n,5)'",
    );
    expect([worn > 200, mended < 90]).toEqual([true, true]);
  });

  test('super resolution doubles the size where none is given', async () => {
    const file = await make('clean.mp4', { enhance: { upscale: 'hq' } });
    expect(await stream(file, 'width,height')).toMatchObject({ width: 320, height: 240 });
    const given = await make('clean.mp4', { width: 200, enhance: { upscale: 'lq' } });
    expect(await stream(given, 'width,height')).toMatchObject({ width: 200, height: 150 });
  });

  test('frames between frames, and none where the source has enough', async () => {
    const file = await make('clean.mp4', { enhance: { interpolate: 25 } });
    const { r_frame_rate, nb_frames } = await stream(file, 'r_frame_rate,nb_frames');
    expect(r_frame_rate).toBe('25/1');
    expect(Math.abs(Number(nb_frames) - 25)).toBeLessThanOrEqual(1);
    const enough = await make('clean.mp4', { enhance: { interpolate: 5 } });
    expect(await stream(enough, 'nb_frames')).toMatchObject({ nb_frames: '10' });
  });

  test('everything together', async () => {
    const all: VideoSpec['enhance'] = {
      ...{ scratches: 0.5, artifacts: 'strong', denoise: 'strong', lowLight: true, color: 'normal' },
      ...{ quality: 'strong', upscale: 'lq', interpolate: 20, hdr: 'HDR10' },
    };
    const file = await make('noisy.mp4', {
      codec: 'h265',
      bitDepth: 10,
      width: 200,
      height: 200,
      enhance: all,
    });
    expect(await stream(file, 'width,height,pix_fmt,r_frame_rate,color_transfer')).toMatchObject({
      ...{
        width: 200,
        height: 200,
        pix_fmt: 'yuv420p10le',
        r_frame_rate: '20/1',
        color_transfer: 'smpte2084',
      },
    });
  });
});

describe('dynamic range', () => {
  const COLOR = 'pix_fmt,color_primaries,color_transfer,color_space';

  test('HDR10 is carried in ten bits, with what the display was', async () => {
    const file = await make('hdr.mp4', { codec: 'h265', bitDepth: 10 });
    expect(await stream(file, COLOR)).toMatchObject({
      ...{ pix_fmt: 'yuv420p10le', color_primaries: 'bt2020', color_transfer: 'smpte2084' },
      color_space: 'bt2020nc',
    });
    expect(await masteringOf('ffprobe', file, 0, signal)).toEqual({
      display: MASTERING,
      light: { content: 1000, average: 400 },
    });
  });

  test('in eight bits it becomes the standard range', async () => {
    const file = await make('hdr.mp4', {});
    expect(await stream(file, COLOR)).toMatchObject({
      ...{ pix_fmt: 'yuv420p', color_primaries: 'bt709', color_transfer: 'bt709', color_space: 'bt709' },
    });
  });

  test.each([
    ['HDR10', 'smpte2084'],
    ['HLG', 'arib-std-b67'],
  ] as const)(
    '%s is made of the standard range, and comes back to the same picture',
    async (hdr, transfer) => {
      const file = await make('clean.mp4', { codec: 'h265', bitDepth: 10, enhance: { hdr } });
      expect(await stream(file, COLOR)).toMatchObject({
        color_transfer: transfer,
        color_primaries: 'bt2020',
      });
      // White of the standard range is at 203 nits: 58 % of PQ's signal, 75 % of HLG's.
      const back =
        'zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,zscale=t=bt709:m=bt709:r=tv,format=yuv420p';
      const value = await number(/average:([\d.]+)/, [
        ...['-i', file, '-i', at('clean.mp4'), '-lavfi', `[0]${back}[a];[a][1]psnr`],
      ]);
      expect(value).toBeGreaterThan(25);
    },
  );

  test('what ffprobe does not tell is nothing', () => {
    expect(readMastering('')).toBeNull();
    expect(readMastering('{"frames":[{"side_data_list":[{"side_data_type":"x"}]}]}')).toBeNull();
  });
});

describe('sound', () => {
  const level = (file: string, filter: string) =>
    number(/mean_volume: (-?[\d.]+)/, ['-i', file, '-vn', '-af', `${filter},volumedetect`]);

  test('loudness comes to -16 LUFS', async () => {
    const file = await make('quiet.mp4', null, { enhance: { volume: 'loudness' } });
    const loudness = await number(/I:\s+(-?[\d.]+) LUFS/, ['-i', file, '-vn', '-af', 'ebur128']);
    expect(Math.abs(loudness + 16)).toBeLessThan(2);
  });

  test('gain control raises what is quiet', async () => {
    const file = await make('quiet.mp4', null, { enhance: { volume: 'gain' } });
    expect(await level(file, 'anull')).toBeGreaterThan((await level(at('quiet.mp4'), 'anull')) + 3);
  });

  test('voices are in the middle and the background beside it', async () => {
    const middle = 'bandpass=f=440:width_type=h:w=40';
    const side = 'bandpass=f=1000:width_type=h:w=40';
    const kept = async (keep: 'vocal' | 'background') =>
      make('stereo.mp4', null, { bitrate: 192_000, enhance: { separate: { kind: 'music', keep } } });
    const [vocal, background] = [await kept('vocal'), await kept('background')];
    const balance = async (file: string) => (await level(file, middle)) - (await level(file, side));
    const before = await balance(at('stereo.mp4'));
    expect(await balance(background)).toBeLessThan(before - 20);
    expect(await balance(vocal)).toBeGreaterThan(before);
  });

  test('noise, clicks and hissing', async () => {
    const file = await make('quiet.mp4', null, { enhance: { denoise: true, declick: true, deesser: true } });
    expect(await number(/audio:(\d+)kB/, ['-i', file, '-vn'])).toBeGreaterThan(0);
  });
});

describe('content-adaptive quality', () => {
  test('the highest factor that reaches the target', async () => {
    for (const limit of [17, 18, 24, 31, 40]) {
      const asked: number[] = [];
      const { quality } = await highestQuality(async (factor) => {
        asked.push(factor);
        return factor <= limit ? 1 : 0;
      }, 0.5);
      expect(quality).toBe(Math.min(31, Math.max(18, limit)));
      expect(asked.length).toBeLessThanOrEqual(4);
    }
  });

  test('samples lie within the part, spread over it', () => {
    expect(samplesOf(5, 2)).toEqual([{ start: 5, length: 2 }]);
    expect(samplesOf(0, 60).map(({ start }) => start)).toEqual([9.25, 29.25, 49.25]);
    expect(samplesOf(100, 10_000)).toHaveLength(6);
  });

  test('noise gets more bits than a still picture, and the bound holds', async () => {
    const config = readConfig({ INTERNAL_TOKEN: 't' });
    const qualityOf = async (name: string) => {
      const output = outputOf({ rateControl: 'content', bitrate: 0, width: 80 });
      delete output.video?.quality;
      const source = await sourceFrom(name);
      const found = await withContentQuality(output, at(name), source, folder, { config, signal });
      return found.video?.quality ?? -1;
    };
    const [noise, still] = [await qualityOf('noisy.mp4'), await qualityOf('dark.mp4')];
    expect(still).toBe(31);
    expect(noise).toBeGreaterThanOrEqual(18);
    expect(noise).toBeLessThan(still);
    const bounded = outputOf({ rateControl: 'content', bitrate: 50_000, quality: 18 });
    const args = mediaCommand(at('noisy.mp4'), await sourceFrom('noisy.mp4'), [{ output: bounded, folder }]);
    expect(args.join(' ')).toContain('-crf 18 -maxrate 50000 -bufsize 100000');
  });
});
