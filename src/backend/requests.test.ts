// Parameters of requests, planned as the edge plans them and made by a whole backend: what the files then are.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, TONE } from '../../test/backend/clips.ts';
import { framesOf } from '../../test/backend/frames.ts';
import { type OneBackend, oneBackend } from '../../test/backend/oneBackend.ts';
import { jobOn } from '../../test/backend/testEdge.ts';
import { Output } from '../contract/output.ts';
import type { ProcessMediaRequest } from '../mps/requests.ts';
import { planProcessMedia } from '../plan/processMedia.ts';

type Tasks = NonNullable<ProcessMediaRequest['MediaProcessTask']>;
type Task = NonNullable<Tasks['TranscodeTaskSet']>[number];
type Raw = NonNullable<Task['RawParameter']>;

const run = promisify(execFile);
let whole: OneBackend;

beforeAll(async () => {
  whole = await oneBackend({ SLOTS: '2', READY_PROBE: '0' });
  const source = await clip(
    join(whole.folder, 'source.mp4'),
    ['testsrc2=s=320x180:r=25:d=4', TONE(4), 'sine=frequency=880:duration=4:sample_rate=48000'],
    [
      '-map',
      '0',
      '-map',
      '1',
      '-map',
      '2',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-c:a',
      'aac',
      '-b:a',
      '96k',
    ],
  );
  whole.edge.inputs.set('source.mp4', new Uint8Array(await readFile(source)));
});
afterAll(() => whole.stop());

/** Runs what is asked for; answers where its files lie. */
async function made(id: string, MediaProcessTask: Tasks): Promise<string[]> {
  const InputInfo = { Type: 'COS', CosInputInfo: { Bucket: 'b', Region: 'r', Object: `/${id}/in.mp4` } };
  const { jobs } = planProcessMedia({ InputInfo, MediaProcessTask }, '1250000000');
  const outputs = jobs.flatMap((job) => job.outputs.map((output) => Output.parse(output)));
  const { edge, backend } = whole;
  const init = {
    method: 'POST',
    headers: { authorization: `Bearer ${edge.token}` },
    body: JSON.stringify(jobOn('source.mp4', outputs, { id })),
  };
  expect((await fetch(`${backend.url}/jobs`, init)).status).toBe(202);
  expect(await edge.final(id)).toMatchObject({ failure: null });
  expect(edge.results(id).map((one) => (one.status === 'failed' ? one.failure : 'made'))).toEqual(
    outputs.map(() => 'made'),
  );
  const files: string[] = [];
  for (const [key, bytes] of edge.stored) {
    if (!key.startsWith(`${id}/`)) continue;
    const file = join(whole.folder, 'made', key);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
    files.push(file);
  }
  return files;
}

async function probe(file: string, entries: string, ...more: string[]): Promise<string[]> {
  const args = [
    '-v',
    'error',
    '-allowed_extensions',
    'ALL',
    ...more,
    '-show_entries',
    entries,
    '-of',
    'csv=p=0',
    file,
  ];
  const options = file.endsWith('.m3u8') ? args : args.filter((one) => !/allowed_ext|^ALL$/.test(one));
  const { stdout } = await run('ffprobe', options);
  // A line of a stream with other data ends with a comma.
  return stdout.split('\n').flatMap((line) => line.replace(/,$/, '') || []);
}

/** Times of the key frames. */
async function keys(file: string): Promise<number[]> {
  const packets = await probe(file, 'packet=pts_time,flags', '-select_streams', 'v');
  const times = packets.filter((line) => line.includes(',K')).map(Number.parseFloat);
  return times.map((time) => Math.round((time - (times[0] ?? 0)) * 1000) / 1000);
}

const VideoTemplate = { Codec: 'h264', Fps: 0, Bitrate: 300 };
const AudioTemplate = { Codec: 'aac', Bitrate: 64, SampleRate: 44_100 };

/** The main file of a transcoding. */
async function transcoded(id: string, part: Partial<Raw>, more: Partial<Task> = {}): Promise<string> {
  const RawParameter = { Container: 'mp4', VideoTemplate, AudioTemplate, ...part };
  const files = await made(id, { TranscodeTaskSet: [{ Definition: 0, RawParameter, ...more }] });
  return files.find((file) => /\.m3u8$/.test(file)) ?? files.at(-1)!;
}

type VideoPart = Partial<NonNullable<Raw['VideoTemplate']>>;

test.each<[string, VideoPart, string, string]>([
  ['Fps and FpsDenominator', { Fps: 30_000, FpsDenominator: 1001 }, 'r_frame_rate', '30000/1001'],
  ['Fps', { Fps: 12 }, 'nb_frames', '48'],
  ['VideoProfile', { VideoProfile: 'baseline' }, 'profile', 'Constrained Baseline'],
  ['VideoLevel', { VideoLevel: '4.1' }, 'level', '41'],
  ['Bframes', { Bframes: 0 }, 'has_b_frames', '0'],
  ['BitDepth', { BitDepth: 10 }, 'pix_fmt', 'yuv420p10le'],
  ['Sar', { Sar: '2:1' }, 'sample_aspect_ratio', '2:1'],
  ['Width', { Width: 160 }, 'width,height', '160,90'],
  ['Height', { Height: 120 }, 'width,height', '214,120'],
  ['ResolutionAdaptive', { Width: 90, Height: 160, ResolutionAdaptive: 'close' }, 'width,height', '90,160'],
  ['Codec', { Codec: 'libx265' }, 'codec_name,codec_tag_string', 'hevc,hvc1'],
  ['Codec av1', { Codec: 'av1' }, 'codec_name', 'av1'],
  ['RawPts', { RawPts: 1 }, 'nb_frames', '100'],
])('VideoTemplate.%s', async (name, part, entries, expected) => {
  const id = `video-${name.replaceAll(' ', '-')}`;
  const file = await transcoded(id, { VideoTemplate: { ...VideoTemplate, ...part } });
  expect(await probe(file, `stream=${entries}`, '-select_streams', 'v')).toEqual([expected]);
});

