// Each container with each codec that it may have, made by ffmpeg and read back by ffprobe.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip } from '../../../test/backend/clips.ts';
import type { AudioSpec, MediaOutput, VideoSpec } from '../../contract/media.ts';
import { mainFile, mediaCommand } from './command.ts';
import { encode } from './encode.ts';
import { mediaFacts } from './facts.ts';
import { countPackets } from './packets.ts';
import { probeInput, probeOutput } from './probe.ts';
import { sourceOf } from './source.ts';
import { outputFailure } from './streams.ts';

const signal = new AbortController().signal;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'));
  const picture = 'testsrc2=size=128x96:rate=10:duration=2';
  const tone = (hertz: number) => `sine=frequency=${hertz}:sample_rate=48000:duration=2`;
  await clip(
    join(folder, 'in.mkv'),
    [picture, tone(440), tone(880)],
    [
      ...['-map', '0', '-map', '1', '-map', '2', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10'],
      ...['-c:a', 'aac', '-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=ger'],
    ],
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const video = (codec: VideoSpec['codec'], more: Partial<VideoSpec> = {}): VideoSpec => ({
  ...{ codec, profile: '', bitrate: 200_000, rateControl: 'vbr', fps: 0, width: 0, height: 0 },
  ...{ adaptive: true, fill: 'black', gop: 0 },
  ...more,
});
const audio = (codec: AudioSpec['codec'], more: Partial<AudioSpec> = {}): AudioSpec => ({
  ...{ codec, bitrate: 64_000, sampleRate: 0, channels: 2 },
  ...more,
});
const hls = (segment: Partial<NonNullable<MediaOutput['segment']>>) => ({
  pattern: 'a_{number}.ts',
  number: { initial: 0, increment: 1, minLength: 1, placeholder: '0' },
  ...segment,
});

async function make(
  part: Partial<MediaOutput> & Pick<MediaOutput, 'container'>,
  input = join(folder, 'in.mkv'),
) {
  const source = sourceOf(await probeInput('ffprobe', input, signal), (await stat(input)).size);
  const output: MediaOutput = {
    ...{ kind: 'media', subtask: 0, video: null, audio: null, main: 'a', segment: null },
    ...part,
  };
  expect(outputFailure(output, source)).toBeNull();
  const out = await mkdtemp(join(folder, 'out-'));
  const args = mediaCommand(input, source, [{ output, folder: out }]);
  await encode({ ffmpeg: 'ffmpeg', args, cwd: out, duration: 2, stallMs: 60_000, signal, onTime: () => {} });
  const main = mainFile({ output, folder: out });
  const probed = await probeOutput('ffprobe', main, signal);
  const facts = mediaFacts(probed, (await stat(main)).size, await countPackets('ffprobe', main, signal));
  return { facts, probed, main, out };
}

function ffprobe(file: string, entries: string, ...more: string[]): string[] {
  const show = ['-v', 'error', ...more, '-show_entries', entries, '-of', 'csv=p=0'];
  return execFileSync('ffprobe', [...show, file], { encoding: 'utf8' })
    .trim()
    .split('\n');
}

const streamEntry = (file: string, name: string) =>
  ffprobe(file, `stream=${name}`, '-select_streams', 'v')[0];

/** Seconds of the key frames. */
const keyTimes = (file: string) =>
  ffprobe(file, 'packet=pts_time,flags', '-select_streams', 'v')
    .filter((line) => line.includes('K'))
    .map((line) => Number(line.split(',')[0]));

/** How often the sound of a WAV file of 16 bits changes its sign. */
async function crossings(file: string): Promise<number> {
  const bytes = (await readFile(file)).subarray(44);
  let count = 0;
  let last = 0;
  for (let at = 0; at + 1 < bytes.length; at += 4) {
    const sample = Math.sign(bytes.readInt16LE(at));
    if (sample !== 0 && last !== 0 && sample !== last) count += 1;
    if (sample !== 0) last = sample;
  }
  return count;
}

test.each<[MediaOutput['container'], VideoSpec['codec'] | null, AudioSpec['codec'] | null, string]>([
  ['mp4', 'h264', 'aac', 'h264 aac aac'],
  ['mp4', 'h265', 'mp3', 'hevc mp3 mp3'],
  ['mp4', 'av1', 'ac3', 'av1 ac3 ac3'],
  ['mp4', 'h264', 'eac3', 'h264 eac3 eac3'],
  ['mov', 'h264', 'pcm24', 'h264 pcm_s24le pcm_s24le'],
  ['mov', 'h265', 'aac', 'hevc aac aac'],
  ['flv', 'h264', 'mp3', 'h264 mp3'],
  ['ts', 'h264', 'mp2', 'h264 mp2 mp2'],
  ['ts', 'h265', 'eac3', 'hevc eac3 eac3'],
  ['mkv', 'h265', 'flac', 'hevc flac flac'],
  ['mkv', 'vp8', 'vorbis', 'vp8 vorbis vorbis'],
  ['mkv', 'av1', 'opus', 'av1 opus opus'],
  ['webm', 'vp8', 'vorbis', 'vp8 vorbis vorbis'],
  ['webm', 'vp9', 'opus', 'vp9 opus opus'],
  ['webm', 'av1', 'opus', 'av1 opus opus'],
  ['mxf', 'mpeg2', 'pcm16', 'mpeg2video pcm_s16le pcm_s16le'],
  ['mxf', 'mpeg2', 'pcm24', 'mpeg2video pcm_s24le pcm_s24le'],
  ['mp3', null, 'mp3', 'mp3'],
  ['m4a', null, 'aac', 'aac'],
  ['m4a', null, 'ac3', 'ac3'],
  ['flac', null, 'flac', 'flac'],
  ['ogg', null, 'flac', 'flac'],
  ['ogg', null, 'opus', 'opus'],
  ['ogg', null, 'vorbis', 'vorbis'],
  ['wav', null, 'pcm16', 'pcm_s16le'],
  ['wav', null, 'pcm24', 'pcm_s24le'],
  ['mkv', 'copy', 'copy', 'h264 aac aac'],
  ['mov', 'copy', null, 'h264'],
])('%s with %s and %s', async (container, videoCodec, audioCodec, codecs) => {
  const { facts } = await make({
    container,
    video: videoCodec && video(videoCodec),
    audio: audioCodec && audio(audioCodec),
  });
  expect([...facts.video, ...facts.audio].map(({ codec }) => codec).join(' ')).toBe(codecs);
  expect(facts.duration).toBeGreaterThan(1.9);
  expect(facts.duration).toBeLessThan(2.3);
  for (const stream of facts.video) expect([stream.width, stream.height]).toEqual([128, 96]);
});

test('10 bits in each codec that has them', async () => {
  for (const codec of ['h264', 'h265', 'vp9', 'av1'] as const) {
    const { main } = await make({ container: 'mkv', video: video(codec, { bitDepth: 10 }) });
    expect(streamEntry(main, 'pix_fmt')).toBe('yuv420p10le');
  }
});

test.each<[VideoSpec['codec'], Partial<VideoSpec>]>([
  ['h264', { rateControl: 'crf', quality: 30 }],
  ['h265', { rateControl: 'crf', quality: 30 }],
  ['vp8', { rateControl: 'crf', quality: 30 }],
  ['vp9', { rateControl: 'crf', quality: 30 }],
  ['av1', { rateControl: 'crf', quality: 30 }],
  ['h264', { quality: 30 }],
  ['h265', { quality: 30 }],
  ['vp9', { quality: 30 }],
  ['av1', { quality: 30 }],
  ['h264', { rateControl: 'cbr' }],
  ['h265', { rateControl: 'cbr' }],
  ['vp8', { rateControl: 'cbr' }],
  ['vp9', { rateControl: 'abr' }],
])('%s with %j', async (codec, rate) => {
  const { facts } = await make({ container: 'mkv', video: video(codec, rate) });
  expect(facts.video[0]?.bitrate).toBeGreaterThan(5_000);
  expect(facts.video[0]?.bitrate).toBeLessThan(500_000);
});

test('a worse rate factor makes a smaller file', async () => {
  const size = async (quality: number) => {
    const { facts } = await make({ container: 'mp4', video: video('h264', { rateControl: 'crf', quality }) });
    return facts.size;
  };
  expect(await size(45)).toBeLessThan((await size(20)) / 2);
});

test('a transport stream of constant rate is filled up to it', async () => {
  const cbr = video('h264', { rateControl: 'cbr', bitrate: 1_000_000, gop: 10 });
  const { facts } = await make({ container: 'ts', video: cbr });
  expect(facts.video[0]?.bitrate).toBeGreaterThan(850_000);
  expect(facts.video[0]?.bitrate).toBeLessThan(1_150_000);
});

test('level, B-frames and profile are written as asked', async () => {
  const baseline = video('h264', { profile: 'main', level: '4.1', bFrames: 0 });
  const { main } = await make({ container: 'mp4', video: baseline });
  expect(streamEntry(main, 'profile,level,has_b_frames')).toBe('Main,0,41');
  const hevc = await make({ container: 'mp4', video: video('h265', { level: '4.1', bFrames: 0 }) });
  // HEVC counts levels in thirtieths.
  expect(streamEntry(hevc.main, 'has_b_frames,level')).toBe('0,123');
});

test.each<[string, Partial<VideoSpec>, number[]]>([
  ['5 frames', { gop: 5 }, [0, 0.5, 1, 1.5]],
  ['a second', { gop: 1, gopUnit: 'second' }, [0, 1]],
])('a key frame every %s', async (_name, gop, times) => {
  const { main } = await make({ container: 'mp4', video: video('h264', gop) });
  expect(keyTimes(main)).toEqual(times);
  const vp9 = await make({ container: 'webm', video: video('vp9', gop) });
  expect(keyTimes(vp9.main)).toEqual(times);
});

test('pixels of twice their height', async () => {
  const { main } = await make({ container: 'mp4', video: video('h264', { sampleAspect: '2:1' }) });
  expect(streamEntry(main, 'width,sample_aspect_ratio')).toBe('128,2:1');
});

test.each(['mp4', 'mov', 'mkv', 'ts', 'webm', 'flv'] as const)(
  'all tracks in their order and with their languages, where nobody chose: %s',
  async (container) => {
    const webm = container === 'webm';
    const { main } = await make({
      container,
      ...{ video: video(webm ? 'vp8' : 'h264'), audio: audio(webm ? 'vorbis' : 'aac', { bitrate: 0 }) },
    });
    const languages = ffprobe(main, 'stream_tags=language', '-select_streams', 'a');
    // FLV has one track, and no languages.
    expect(languages).toEqual(container === 'flv' ? [''] : ['eng', 'ger']);
    const pitches = await Promise.all(
      languages.map(async (_, track) => {
        const sound = `${main}.${track}.wav`;
        execFileSync('ffmpeg', ['-v', 'error', '-i', main, '-map', `0:a:${track}`, '-ac', '2', sound]);
        return Math.round((await crossings(sound)) / 2 / 2 / 440);
      }),
    );
    expect(pitches).toEqual(container === 'flv' ? [1] : [1, 2]);
  },
);

test('of a copy, the further tracks that the container can hold; a first one that it can not hold is told', async () => {
  const input = join(folder, 'in.mkv');
  const other = join(folder, 'mixed.mkv');
  const codecs = ['-c', 'copy', '-c:a:1', 'flac', '-c:a:2', 'mp3'];
  const maps = ['-map', '0:v', '-map', '0:a:0', '-map', '0:a:1', '-map', '0:a:1'];
  execFileSync('ffmpeg', ['-v', 'error', '-i', input, ...maps, ...codecs, '-y', other]);
  const copy = { video: video('copy'), audio: audio('copy') };
  const made = async (container: 'mp4' | 'mkv' | 'ts') =>
    (await make({ container, ...copy }, other)).facts.audio.map(({ codec }) => codec);
  expect(await made('mkv')).toEqual(['aac', 'flac', 'mp3']);
  expect(await made('mp4')).toEqual(['aac', 'mp3']);
  const source = sourceOf(await probeInput('ffprobe', other, signal), (await stat(other)).size);
  const output: MediaOutput = {
    ...{ kind: 'media', subtask: 0, container: 'mp4', main: 'a', segment: null },
    ...copy,
  };
  expect(outputFailure(output, { ...source, audio: [...source.audio].reverse() })).toBeNull();
  const flacFirst = { ...source, audio: source.audio.slice(1) };
  expect(outputFailure(output, flacFirst)?.code).toBe('InvalidInput.ConfigurationUnsupported');
});

test('tracks that are asked for', async () => {
  const both = await make({
    container: 'mov',
    video: video('copy'),
    audio: audio('aac', { tracks: [1, 0], bitrate: 0 }),
  });
  expect(both.facts.audio).toHaveLength(2);
  const second = await make({ container: 'wav', audio: audio('pcm16', { tracks: [1] }) });
  // 880 Hz crosses zero 1760 times a second, 440 Hz half as often.
  expect(await crossings(second.main)).toBeGreaterThan(1700 * 2);
});

test.each<[string, { start: number; end: number }, number]>([
  ['from 0.5', { start: 0.5, end: 0 }, 1.5],
  ['0.5 to 1.5', { start: 0.5, end: 1.5 }, 1],
  ['the last second', { start: -1, end: 0 }, 1],
  ['all but the last half second', { start: 0, end: -0.5 }, 1.5],
])('%s', async (_name, part, seconds) => {
  const { facts } = await make({ container: 'mp4', video: video('h264'), audio: audio('aac'), clip: part });
  expect(Math.abs(facts.videoDuration - seconds)).toBeLessThan(0.11);
  expect(Math.abs(facts.audioDuration - seconds)).toBeLessThan(0.05);
});

test('times of the source are kept, those of a part too', async () => {
  const kept = video('h264', { keepTimes: true });
  const { main } = await make({ container: 'mp4', video: kept, clip: { start: 1, end: 0 } });
  const frames = (file: string) =>
    ffprobe(file, 'packet=pts_time', '-select_streams', 'v')
      .map(Number)
      .toSorted((a, b) => a - b);
  const late = frames(join(folder, 'in.mkv')).filter((time) => time >= 1);
  expect(late).toHaveLength(10);
  expect(frames(main).map((time) => time.toFixed(3))).toEqual(late.map((time) => time.toFixed(3)));
});

test('HLS with fragmented MP4', async () => {
  const segment = hls({ type: 'fmp4', pattern: 'a_{number}.m4s', init: 'a_init.mp4', seconds: 1 });
  const part = { container: 'hls', video: video('h265'), audio: audio('aac'), segment } as const;
  const { facts, main, out } = await make(part);
  expect(facts.video[0]?.codecs).toMatch(/^hvc1/);
  expect((await readdir(out)).toSorted()).toEqual(['000000.m4s', '000001.m4s', 'init.mp4', 'main.m3u8']);
  const manifest = await readFile(main, 'utf8');
  expect(manifest).toContain('#EXT-X-MAP:URI="init.mp4"');
  expect(manifest.match(/#EXTINF/g)).toHaveLength(2);
});

test.each([
  ['ts-ranges', 'all.ts'],
  ['fmp4-ranges', 'all.mp4'],
] as const)('HLS of %s', async (type, file) => {
  const segment = hls({ type, seconds: 1 });
  const { facts, main, out } = await make({
    container: 'hls',
    video: video('h264'),
    audio: audio('aac'),
    segment,
  });
  expect(facts.duration).toBeGreaterThan(1.9);
  expect((await readdir(out)).toSorted()).toEqual([file, 'main.m3u8']);
  expect((await readFile(main, 'utf8')).match(/#EXT-X-BYTERANGE/g)).toHaveLength(2);
});

test('segments are as long as asked for', async () => {
  const segment = hls({ seconds: 1 });
  const { main } = await make({ container: 'hls', video: video('h264'), segment });
  expect((await readFile(main, 'utf8')).match(/#EXTINF:[\d.]+/g)).toEqual([
    '#EXTINF:1.000000',
    '#EXTINF:1.000000',
  ]);
});
