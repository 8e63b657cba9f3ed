// What ffmpeg makes of ladders, and what independent readers of manifests make of that.
import { execFile } from 'node:child_process';
import { createDecipheriv } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import HLS from 'hls-parser';
import { parse as parseMpd } from 'mpd-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, TONE, VIDEO } from '../../../test/backend/clips.ts';
import { ladderOutput, rungs } from '../../../test/backend/ladderOutput.ts';
import { type MadeLadder, madeLadder } from '../../../test/backend/ladders.ts';
import { aac, h264 } from '../../../test/backend/specs.ts';
import type { LadderOutput } from '../../contract/ladder.ts';

const run = promisify(execFile);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ladders-'));
  const gaps = ['-vf', "select='not(mod(n,3))+not(mod(n,4))'", '-fps_mode', 'vfr'];
  await Promise.all([
    clip(join(folder, 'av.mp4'), [VIDEO(2.6), TONE(2.6)], QUICK),
    clip(join(folder, 'mute.mp4'), [VIDEO(2.2, '322x180', '30000/1001')], QUICK),
    clip(join(folder, 'sound.m4a'), [TONE(2.2)]),
    clip(
      join(folder, 'portrait.mkv'),
      ['testsrc=duration=1.2:size=99x175:rate=25', TONE(1.2)],
      [...gaps, ...QUICK, '-pix_fmt', 'yuv444p'],
    ),
    clip(
      join(folder, 'two.mkv'),
      [VIDEO(1.2), TONE(1.2), 'sine=frequency=880:duration=1.2'],
      [
        ...QUICK,
        '-map',
        '0',
        '-map',
        '1',
        '-map',
        '2',
        '-metadata:s:a:0',
        'language=eng',
        '-metadata:s:a:1',
        'language=ger',
      ],
    ),
    clip(
      join(folder, 'late.mp4'),
      [TONE(2)],
      ['-f', 'lavfi', '-itsoffset', '0.4', '-i', VIDEO(1.6), '-map', '0', '-map', '1', ...QUICK],
    ),
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function made(file: string, part: Partial<LadderOutput> = {}): Promise<MadeLadder> {
  return madeLadder(folder, join(folder, file), ladderOutput(part));
}

/** Times of the key frames, and how many frames there are, of what `file` names. */
async function frames(file: string, kind: 'v' | 'a' = 'v'): Promise<{ keys: number[]; count: number }> {
  const guard = ['-allowed_extensions', 'ALL', '-protocol_whitelist', 'file,crypto,data'];
  const options = file.endsWith('.m3u8') ? guard : [];
  const show = ['-select_streams', kind, '-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...options, ...show, '-i', file]);
  // Packets of transport streams have a line for their side data, too.
  const packets = stdout.split('\n').flatMap((line) => (/^[\d-]/.test(line) ? [line.split(',')] : []));
  const keys = packets.filter(([, flags]) => flags?.startsWith('K')).map(([time]) => Number(time));
  return { keys: keys.map((time) => time - (keys[0] ?? 0)), count: packets.length };
}

/** Decodes all of it; rejects at the first error. */
async function decode(file: string): Promise<void> {
  const guard = file.endsWith('.m3u8') ? ['-allowed_extensions', 'ALL'] : [];
  const { stderr } = await run('ffmpeg', ['-v', 'error', '-xerror', ...guard, '-i', file, '-f', 'null', '-']);
  expect(stderr).toBe('');
}

async function hls({ main }: MadeLadder) {
  const master = HLS.parse(await readFile(main, 'utf8')) as HLS.types.MasterPlaylist;
  const list = async (uri: string) =>
    HLS.parse(
      await readFile(join(dirname(main), decodeURIComponent(uri)), 'utf8'),
    ) as HLS.types.MediaPlaylist;
  const lists = await Promise.all(master.variants.map(({ uri }) => list(uri)));
  return { master, lists, list };
}

test.each<[LadderOutput['segments'], boolean]>([
  ['ts', false],
  ['ts-ranges', true],
  ['fmp4', true],
  ['fmp4-ranges', false],
])('HLS of %s segments, sound apart: %s', async (segments, separateAudio) => {
  const result = await made('av.mp4', { segments, separateAudio });
  const { master, lists, list } = await hls(result);
  expect(master.variants).toMatchObject([
    {
      resolution: { width: 160, height: 90 },
      frameRate: 25,
      codecs: expect.stringMatching(/^avc1\.\w{6},mp4a\.40\.2$/),
    },
    { resolution: { width: 320, height: 180 } },
  ]);
  for (const [n, { uri, bandwidth, averageBandwidth = 0, audio }] of master.variants.entries()) {
    expect(bandwidth).toBeGreaterThanOrEqual(averageBandwidth);
    expect(averageBandwidth).toBeGreaterThan(20_000);
    expect(audio.length).toBe(separateAudio ? 1 : 0);
    const durations = lists[n]?.segments.map(({ duration }) => duration) ?? [];
    expect(durations.slice(0, 2)).toEqual([1, 1]);
    expect(durations[2]).toBeGreaterThan(0.59);
    const file = join(dirname(result.main), uri);
    await decode(file);
    const { keys, count } = await frames(file);
    expect(count).toBe(65);
    expect(keys.map((time) => time.toFixed(3))).toEqual(['0.000', '1.000', '2.000']);
  }
  const [sound] = master.variants[0]?.audio ?? [];
  if (sound?.uri) {
    const all = (await list(sound.uri)).segments.map(({ duration }) => duration);
    expect(all.map((duration) => Math.abs(duration - 1) < 0.03)).toEqual([true, true, false]);
    await decode(join(dirname(result.main), sound.uri));
  }
  // Whatever is named is stored before.
  const isList = result.keys.map((key) => key.endsWith('.m3u8'));
  expect(isList.indexOf(true)).toBe(isList.lastIndexOf(false) + 1);
  expect(result.keys.at(-1)).toBe('out/main.m3u8');
});

test.each<[LadderOutput['segments']]>([['fmp4-ranges'], ['fmp4']])('MPEG-DASH of %s', async (segments) => {
  const result = await made('av.mp4', { packaging: 'dash', segments });
  const text = await readFile(result.main, 'utf8');
  const manifest = parseMpd(text, { manifestUri: 'https://a.example/out/main.mpd' });
  expect(manifest.duration).toBeCloseTo(2.6, 1);
  expect(manifest.playlists.map(({ attributes }: { attributes: object }) => attributes)).toMatchObject([
    {
      RESOLUTION: { width: 160, height: 90 },
      CODECS: expect.stringMatching(/^avc1\.\w{6}$/),
      'FRAME-RATE': 25,
    },
    { RESOLUTION: { width: 320, height: 180 } },
  ]);
  expect(Object.keys(manifest.mediaGroups.AUDIO.audio)).toHaveLength(1);
  if (segments === 'fmp4') {
    const [first, second] = manifest.playlists;
    expect(first?.segments.map(({ duration }: { duration: number }) => duration)).toEqual([1, 1, 0.6]);
    expect(second?.segments.map(({ resolvedUri }: { resolvedUri: string }) => resolvedUri)).toEqual(
      [0, 1, 2].map((n) => `https://a.example/out/1/${n}.m4s`),
    );
    expect(result.keys).toContain('out/2/2.m4s');
    return;
  }
  expect(result.keys).toEqual(['out/0.mp4', 'out/1.mp4', 'out/2.mp4', 'out/main.mpd']);
  for (const n of [0, 1]) {
    const file = join(dirname(result.main), `${n}.mp4`);
    await decode(file);
    expect(await frames(file)).toEqual({ keys: [0, 1, 2], count: 65 });
    // The index is where the manifest says, and its segments end where the file does.
    const bytes = await readFile(file);
    const [, from = 0, to = 0] = [
      ...(/indexRange="(\d+)-(\d+)"/g.exec(text.split('<Representation ')[n + 1] ?? '') ?? []),
    ].map(Number);
    expect(bytes.toString('latin1', from + 4, from + 8)).toBe('sidx');
    expect(bytes.readUInt32BE(from)).toBe(to - from + 1);
    const count = bytes.readUInt16BE(from + 38);
    const sizes = Array.from({ length: count }, (_, i) => bytes.readUInt32BE(from + 40 + i * 12));
    expect(to + 1 + sizes.reduce((sum, size) => sum + size, 0)).toBe(bytes.length);
  }
});

test.each<[string, LadderOutput['segments'], LadderOutput['packaging'], number[]]>([
  ['av.mp4', 'ts', 'hls', [0.52, 1.36]],
  ['av.mp4', 'ts-ranges', 'hls', [0.52, 1.361]],
  ['av.mp4', 'fmp4', 'hls', [0.04, 2, 2.52, 9]],
  ['av.mp4', 'fmp4-ranges', 'dash', [0.52, 1.36]],
  ['mute.mp4', 'fmp4', 'dash', [0.501, 1.702]],
  ['portrait.mkv', 'ts', 'hls', [0.36, 0.8]],
  ['late.mp4', 'fmp4', 'hls', [0.8]],
  ['av.mp4', 'fmp4-ranges', 'dash', []],
  ['portrait.mkv', 'ts', 'hls', []],
])(
  '%s as %s of %s: key frames and segments begin at %j, too',
  async (file, segments, packaging, keyTimes) => {
    const separateAudio = packaging === 'dash' || segments === 'ts-ranges';
    const result = await made(file, { segments, packaging, keyTimes, separateAudio, rungs: rungs(60, 90) });
    const source = await times(join(folder, file));
    // The frames of the source at those moments and at each second.
    const { length } = source;
    const last = source[length - 1] ?? 0;
    const wanted = [...keyTimes, 1, 2].filter((time) => time <= last + 0.001);
    const begins = [source[0] ?? 0, ...wanted.map((time) => source.find((one) => one > time - 0.0015) ?? 0)];
    const expected = [...new Set(begins)].sort((a, b) => a - b).map((time) => time - (source[0] ?? 0));
    for (const n of [0, 1]) {
      const list = join(result.folder, `out/${n}.${packaging === 'hls' ? 'm3u8' : 'mp4'}`);
      const dash = packaging === 'dash' && segments === 'fmp4';
      const all = dash ? await joinedSegments(result, n) : list;
      await decode(all);
      const { keys, count } = await frames(all);
      expect(count).toBe(length);
      expect(keys).toHaveLength(expected.length);
      for (const [index, time] of expected.entries())
        expect(Math.abs((keys[index] ?? 0) - time)).toBeLessThan(0.001);
      const durations = packaging === 'hls' ? await listed(list) : await mpdDurations(result, n);
      expect(durations).toHaveLength(expected.length);
      for (const [index, time] of expected.slice(1).entries()) {
        const begin = durations.slice(0, index + 1).reduce((sum, duration) => sum + duration, 0);
        expect(Math.abs(begin - time)).toBeLessThan(0.002);
      }
    }
  },
);

/** Times of the frames of a file. */
async function times(file: string): Promise<number[]> {
  const show = ['-select_streams', 'v', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...show, '-i', file]);
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [Number.parseFloat(line)]));
}

