import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, remux, TONE, VIDEO } from '../../../test/backend/clips.ts';
import { MediaFacts } from '../../contract/facts.ts';
import { mediaFacts } from './facts.ts';
import { FfprobeOutput } from './ffprobeOutput.ts';
import { countPackets } from './packets.ts';
import { probeInput } from './probe.ts';
import { sourceOf } from './source.ts';

const signal = new AbortController().signal;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function source(file: string) {
  return sourceOf(await probeInput('ffprobe', file, signal), (await stat(file)).size);
}

test('a real recording', async () => {
  const { facts, video, audio } = await source(resolve('test/media/hello.mov'));
  expect(facts).toMatchObject({
    size: 4288377,
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    bitrate: 3861634 + 247250,
    duration: 8.334,
    videoDuration: 8.333333,
    audioDuration: 8.32,
    width: 1280,
    height: 720,
    rotate: 0,
  });
  expect(facts.video).toEqual([
    {
      codec: 'h264',
      codecs: 'avc1.64001f',
      width: 1280,
      height: 720,
      bitrate: 3861634,
      fpsNumerator: 30,
      fpsDenominator: 1,
      colorPrimaries: '',
      colorSpace: '',
      colorTransfer: '',
      hdr: '',
    },
  ]);
  expect(facts.audio).toEqual([
    { codec: 'aac', codecs: 'mp4a.40.2', bitrate: 247250, sampleRate: 48000, channels: 2 },
  ]);
  expect(video).toMatchObject({ index: 0, width: 1280, height: 720, plain: true, fps: 30, variableFps: 0 });
  expect(audio[0]).toMatchObject({ index: 1 });
});

test('a rotated recording is displayed upright, its facts tell the coded size', async () => {
  const plain = await clip(join(folder, 'plain.mp4'), [VIDEO(0.4)], QUICK);
  // ffmpeg 5.1 counts this option counter-clockwise.
  const file = await remux(join(folder, 'rotated.mp4'), plain, [], ['-metadata:s:v:0', 'rotate=270']);
  const { facts, video, audio } = await source(file);
  expect(facts).toMatchObject({ width: 320, height: 180, rotate: 90, audioDuration: 0, audio: [] });
  expect(video).toMatchObject({ width: 180, height: 320, plain: false });
  expect(audio).toEqual([]);
});

test('pixels that are not square are displayed as they should look', async () => {
  const file = await clip(join(folder, 'sar.mp4'), [VIDEO(0.4)], ['-vf', 'setsar=4/3', ...QUICK]);
  expect((await source(file)).video).toMatchObject({ width: 427, height: 180, plain: false });
});

test('a variable frame rate is seen', async () => {
  const gaps = ['-vf', "select='not(mod(n,3))+not(mod(n,4))'", '-fps_mode', 'vfr'];
  const file = await clip(join(folder, 'vfr.mp4'), [VIDEO(2)], [...gaps, ...QUICK]);
  const { video } = await source(file);
  expect(video?.variableFps).toBe(25);
  expect(video?.fps).toBeGreaterThan(11);
  expect(video?.fps).toBeLessThan(14);
});

test('cover art is no video', async () => {
  const cover = [
    '-map',
    '0:a',
    '-map',
    '1:v',
    '-frames:v',
    '1',
    '-c:v',
    'mjpeg',
    '-disposition:v',
    'attached_pic',
  ];
  const file = await clip(join(folder, 'cover.mp3'), [TONE(1), VIDEO(1)], cover);
  const { facts, video, audio } = await source(file);
  expect(video).toBeNull();
  expect(audio[0]).toMatchObject({ codec: 'mp3', codecs: 'mp4a.40.34', sampleRate: 48000, channels: 1 });
  expect(facts).toMatchObject({ container: 'mp3', width: 0, height: 0, video: [], videoDuration: 0 });
});

test('H.265 codec strings are the same from mp4 and from a transport stream', async () => {
  const x265 = [
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-x265-params',
    'log-level=error',
  ];
  const mp4 = await clip(join(folder, 'hevc.mp4'), [VIDEO(0.4)], [...x265, '-tag:v', 'hvc1']);
  const ts = await remux(join(folder, 'hevc.ts'), mp4, []);
  expect((await source(mp4)).facts.video[0]).toMatchObject({ codec: 'hevc', codecs: 'hvc1.1.6.L60.90' });
  expect((await source(ts)).facts.video[0]).toMatchObject({ codec: 'hevc', codecs: 'hvc1.1.6.L60.90' });
});

test('HDR10 and its colours are told', async () => {
  const hdr = ['-color_primaries', 'bt2020', '-colorspace', 'bt2020nc', '-color_trc', 'smpte2084'];
  const file = await clip(join(folder, 'hdr.mp4'), [VIDEO(0.4)], [...QUICK, ...hdr]);
  expect((await source(file)).facts.video[0]).toMatchObject({
    hdr: 'HDR10',
    colorPrimaries: 'bt2020',
    colorSpace: 'bt2020nc',
    colorTransfer: 'smpte2084',
  });
});

test('bit rates that a container does not tell are what is left of the whole, or counted', async () => {
  const file = await clip(join(folder, 'both.mkv'), [VIDEO(2), TONE(2)], QUICK);
  const probed = await probeInput('ffprobe', file, signal);
  const { size } = await stat(file);
  const left = mediaFacts(probed, size);
  expect(left.video[0]?.bitrate).toBe(left.bitrate);
  const counted = mediaFacts(probed, size, await countPackets('ffprobe', file, signal));
  const audio = counted.audio[0]?.bitrate ?? 0;
  expect(audio).toBeGreaterThan(40_000);
  expect(audio).toBeLessThan(90_000);
  expect(counted.bitrate).toBe((counted.video[0]?.bitrate ?? 0) + audio);
  expect(counted.bitrate).toBeLessThan(left.bitrate);
});

test.each(['-3', '1e-300', '1e300', 'inf', 'nan', 'N/A'])(
  'a duration of %s makes facts that the edge takes',
  (duration) => {
    const streams = [
      { index: 0, codec_type: 'video', codec_name: 'h264', width: 2, height: 2, duration, bit_rate: '-5' },
      {
        index: 1,
        codec_type: 'audio',
        codec_name: 'aac',
        channels: 1,
        sample_rate: '-1',
        duration,
        bit_rate: '1e300',
      },
    ];
    const probed = FfprobeOutput.parse({ streams, format: { format_name: 'mov', duration } });
    const facts = mediaFacts(probed, 2 ** 50);
    expect(MediaFacts.safeParse(facts).error).toBeUndefined();
  },
);

test('a picture that is shorter than its sound keeps the rate that its container tells', async () => {
  const args = ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'];
  const file = await clip(join(folder, 'short.mp4'), [VIDEO(1), TONE(20)], args);
  const { facts } = await source(file);
  const { bytes } = (await countPackets('ffprobe', file, signal)).get(0)!;
  expect(facts.video[0]!.bitrate / (bytes * 8)).toBeCloseTo(1, 1);
});
