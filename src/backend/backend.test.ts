// A whole backend against an edge: real ffmpeg, real HTTP, files checked by ffprobe.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { clip, cut, overwrite, QUICK, TONE, VIDEO } from '../../test/backend/clips.ts';
import { aac, h264 } from '../../test/backend/specs.ts';
import { jobOn, TestEdge } from '../../test/backend/testEdge.ts';
import type { Job } from '../contract/job.ts';
import type { MediaOutput, VideoSpec } from '../contract/media.ts';
import { type Backend, startBackend } from './backend.ts';
import { readConfig } from './config.ts';

const mp4: MediaOutput = {
  kind: 'media',
  subtask: 0,
  container: 'mp4',
  video: h264,
  audio: aac,
  main: 'out/a.mp4',
  segment: null,
};
const mp3: MediaOutput = {
  ...mp4,
  container: 'mp3',
  video: null,
  audio: { ...aac, codec: 'mp3' },
  main: 'out/a.mp3',
};
const hls: MediaOutput = {
  ...mp4,
  container: 'hls',
  video: { ...h264, gop: 25 },
  main: 'out/list/电影.m3u8',
  segment: {
    pattern: 'out/parts/电影_{number}.ts',
    number: { initial: 0, increment: 1, minLength: 2, placeholder: '0' },
  },
};

let media = '';
let folder = '';
let edge: TestEdge;
let backend: Backend | undefined;