/** Seconds of the segments of a playlist. */
async function listed(file: string): Promise<number[]> {
  const list = HLS.parse(await readFile(file, 'utf8')) as HLS.types.MediaPlaylist;
  return list.segments.map(({ duration }) => duration);
}

/** The same of a sub stream of an MPD; of byte ranges by its index. */
async function mpdDurations(result: MadeLadder, n: number): Promise<number[]> {
  const manifest = parseMpd(await readFile(result.main, 'utf8'), {
    manifestUri: 'https://a.example/out/main.mpd',
  });
  const segments: { duration: number }[] = manifest.playlists[n]?.segments ?? [];
  if (segments.length > 0) return segments.map(({ duration }) => duration);
  const bytes = await readFile(join(result.folder, `out/${n}.mp4`));
  const at = bytes.indexOf('sidx') - 4;
  const scale = bytes.readUInt32BE(at + 16);
  return Array.from(
    { length: bytes.readUInt16BE(at + 38) },
    (_, i) => bytes.readUInt32BE(at + 44 + i * 12) / scale,
  );
}

/** Segments with what they begin with, as one file. */
async function joinedSegments({ folder: stored, keys }: MadeLadder, n: number): Promise<string> {
  const own = keys.filter((key) => key.startsWith(`out/${n}/`) && !key.endsWith('init.mp4'));
  const number = (key: string) => Number.parseInt(key.slice(key.lastIndexOf('/') + 1), 10);
  const parts = [`out/${n}/init.mp4`, ...own.sort((a, b) => number(a) - number(b))];
  const file = join(stored, `whole-${n}.mp4`);
  await writeFile(file, Buffer.concat(await Promise.all(parts.map((part) => readFile(join(stored, part))))));
  return file;
}