test.each<[string, VideoPart, number[]]>([
  ['Gop', { Gop: 30 }, [0, 1.2, 2.4, 3.6]],
  ['GopUnit', { Gop: 2, GopUnit: 'second' }, [0, 2]],
])('VideoTemplate.%s', async (name, part, expected) => {
  expect(
    await keys(await transcoded(`keys-${name}`, { VideoTemplate: { ...VideoTemplate, ...part } })),
  ).toEqual(expected);
});

test.each<[string, VideoPart, number, number]>([
  ['ABR', { Mode: 'ABR', Bitrate: 400 }, 0.75, 1.25],
  ['CBR', { Mode: 'CBR', Bitrate: 400 }, 0.8, 1.25],
  ['VBR', { Mode: 'VBR', Bitrate: 400 }, 0.6, 1.4],
  ['VCRF', { Mode: 'VCRF', Vcrf: 51, Bitrate: 5000 }, 0, 0.1],
])('VideoTemplate.Mode %s', async (name, part, least, most) => {
  const file = await transcoded(`mode-${name}`, { VideoTemplate: { ...VideoTemplate, ...part } });
  const [rate] = await probe(file, 'stream=bit_rate', '-select_streams', 'v');
  const asked = (part.Bitrate ?? 0) * 1000;
  expect(Number(rate) / asked).toBeGreaterThan(least);
  expect(Number(rate) / asked).toBeLessThan(most);
});

test.each<[string, VideoPart, [number, number, number]]>([
  ['white', { FillType: 'white' }, [255, 255, 255]],
  ['black', { FillType: 'black' }, [0, 0, 0]],
  ['black where none is given', {}, [0, 0, 0]],
])('VideoTemplate.FillType %s', async (name, part, expected) => {
  const size = { Width: 200, Height: 200 };
  const id = `fill-${name.replaceAll(' ', '-')}`;
  const file = await transcoded(id, { VideoTemplate: { ...VideoTemplate, ...size, ...part } });
  const [frame] = await framesOf(file);
  expect([frame?.width, frame?.height]).toEqual([200, 200]);
  for (const [n, value] of frame!.at(100, 10).entries())
    expect(Math.abs(value - expected[n]!)).toBeLessThan(12);
});

test.each<[string, Partial<Raw>, string, string[]]>([
  [
    'SampleRate',
    { AudioTemplate: { ...AudioTemplate, SampleRate: 32_000 } },
    'sample_rate',
    ['32000', '32000'],
  ],
  ['AudioChannel', { AudioTemplate: { ...AudioTemplate, AudioChannel: 1 } }, 'channels', ['1', '1']],
  ['StreamSelects, not given', {}, 'codec_name', ['aac', 'aac']],
  [
    'Codec',
    { AudioTemplate: { ...AudioTemplate, Codec: 'ac3', SampleRate: 48_000 } },
    'codec_name',
    ['ac3', 'ac3'],
  ],
  ['RemoveAudio', { RemoveAudio: 1 }, 'codec_name', []],
])('AudioTemplate: %s', async (name, part, entries, expected) => {
  const file = await transcoded(`audio-${name.replaceAll(/\W/g, '-')}`, part);
  expect(await probe(file, `stream=${entries}`, '-select_streams', 'a')).toEqual(expected);
});

test('RemoveVideo, and the part of the source', async () => {
  const file = await transcoded('sound', { RemoveVideo: 1 }, { StartTimeOffset: 1, EndTimeOffset: -1 });
  expect(await probe(file, 'stream=codec_type')).toEqual(['audio', 'audio']);
  expect(Math.abs(Number((await probe(file, 'format=duration'))[0]) - 2)).toBeLessThan(0.06);
});

test.each<[number, string]>([
  [0, '/seg_000\\.ts$'],
  [7, '/seg_000\\.m4s$'],
])('SegmentType %d with HlsTime and names', async (SegmentType, name) => {
  const id = `hls-${SegmentType}`;
  const names = {
    OutputObjectPath: `/${id}/list.{format}`,
    SegmentObjectName: 'seg_{number}.{format}',
    ObjectNumberFormat: { InitialValue: 0, Increment: 5, MinLength: 3, PlaceHolder: '0' },
  };
  const file = await transcoded(
    id,
    { Container: 'hls', VideoTemplate: { ...VideoTemplate, HlsTime: 2, SegmentType } },
    names,
  );
  expect(file).toMatch(/list\.m3u8$/);
  const stored = [...whole.edge.stored.keys()].filter((key) => key.startsWith(`${id}/`));
  expect(stored.some((key) => new RegExp(name).test(key))).toBe(true);
  expect(stored.some((key) => /seg_005\./.test(key))).toBe(true);
  const text = new TextDecoder().decode(whole.edge.stored.get(`${id}/list.m3u8`));
  expect([...text.matchAll(/EXTINF:([\d.]+)/g)].map(([, seconds]) => Math.round(Number(seconds)))).toEqual([
    2, 2,
  ]);
  expect(await keys(file)).toEqual([0, 2]);
});