beforeAll(async () => {
  // The backend's log.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  media = await mkdtemp(join(tmpdir(), 'clips-'));
  const both = ['-movflags', '+faststart', ...QUICK];
  await Promise.all([
    clip(join(media, 'good.mp4'), [VIDEO(2.6), TONE(2.6)], both),
    clip(join(media, 'mute.mp4'), [VIDEO(0.6)], QUICK),
    clip(join(media, 'sound.m4a'), [TONE(0.6)]),
    clip(join(media, 'long.mp4'), [VIDEO(40, '640x360', '50')], QUICK),
    clip(join(media, 'picture.png'), [VIDEO(1)], ['-frames:v', '1']),
    clip(join(media, 'cut.mp4'), [VIDEO(4), TONE(4)], both).then((file) => cut(file, 0.5)),
    clip(join(media, 'tail.mp4'), [VIDEO(1), TONE(1)], QUICK).then((file) => cut(file, 0.5)),
  ]);
  const noise = join(media, 'noise.mp4');
  await writeFile(noise, await readFile(join(media, 'good.mp4')));
  const { length } = await readFile(noise);
  await overwrite(noise, 6_000, length - 6_000, 0x55);
});
afterAll(() => rm(media, { recursive: true, force: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backend-'));
  edge = await new TestEdge().start();
});
afterEach(async () => {
  await backend?.drain();
  backend = undefined;
  edge.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(more: Record<string, string> = {}): Promise<Backend> {
  const line = { BACKEND_PORT: '0', EDGE_URL: edge.url, INTERNAL_TOKEN: edge.token };
  // What is left of a job is what is there: no ffprobe waits for the next one.
  const settings = { ...line, WORK_DIR: folder, READY_PROBE: '0' };
  backend = await startBackend(readConfig({ ...settings, BACKEND_ID: 'b', ...more }));
  return backend;
}

async function serveFile(name: string): Promise<void> {
  edge.inputs.set(name, new Uint8Array(await readFile(join(media, name))));
}

function call(path: string, init: RequestInit = {}, token = edge.token): Promise<Response> {
  return fetch(`${backend?.url}${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });
}

async function post(job: Job): Promise<number> {
  const response = await call('/jobs', { method: 'POST', body: JSON.stringify(job) });
  await response.body?.cancel();
  return response.status;
}

/** Runs a job to its final report. */
async function run(job: Job) {
  expect(await post(job)).toBe(202);
  const final = await edge.final(job.id);
  return { final, results: edge.results(job.id) };
}

/** Processes whose command line names this test's folder. */
async function processes(): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    const line = /^\d+$/.test(name) ? await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '') : '';
    if (line.includes(`${folder}/`)) found.push(Number(name));
  }
  return found;
}

/** Files that are left of jobs. */
async function leftovers(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.name.startsWith('job-') || entry.isFile()).map(({ name }) => name);
}

const until = (test: () => Promise<boolean>) =>
  expect.poll(test, { interval: 20, timeout: 20_000 }).toBe(true);

/** ffprobe's view of a stored file. */
async function probeStored(key: string) {
  const file = join(media, `stored-${key.replaceAll('/', '_')}`);
  await writeFile(file, edge.stored.get(key)!);
  const show = [
    '-v',
    'error',
    '-show_entries',
    'stream=codec_name,width,height:format=duration',
    '-of',
    'json',
  ];
  return JSON.parse(spawnSync('ffprobe', [...show, file], { encoding: 'utf8' }).stdout);
}

test('three outputs in one run: files, facts, order of storing, progress', async () => {
  await serveFile('good.mp4');
  await start();
  const job = jobOn('good.mp4', [mp4, { ...hls, subtask: 1 }, { ...mp3, subtask: 2 }]);
  const { final, results } = await run(job);
  expect(final).toEqual({ source: null, subtasks: [], final: true, failure: null, retry: false });
  expect(edge.reports[0]?.report.source).toMatchObject({ duration: 2.6, width: 320, height: 180 });
  expect(results.map(({ status }) => status)).toEqual(['success', 'success', 'success']);

  const segments = ['00', '01', '02'].map((number) => `out/parts/电影_${number}.ts`);
  expect([...edge.stored.keys()].sort()).toEqual([...segments, 'out/a.mp3', 'out/a.mp4', hls.main].sort());
  const order = [...edge.stored.keys()];
  expect(order.indexOf(hls.main)).toBeGreaterThan(Math.max(...segments.map((key) => order.indexOf(key))));

  expect(await probeStored('out/a.mp4')).toMatchObject({
    streams: [{ codec_name: 'h264', width: 214, height: 120 }, { codec_name: 'aac' }],
  });
  expect(await probeStored('out/a.mp3')).toMatchObject({ streams: [{ codec_name: 'mp3' }] });
  expect(edge.stored.get('out/a.mp4')?.indexOf('moov')).toBeLessThan(100);
  const manifest = edge.stored.get(hls.main)?.toString() ?? '';
  expect(manifest.match(/^[^#\n].*$/gm)).toEqual(
    segments.map((key) => `../parts/${encodeURIComponent(key.slice('out/parts/'.length))}`),
  );
  expect(manifest).toContain('#EXT-X-PLAYLIST-TYPE:VOD');
  expect(manifest).toContain('#EXT-X-TARGETDURATION:1\n');
  expect(manifest).toContain('#EXT-X-ENDLIST');

  const [one, two, three] = results.map((result) => (result.status === 'success' ? result.output : null));
  const bytes = edge.stored.get('out/a.mp4');
  expect(one).toMatchObject({
    files: 1,
    md5: createHash('md5').update(bytes!).digest('hex'),
    media: {
      size: bytes?.length,
      width: 214,
      height: 120,
      duration: 2.603,
      container: 'mov,mp4,m4a,3gp,3g2,mj2',
    },
  });
  const all = [...segments, hls.main].reduce((sum, key) => sum + (edge.stored.get(key)?.length ?? 0), 0);
  expect(two).toMatchObject({ files: 4, media: { size: all, container: 'hls,applehttp', duration: 2.6 } });
  expect(two).toMatchObject({ media: { video: [{ codecs: expect.stringMatching(/^avc1\.6400/) }] } });
  expect(three).toMatchObject({
    media: { container: 'mp3', video: [], audio: [{ codec: 'mp3', channels: 2 }] },
  });

  await until(async () => edge.beats.at(-1)?.jobs.length === 0);
  const percents = edge.beats.flatMap(({ jobs }) => jobs.flatMap(({ subtasks }) => subtasks));
  expect(new Set(percents.map(({ subtask }) => subtask))).toEqual(new Set([0, 1, 2]));
  expect(await leftovers()).toEqual([]);
});

test('the next output is made while one is being stored, and each ends for itself', async () => {
  await serveFile('good.mp4');
  await start();
  const [first, second, third] = [0, 1, 2].map((subtask) => ({
    ...mp4,
    subtask,
    main: `out/${subtask}.mp4`,
  }));
  // The first file is not taken before the last one is offered; the second is never taken.
  const last = Promise.withResolvers<void>();
  edge.hold = (path) => {
    if (path.startsWith('/put/out/0')) return last.promise;
    if (path.startsWith('/put/out/2')) last.resolve();
    return null;
  };
  edge.refused.add('out/1.mp4');
  const { final, results } = await run(jobOn('good.mp4', [first!, second!, third!], { isolate: true }));
  expect(results.map(({ status }) => status)).toEqual(['success', 'failed', 'success']);
  expect(results[1]).toMatchObject({ failure: { code: 'InvalidInput.PermissionDenied' } });
  expect(final).toMatchObject({ failure: null, retry: false });
  expect([...edge.stored.keys()].sort()).toEqual(['out/0.mp4', 'out/2.mp4']);
  expect(await leftovers()).toEqual([]);
});

test('an attempt that is lost while a file is being stored ends what is being made', async () => {
  await serveFile('long.mp4');
  await start();
  const short: MediaOutput = { ...mp4, main: 'out/0.mp4', clip: { start: 0, end: 0.5 } };
  edge.hold = (path) => {
    if (path.startsWith('/put/out/0')) edge.lost.add('task-0');
    return null;
  };
  expect(await post(jobOn('long.mp4', [short, { ...slow, subtask: 1 }], { isolate: true }))).toBe(202);
  await until(
    async () =>
      edge.lost.size > 0 && ((await (await call('/jobs')).json()) as { jobs: [] }).jobs.length === 0,
  );
  expect([...edge.stored.keys()]).toEqual(['out/0.mp4']);
  expect([await processes(), await leftovers()]).toEqual([[], []]);
});

test('a recording of a camera, in parts', async () => {
  edge.inputs.set('hello.mov', new Uint8Array(await readFile('test/media/hello.mov')));
  await start();
  const { results } = await run(jobOn('hello.mov', [{ ...mp4, video: { ...h264, height: 360 } }]));
  expect(results).toMatchObject([
    {
      status: 'success',
      output: {
        files: 1,
        media: { width: 640, height: 360, video: [{ codec: 'h264', fpsNumerator: 30, fpsDenominator: 1 }] },
      },
    },
  ]);
  expect(edge.stored.get('out/a.mp4')?.length).toBeGreaterThan(100_000);
});

test('what a source lacks is left out', async () => {
  await serveFile('sound.m4a');
  await serveFile('mute.mp4');
  await start({ SLOTS: '2' });
  const sound = await run(jobOn('sound.m4a', [mp4, { ...mp4, subtask: 1, audio: null }], { id: 'sound' }));
  expect(sound.results).toMatchObject([
    { subtask: 0, status: 'success', output: { media: { video: [], audio: [{ codec: 'aac' }], width: 0 } } },
    { subtask: 1, status: 'failed', failure: { code: 'SourceFileError.NoVideoMedia' } },
  ]);
  const mute = await run(jobOn('mute.mp4', [mp4, { ...mp3, subtask: 1 }], { id: 'mute' }));
  expect(mute.results).toMatchObject([
    { subtask: 0, status: 'success', output: { media: { audio: [], width: 214 } } },
    { subtask: 1, status: 'failed', failure: { code: 'SourceFileError.ContentUnsupported' } },
  ]);
});

test('an output that can not be made does not fail its neighbours', async () => {
  await serveFile('good.mp4');
  await start();
  const copy: VideoSpec = { ...h264, codec: 'copy' };
  const { final, results } = await run(
    jobOn('good.mp4', [
      mp4,
      // libmp3lame knows no such rate: the common run fails, then this one alone.
      { ...mp3, subtask: 1, audio: { ...aac, codec: 'mp3', sampleRate: 47_000 } },
      { ...mp4, subtask: 2, container: 'flv', video: { ...h264, codec: 'h265' }, main: 'out/c.flv' },
      { ...mp4, subtask: 3, video: copy, audio: { ...aac, codec: 'copy' }, main: 'out/d.mp4' },
    ]),
  );
  expect(results).toMatchObject([
    { subtask: 0, status: 'success' },
    { subtask: 1, status: 'failed', failure: { code: 'InvalidInput.ConfigurationUnsupported' } },
    { subtask: 2, status: 'failed', failure: { code: 'InvalidInput.ConfigurationUnsupported' } },
    {
      subtask: 3,
      status: 'success',
      output: { media: { width: 320, height: 180, audio: [{ channels: 1 }] } },
    },
  ]);
  expect(final.failure).toBeNull();
  expect([...edge.stored.keys()].sort()).toEqual(['out/a.mp4', 'out/d.mp4']);
});

const text = (content: string) => new Uint8Array(Buffer.from(content));
const bad: [name: string, input: Uint8Array<ArrayBuffer> | string | null, code: string][] = [
  ['missing', null, 'SourceFileError.DownloadNotAccessible'],
  ['empty', new Uint8Array(), 'SourceFileError.ContentMalformed'],
  ['noise', text('not media at all\n'.repeat(999)), 'SourceFileError.ContentMalformed'],
  ['a picture', 'picture.png', 'SourceFileError.ContentUnsupported'],
  ['an index that is cut off', 'tail.mp4', 'SourceFileError.ContentMalformed'],
  ['media that is cut off', 'cut.mp4', 'SourceFileError.ContentMalformed'],
  ['media that is overwritten', 'noise.mp4', 'SourceFileError.ContentMalformed'],
  [
    'an HLS playlist',
    text('#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'),
    'SourceFileError.ContentUnsupported',
  ],
  [
    'a concat script',
    text("ffconcat version 1.0\nfile '/etc/passwd'\n"),
    'SourceFileError.ContentUnsupported',
  ],
  [
    'a DASH manifest',
    text(
      '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011"></MPD>',
    ),
    'SourceFileError.ContentUnsupported',
  ],
  [
    'a session description',
    text('v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 9 RTP/AVP 96\r\n'),
    'SourceFileError.ContentUnsupported',
  ],
];
test.each(bad)('bad input: %s', async (_name, input, code) => {
  if (typeof input === 'string') await serveFile(input);
  else if (input) edge.inputs.set('input', input);
  await start();
  const { final, results } = await run(
    jobOn(typeof input === 'string' ? input : 'input', [mp4, { ...mp3, subtask: 1 }]),
  );
  const failures = final.failure
    ? [final.failure]
    : results.map((one) => (one.status === 'failed' ? one.failure : null));
  expect(failures.map((failure) => failure?.code)).toEqual(failures.map(() => code));
  for (const failure of failures) expect(failure?.message).not.toMatch(/https?:|token|\/tmp|\/files/);
  expect(final.retry).toBe(false);
  expect([...edge.stored.keys()]).toEqual([]);
  expect(await leftovers()).toEqual([]);
  expect(await processes()).toEqual([]);
});

const slow: MediaOutput = { ...mp4, video: { ...h264, height: 360, bitrate: 4_000_000 } };
const encoding = () =>
  edge.beats.some(({ jobs }) => jobs.some(({ subtasks }) => (subtasks[0]?.percent ?? 0) > 0));

test('what is laid over pictures comes with the job, and one that is missing fails alone', async () => {
  await start();
  await serveFile('good.mp4');
  await serveFile('picture.png');
  edge.inputs.set(
    'words.srt',
    new Uint8Array(Buffer.from('1\n00:00:00,000 --> 00:00:02,000\nHello 字幕\n\n')),
  );
  const file = (name: string, from: string) => ({
    ...{ name, url: `/files/${from}`, allowLoopback: false, parameter: `Set.${name}` },
  });
  const length = (value: number) => ({ value, of: 'px' as const });
  const at = { corner: 'bottom-right' as const, x: length(0), y: length(0), start: 0, end: 0 };
  const size = { width: length(40), height: length(0) };
  const logo = (name: string) => ({
    kind: 'image' as const,
    ...at,
    ...size,
    file: name,
    repeat: 'last' as const,
  });
  const text = {
    ...{ kind: 'text' as const, ...at, text: '水印 😀 %{x}:', font: 'kai' as const, size: length(20) },
    ...{ color: 'FF0000', alpha: 1 },
  };
  const svg = { kind: 'svg' as const, ...at, ...size, file: 'svg' };
  const over = (watermarks: NonNullable<VideoSpec['watermarks']>, main: string, subtask: number) => ({
    ...{ ...mp4, main, subtask, video: { ...h264, watermarks, subtitle: { file: 'words' } } },
  });
  const files = [
    ...[file('logo', 'picture.png'), file('words', 'words.srt'), file('gone', 'none.png')],
    {
      name: 'svg',
      text: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      parameter: 'Set.svg',
    },
  ];
  const outputs = [
    over([logo('logo'), text, svg], 'out/all.mp4', 0),
    over([logo('gone')], 'out/lost.mp4', 1),
    over([svg, logo('logo')], 'out/some.mp4', 2),
  ];
  const { final, results } = await run(jobOn('good.mp4', outputs, { files }));
  expect(final).toMatchObject({ failure: null });
  expect(results).toMatchObject([
    { status: 'success', output: { media: { width: 214, height: 120 } } },
    {
      status: 'failed',
      failure: {
        code: 'SourceFileError.DownloadNotAccessible',
        message: 'Set.gone: The source does not exist.',
      },
    },
    { status: 'success' },
  ]);
  expect([...edge.stored.keys()].sort()).toEqual(['out/all.mp4', 'out/some.mp4']);
  expect(await leftovers()).toEqual([]);
});

test('a playlist is a clip like any other: as a part, as a head and as sound', async () => {
  const hls = ['-f', 'hls', '-hls_time', '1', '-hls_list_size', '0', '-hls_playlist_type', 'vod'];
  await clip(join(media, 'list.m3u8'), [VIDEO(2), TONE(2)], [...QUICK, '-g', '25', ...hls]);
  for (const name of ['list.m3u8', 'list0.ts', 'list1.ts', 'good.mp4']) await serveFile(name);
  await start();
  const named = (name: string, url: string, more = {}) => ({
    ...{ name, url, allowLoopback: false, parameter: `Set.${name}`, ...more },
  });
  const files = [
    named('clip', '/files/list.m3u8', { beside: true }),
    // What is no clip is what it is.
    named('words', '/files/list.m3u8', { beside: true, maxBytes: 10_000 }),
  ];
  const part = (file: string | null) => ({ file, start: 0, end: 0 });
  const outputs: Job['outputs'] = [
    {
      ...{ kind: 'join', subtask: 0, container: 'mp4', main: 'out/join.mp4', segment: null },
      parts: [part(null), part('clip'), { file: 'clip', start: 0.5, end: 1 }],
    },
    { ...mp4, subtask: 1, main: 'out/head.mp4', head: ['clip'] },
    { ...mp4, subtask: 2, main: 'out/sound.mp4', addedAudio: ['clip'] },
    { ...mp4, subtask: 3, main: 'out/words.mp4', video: { ...h264, subtitle: { file: 'words' } } },
  ];
  const { results } = await run(jobOn('good.mp4', outputs, { files }));
  expect(results).toMatchObject([
    { status: 'success' },
    { status: 'success' },
    { status: 'success', output: { media: { audio: [{ codec: 'aac' }, { codec: 'aac' }] } } },
    { status: 'failed', failure: { code: 'SourceFileError.ContentUnsupported' } },
  ]);
  const seconds = results.map((one) =>
    one.status === 'success' && one.output.kind === 'media' ? one.output.media.duration : 0,
  );
  for (const [n, expected] of [5.1, 4.6, 2.6].entries())
    expect(Math.abs((seconds[n] ?? 0) - expected)).toBeLessThan(0.15);
  expect(edge.besides).toEqual([{ of: 'clip', names: ['list0.ts', 'list1.ts'] }]);
  expect(await leftovers()).toEqual([]);
});

test('DELETE kills ffmpeg and reports nothing', async () => {
  await serveFile('long.mp4');
  await start();
  expect(await post(jobOn('long.mp4', [slow]))).toBe(202);
  await edge.until(encoding);
  expect((await processes()).length).toBeGreaterThan(0);
  expect((await call('/jobs/task-0', { method: 'DELETE' })).status).toBe(204);
  expect(await processes()).toEqual([]);
  expect(await leftovers()).toEqual([]);
  expect(edge.reports.map(({ report }) => report.final)).toEqual([false]);
  expect(await (await call('/jobs')).json()).toEqual({ jobs: [] });
  expect((await call('/jobs/unknown', { method: 'DELETE' })).status).toBe(204);
});

test('a heartbeat that says stop ends a job', async () => {
  await serveFile('long.mp4');
  await start();
  await post(jobOn('long.mp4', [slow]));
  await edge.until(encoding);
  edge.stop = ['task-0'];
  await until(async () => (await processes()).length === 0 && edge.beats.at(-1)?.jobs.length === 0);
  expect(edge.reports.some(({ report }) => report.final)).toBe(false);
});

test('409 ends a job without a word', async () => {
  await serveFile('good.mp4');
  edge.lost.add('task-0');
  await start();
  await post(jobOn('good.mp4', [mp4]));
  await edge.until(() => edge.beats.some(({ jobs }) => jobs.length > 0));
  await until(async () => edge.beats.at(-1)?.jobs.length === 0);
  expect(edge.reports).toEqual([]);
  expect([...edge.stored.keys()]).toEqual([]);
  expect(await leftovers()).toEqual([]);
});

test('draining gives running jobs back', async () => {
  await serveFile('long.mp4');
  const { drain } = await start();
  await post(jobOn('long.mp4', [slow]));
  await edge.until(encoding);
  await drain();
  expect(edge.reports.at(-1)).toMatchObject({
    id: 'task-0',
    report: { final: true, retry: true, failure: null },
  });
  expect(edge.beats.at(-1)).toMatchObject({ draining: true, jobs: [] });
  expect(await processes()).toEqual([]);
});

test('slots, repeated and newer attempts', async () => {
  await serveFile('long.mp4');
  await serveFile('good.mp4');
  await start();
  const first = jobOn('long.mp4', [slow]);
  expect(await post(first)).toBe(202);
  expect(await post(first)).toBe(202);
  expect(await post(jobOn('good.mp4', [mp4], { id: 'other' }))).toBe(429);
  await edge.until(encoding);
  const newer = jobOn('good.mp4', [mp4], { attempt: 2 });
  expect(await post(newer)).toBe(202);
  expect(await post(first)).toBe(409);
  const final = await edge.final('task-0');
  expect(final.failure).toBeNull();
  expect(edge.results('task-0')).toMatchObject([{ status: 'success' }]);
  await until(async () => (await processes()).length === 0);
});

test('storage and edge that fail for a while are tried again', async () => {
  await serveFile('good.mp4');
  edge.faults.push({ path: '/files/', status: 503 }, { path: '/put/', status: 500 });
  edge.faults.push({ path: '/internal/jobs/', status: 503 }, { path: '/put/', status: 403 });
  await start();
  const { results } = await run(jobOn('good.mp4', [mp4]));
  expect(results).toMatchObject([{ status: 'success' }]);
  expect(edge.faults).toEqual([]);
});

test('a storage that goes on refusing gives the job back, with what was done', async () => {
  await serveFile('good.mp4');
  for (let n = 0; n < 3; n++)
    edge.faults.push({ path: `/put/${encodeURIComponent('out/a.mp4')}`, status: 403 });
  await start();
  const { final, results } = await run(jobOn('good.mp4', [mp4, { ...mp3, subtask: 1 }]));
  expect(final).toMatchObject({ retry: true, failure: { code: 'InternalError' } });
  expect(results).toMatchObject([{ subtask: 1, status: 'success' }]);
});

test('the HTTP side says what is wrong with a request', async () => {
  await start();
  expect((await call('/jobs', {}, 'wrong')).status).toBe(401);
  const bad = await call('/jobs', {
    method: 'POST',
    body: JSON.stringify({ ...jobOn('x', [mp4]), outputs: [{}] }),
  });
  expect(bad.status).toBe(400);
  expect(await bad.json()).toMatchObject({ error: expect.stringContaining('outputs') });
  const health = await fetch(`${backend?.url}/health`);
  expect(await health.json()).toMatchObject({ id: 'b', pool: 'cpu', slots: 1, busy: 0, draining: false });
});

test('an ffprobe waits for the next job, and ends with the backend', async () => {
  await start({ READY_PROBE: '1' });
  await serveFile('good.mp4');
  await until(async () => (await processes()).length > 0);
  const [waiting] = await processes();
  const job = jobOn('good.mp4', [mp3]);
  const { final } = await run(job);
  expect(final.failure).toBeNull();
  // Another one, in a folder of its own; that of the job is gone.
  await until(async () => (await processes()).some((id) => id !== waiting));
  expect((await processes()).includes(waiting!)).toBe(false);
  await backend?.drain();
  expect([await processes(), await leftovers()]).toEqual([[], []]);
});

test('probing reads an input in place', async () => {
  await serveFile('good.mp4');
  await serveFile('mute.mp4');
  edge.inputs.set('list', text('#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n'));
  await start();
  const probe = async (url: string, allowLoopback = false) =>
    (await call('/probe', { method: 'POST', body: JSON.stringify({ url, allowLoopback }) })).json();
  expect(await probe('/files/good.mp4')).toMatchObject({
    facts: {
      size: edge.inputs.get('good.mp4')?.length,
      duration: 2.6,
      width: 320,
      video: [{ codec: 'h264' }],
    },
  });
  // Its index is at the end.
  expect(await probe('/files/mute.mp4')).toMatchObject({ facts: { width: 320, audio: [] } });
  expect(await probe('/files/none')).toMatchObject({ failure: { message: 'The source does not exist.' } });
  expect(await probe('/files/list')).toMatchObject({
    failure: { code: 'SourceFileError.ContentUnsupported' },
  });
  expect(await probe(`${edge.url}/files/good.mp4`)).toMatchObject({
    failure: { message: 'The address of the source is not allowed.' },
  });
  expect(await probe(`${edge.url}/files/good.mp4`, true)).toMatchObject({ facts: { height: 180 } });
});