test.each<[LadderOutput['segments'], string | undefined, string]>([
  ['ts', 'f0'.repeat(16), 'f0'.repeat(16)],
  ['fmp4', undefined, '0'.repeat(32)],
])('encrypted segments of %s', async (segments, vector, iv) => {
  const key = '00112233445566778899aabbccddeeff';
  const encryption = { uri: 'https://keys.example/1', key, ...(vector ? { vector } : {}) };
  const result = await made('mute.mp4', { segments, encryption, rungs: rungs(90) });
  const { lists } = await hls(result);
  expect(lists[0]?.segments.map((segment) => segment.key)).toMatchObject(
    Array.from({ length: 3 }, () => ({ method: 'AES-128', uri: encryption.uri })),
  );
  const cipher = createDecipheriv('aes-128-cbc', Buffer.from(key, 'hex'), Buffer.from(iv, 'hex'));
  const first = await readFile(join(result.folder, `out/0/0.${segments === 'ts' ? 'ts' : 'm4s'}`));
  const clear = Buffer.concat([cipher.update(first), cipher.final()]);
  const listing = await readFile(join(result.folder, 'out/0.m3u8'), 'utf8');
  expect(listing).not.toContain(key);
  if (segments === 'ts') {
    expect([clear.length % 188, clear[0], clear[188]]).toEqual([0, 0x47, 0x47]);
  } else {
    expect(clear.toString('latin1', 4, 8)).toBe('styp');
    // What segments begin with is not encrypted.
    expect(listing.indexOf('#EXT-X-MAP')).toBeLessThan(listing.indexOf('#EXT-X-KEY'));
    expect((await readFile(join(result.folder, 'out/0/init.mp4'))).toString('latin1', 4, 8)).toBe('ftyp');
  }
});

test('a source without sound, at 30000/1001 frames a second', async () => {
  const { master, lists } = await hls(await made('mute.mp4', { separateAudio: true, rungs: rungs(90) }));
  expect(master.variants).toMatchObject([
    { frameRate: 29.97, audio: [], codecs: expect.not.stringContaining('mp4a') },
  ]);
  expect(lists[0]?.segments).toHaveLength(3);
});

test('a source without a picture: one sub stream of sound', async () => {
  const result = await made('sound.m4a');
  const { master, lists } = await hls(result);
  expect(master.variants).toMatchObject([{ codecs: 'mp4a.40.2', audio: [] }]);
  expect(master.variants[0]?.resolution).toBeUndefined();
  expect(lists[0]?.segments).toHaveLength(3);
  await decode(join(dirname(result.main), master.variants[0]?.uri ?? ''));
});

test('an odd portrait source of variable rate that is smaller than every rung', async () => {
  const result = await made('portrait.mkv', { rungs: rungs(240, 480), segments: 'fmp4' });
  const { master, lists } = await hls(result);
  expect(master.variants).toMatchObject([{ resolution: { width: 100, height: 176 } }]);
  expect(lists[0]?.segments).toHaveLength(2);
  await decode(join(dirname(result.main), '0.m3u8'));
});

test('tracks of sound as renditions', async () => {
  const audio = [
    { spec: aac, language: 'source' },
    { spec: { ...aac, tracks: [1] }, name: 'Deutsch', language: 'source', isDefault: true },
  ];
  const both = { separateAudio: true, rungs: [{ video: { ...h264, height: 90 }, audio }] };
  const { master } = await hls(await made('two.mkv', both));
  expect(master.variants[0]?.audio).toMatchObject([
    { name: 'en', language: 'en', isDefault: false },
    { name: 'Deutsch', language: 'de', isDefault: true },
  ]);
  const dash = await made('two.mkv', { ...both, packaging: 'dash', segments: 'fmp4-ranges' });
  const text = await readFile(dash.main, 'utf8');
  expect(
    text.match(/<AdaptationSet [^>]*contentType="audio"[^>]*>/g)?.map((set) => /lang="\w+"/.exec(set)?.[0]),
  ).toEqual(['lang="en"', 'lang="de"']);
});

test('sound of other files as renditions, as long as the source at most', async () => {
  const given = { long: join(folder, 'late.mp4'), other: join(folder, 'sound.m4a') };
  const audio = [
    { spec: aac },
    { spec: aac, file: 'other', name: 'Director (1)', language: 'ger' },
    { spec: aac, file: 'long', language: 'fre', isDefault: true },
  ];
  const part = { separateAudio: true, rungs: rungs(90, 180).map(({ video }) => ({ video, audio })) };
  const result = await madeLadder(folder, join(folder, 'two.mkv'), ladderOutput(part), given);
  const { master } = await hls(result);
  expect(master.variants.map((variant) => variant.audio)).toMatchObject(
    [0, 1].map(() => [
      { language: undefined, isDefault: false, uri: '2.m3u8' },
      { name: 'Director (1)', language: 'de', isDefault: false, uri: '3.m3u8' },
      { language: 'fr', isDefault: true, uri: '4.m3u8' },
    ]),
  );
  for (const n of [2, 3, 4]) {
    const file = join(result.folder, `out/${n}.m3u8`);
    await decode(file);
    const { count } = await frames(file, 'a');
    // 1.2 s of 1024 samples at 44.1 kHz, and what the encoder adds.
    expect(count).toBeGreaterThanOrEqual(51);
    expect(count).toBeLessThanOrEqual(55);
  }
  const dashed = ladderOutput({ ...part, packaging: 'dash', segments: 'fmp4-ranges' });
  const dash = await madeLadder(folder, join(folder, 'mute.mp4'), dashed, given);
  const text = await readFile(dash.main, 'utf8');
  const sets = text.match(/<AdaptationSet [^>]*contentType="audio"[^>]*>/g);
  // What has no sound of its own has that of the others.
  expect(sets?.map((set) => /lang="\w+"/.exec(set)?.[0])).toEqual(['lang="de"', 'lang="fr"']);
});

test('a file without sound that is to be added fails the ladder, in its own name', async () => {
  const part = { rungs: [{ video: { ...h264, height: 90 }, audio: [{ spec: aac, file: 'none' }] }] };
  await expect(
    madeLadder(folder, join(folder, 'av.mp4'), ladderOutput(part), { none: join(folder, 'mute.mp4') }),
  ).rejects.toMatchObject({
    failure: { code: 'SourceFileError.ContentUnsupported', message: 'none: The source has no audio.' },
  });
});

test('a picture that begins late is there from the begin, and sound stays with it', async () => {
  const result = await made('late.mp4', { rungs: rungs(90) });
  const { count } = await frames(join(dirname(result.main), '0.m3u8'));
  expect(count).toBe(50);
});

test('H.265 has the tag that Apple wants', async () => {
  const video = { ...h264, codec: 'h265' as const, height: 90 };
  const result = await made('mute.mp4', { segments: 'fmp4', rungs: [{ video, audio: [] }] });
  const { master } = await hls(result);
  expect(master.variants[0]?.codecs).toMatch(/^hvc1\.1\./);
  expect((await readFile(join(result.folder, 'out/0/init.mp4'))).includes('hvc1')).toBe(true);
});

test('a source that ends early is damaged', async () => {
  const whole = await readFile(
    await clip(join(folder, 'whole.mp4'), [VIDEO(4), TONE(4)], ['-movflags', '+faststart', ...QUICK]),
  );
  await writeFile(join(folder, 'half.mp4'), whole.subarray(0, whole.length / 2));
  await expect(made('half.mp4')).rejects.toMatchObject({
    failure: { code: 'SourceFileError.ContentMalformed' },
  });
});

test('subtitles of their own, in segments and whole', async () => {
  const texts = join(folder, 'texts.srt');
  await writeFile(
    texts,
    '1\n00:00:00,500 --> 00:00:01,500\nHello, <i>world</i>\n\n2\n00:00:02,000 --> 00:00:02,300\n再见\n',
  );
  const subtitles = [{ file: 'file-0', name: '', language: 'eng', isDefault: true }];
  const part = { rungs: rungs(90), subtitles };
  const result = await madeLadder(folder, join(folder, 'mute.mp4'), ladderOutput(part), { 'file-0': texts });
  const { master, list } = await hls(result);
  const [text] = master.variants[0]?.subtitles ?? [];
  expect(text).toMatchObject({ name: 'en', language: 'en', isDefault: true, uri: '1.m3u8' });
  const { segments } = await list(text?.uri ?? '');
  expect(segments.map(({ uri }) => uri)).toEqual(['1/0.vtt', '1/1.vtt', '1/2.vtt']);
  const cues = await Promise.all(
    segments.map(({ uri }) => readFile(join(result.folder, 'out', uri), 'utf8')),
  );
  expect(cues.map((one) => one.split('\n').filter((line) => /Hello|再见/.test(line)))).toEqual([
    ['Hello, <i>world</i>'],
    ['Hello, <i>world</i>'],
    ['再见'],
  ]);
  expect(cues[1]).toMatch(
    /^WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n00:00.500 --> 00:01.500\n/,
  );

  const dash = await madeLadder(
    folder,
    join(folder, 'mute.mp4'),
    ladderOutput({ ...part, packaging: 'dash', segments: 'fmp4-ranges' }),
    { 'file-0': texts },
  );
  expect(dash.keys).toEqual(['out/0.mp4', 'out/1.vtt', 'out/main.mpd']);
  expect(await readFile(dash.main, 'utf8')).toMatch(
    /mimeType="text\/vtt" lang="en"[\s\S]*<BaseURL>1.vtt<\/BaseURL>/,
  );

  await writeFile(texts, 'no subtitle at all');
  await expect(
    madeLadder(folder, join(folder, 'mute.mp4'), ladderOutput(part), { 'file-0': texts }),
  ).rejects.toMatchObject({ failure: { code: 'SourceFileError.ContentUnsupported' } });
});
