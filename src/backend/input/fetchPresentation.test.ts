// HLS playlists as inputs: presentations that we made ourselves are fetched back, and those that want too much are refused.
import { createCipheriv } from 'node:crypto';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clip, QUICK, TONE, VIDEO } from '../../../test/backend/clips.ts';
import { ladderOutput, rungs } from '../../../test/backend/ladderOutput.ts';
import { madeLadder } from '../../../test/backend/ladders.ts';
import type { JobInput } from '../../contract/job.ts';
import type { LadderOutput } from '../../contract/ladder.ts';
import { ProbeAnswer } from '../../contract/probe.ts';
import { countPackets } from '../ffmpeg/packets.ts';
import { probeInput } from '../ffmpeg/probe.ts';
import { probeSource } from '../probeSource.ts';
import { download } from './download.ts';
import { type FetchContext, fetchPresentation } from './fetchPresentation.ts';
import { createInputClient, type InputClient } from './inputClient.ts';

const KEY = '00112233445566778899aabbccddeeff';
const signal = new AbortController().signal;
let folder = '';
let server: Server;
let edgeUrl = '';
let client: InputClient;
const asked: string[] = [];
/** Bytes that were read of files. */
let sent = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hls-in-'));
  // A bucket: /<path>. What is outside is at /outside/.
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://a');
    asked.push(pathname);
    readFile(join(folder, 'web', decodeURIComponent(pathname))).then(
      (bytes) => {
        // Some servers know no ranges.
        const ranges = pathname.startsWith('/rangeless/') ? '' : request.headers.range;
        const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(ranges ?? '') ?? [];
        const part = from === undefined ? bytes : bytes.subarray(Number(from), Number(to) + 1);
        sent += part.length;
        if (from !== undefined)
          response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${bytes.length}` });
        response.end(part);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  edgeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createInputClient({ edgeUrl, stallMs: 5_000 });
  await clip(join(folder, 'av.mp4'), [VIDEO(2.6), TONE(2.6)], QUICK);
});
afterAll(async () => {
  await client.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function put(path: string, content: string | Buffer): Promise<void> {
  const file = join(folder, 'web', path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

/** Puts a ladder of the clip under /<name>/out/. */
async function putLadder(name: string, part: Partial<LadderOutput>): Promise<void> {
  const made = await madeLadder(folder, join(folder, 'av.mp4'), ladderOutput(part));
  for (const key of made.keys) await put(`${name}/${key}`, await readFile(join(made.folder, key)));
}

/** As a job does it. */
async function fetchInput(input: JobInput, path: string, context: FetchContext) {
  const { url } = await download(context.client, input, path, context.limits, signal);
  const size = await fetchPresentation(input, url, path, context);
  return { size: size ?? 0, isHls: size !== null };
}

/** Fetches an object of the bucket. */
async function fetched(path: string, maxBytes = 10_000_000) {
  const own = await mkdtemp(join(folder, 'job-'));
  const file = join(own, 'input');
  const edge = {
    requestBeside: async (_: string | null, names: string[]) =>
      names.map((name) => ({ url: `/${dirname(path)}/${name}`, allowLoopback: false })),
  };
  const limits = { maxBytes, timeoutMs: 20_000 };
  const input = { url: `/${path}?signature=x`, allowLoopback: false, beside: true as const };
  const answer = await fetchInput(input, file, {
    client,
    edge,
    name: null,
    ffmpeg: 'ffmpeg',
    stallMs: 20_000,
    limits,
    signal,
  });
  expect(await readdir(own)).toEqual(['input']);
  return { ...answer, file };
}

async function contents(file: string) {
  const probed = await probeInput('ffprobe', file, signal);
  const counted = await countPackets('ffprobe', file, signal);
  const video = probed.streams.find(({ codec_type }) => codec_type === 'video');
  const audio = probed.streams.find(({ codec_type }) => codec_type === 'audio');
  const span = (index: number | undefined) => (index === undefined ? null : counted.get(index)?.span);
  return { height: video?.height, video: span(video?.index), audio: span(audio?.index) };
}

test.each<[string, Partial<LadderOutput>]>([
  ['ts', { encryption: { uri: '../keys/1', key: KEY } }],
  ['ts-ranges', { segments: 'ts-ranges' }],
  [
    'fmp4',
    {
      segments: 'fmp4',
      separateAudio: true,
      encryption: { uri: '../keys/1', key: KEY, vector: 'ab'.repeat(16) },
    },
  ],
  ['fmp4-ranges', { segments: 'fmp4-ranges' }],
])(
  'our own ladder of %s',
  async (name, part) => {
    // The key is beside the manifest, in the folder that the playlist is in.
    const encryption = part.encryption && { ...part.encryption, uri: 'key' };
    await putLadder(name, { ...part, ...(encryption ? { encryption } : {}) });
    await put(`${name}/out/key`, Buffer.from(KEY, 'hex'));
    const { file, size, isHls } = await fetched(`${name}/out/main.m3u8`);
    expect(isHls).toBe(true);
    expect(size).toBeGreaterThan((await stat(file)).size / 2);
    const { height, video, audio } = await contents(file);
    expect(height).toBe(180);
    expect((video?.end ?? 0) - (video?.start ?? 0)).toBeCloseTo(2.6, 1);
    expect(Math.abs((audio?.start ?? 9) - (video?.start ?? 0))).toBeLessThan(0.05);
    expect(asked.filter((path) => path === `/${name}/out/0.m3u8`)).toEqual([]);
  },
  60_000,
);

const vod = (...lines: string[]) => ['#EXTM3U', ...lines, '#EXT-X-ENDLIST', ''].join('\n');

/** As the edge asks a backend, until it knows enough. */
async function probed(path: string) {
  const context = { client, tools: { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' }, stallMs: 20_000, folder };
  const besides: Record<string, JobInput> = {};
  for (let rounds = 1; ; rounds++) {
    const input = { url: `/${path}?signature=x`, allowLoopback: false, beside: true, besides };
    const answer = ProbeAnswer.parse(await probeSource(input, context));
    if (!('wants' in answer)) return { ...answer, rounds };
    for (const name of answer.wants)
      besides[name] = { url: `/${dirname(path)}/${name}`, allowLoopback: false };
  }
}

test.each(['ts', 'ts-ranges', 'fmp4', 'fmp4-ranges'])(
  'the facts of our own ladder of %s, of little that is read',
  async (name) => {
    const whole = await fetched(`${name}/out/main.m3u8`);
    sent = 0;
    const answer = await probed(`${name}/out/main.m3u8`);
    if (!('facts' in answer)) throw new Error(answer.failure.message);
    const { facts } = answer;
    expect(answer.rounds).toBeLessThanOrEqual(3);
    // The whole is read in one go; of the probe all but the first segments is named only.
    expect(facts.size).toBe(whole.size);
    expect(sent).toBeLessThan(whole.size);
    const { streams } = await probeInput('ffprobe', whole.file, signal);
    const video = streams.find(({ codec_type }) => codec_type === 'video');
    const audio = streams.find(({ codec_type }) => codec_type === 'audio');
    expect(facts).toMatchObject({
      ...{ container: 'hls,applehttp', width: 320, height: 180 },
      video: [{ codec: 'h264', width: 320, height: video?.height }],
      audio: [{ codec: 'aac', sampleRate: audio?.sample_rate, channels: audio?.channels }],
    });
    expect(Math.abs(facts.duration - 2.6)).toBeLessThan(0.05);
    expect(Math.abs(facts.bitrate - (facts.size * 8) / facts.duration)).toBeLessThan(facts.bitrate * 0.1);
  },
);

test.each(['ts-ranges', 'fmp4-ranges'] as const)(
  'the facts of %s on a server that knows no ranges',
  async (segments) => {
    await putLadder(`rangeless/${segments}`, { segments, separateAudio: true, rungs: rungs(90) });
    const web = join(folder, 'web');
    await cp(join(web, 'rangeless', segments), join(web, 'ranges', segments), { recursive: true });
    const answer = await probed(`rangeless/${segments}/out/main.m3u8`);
    expect(answer).toMatchObject({ facts: { height: 90, audio: [{ codec: 'aac' }] } });
    expect(answer).toEqual(await probed(`ranges/${segments}/out/main.m3u8`));
  },
);

test('a range that the file of such a server does not have', async () => {
  const range = vod('#EXTINF:1,', '#EXT-X-BYTERANGE:1000@100', 'a.ts');
  await put('rangeless/short/a.m3u8', range);
  await put('rangeless/short/a.ts', Buffer.alloc(600));
  expect(await probed('rangeless/short/a.m3u8')).toMatchObject({
    failure: {
      code: 'SourceFileError.ContentMalformed',
      message: 'The playlist names bytes that its file does not have.',
    },
  });
  const far = vod('#EXTINF:1,', '#EXT-X-BYTERANGE:1000@300000000', 'a.ts');
  await put('rangeless/short/far.m3u8', far);
  expect(await probed('rangeless/short/far.m3u8')).toMatchObject({
    failure: { code: 'SourceFileError.ContentUnsupported' },
  });
});

const HUGE = 300 * 1024 * 1024;

/** A transport stream of 300 MiB: the clip, and packets that say nothing (ISO/IEC 13818-1, 2.4.3.3: PID 0x1fff). */
async function* hugeSegment(): AsyncGenerator<Buffer> {
  const film = await readFile(join(folder, 'web/huge/film.ts'));
  yield film;
  const nothing = Buffer.alloc(188 * 1000, 255);
  for (let at = 0; at < nothing.length; at += 188) nothing.write('471fff10', at, 'hex');
  for (let left = HUGE - film.length; left > 0; left -= nothing.length) yield nothing.subarray(0, left);
}

test.each(['open', 'encrypted', 'of an unknown size'])(
  'a first segment of 300 MiB is read as far as it tells its streams: %s',
  async (kind) => {
    await put('huge/film.ts', '');
    await clip(join(folder, 'web/huge/film.ts'), [VIDEO(1), TONE(1)], ['-y', ...QUICK]);
    await put('huge/key', Buffer.from(KEY, 'hex'));
    let read = 0;
    const large = createServer((request, response) => {
      if (request.url?.endsWith('.ts')) {
        const bytes = kind === 'encrypted' ? HUGE + 16 : HUGE;
        if (kind !== 'of an unknown size') response.setHeader('content-length', bytes);
        const counted = async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            read += chunk.length;
            yield chunk;
          }
        };
        const key = Buffer.from(KEY, 'hex');
        const cipher =
          kind === 'encrypted' ? createCipheriv('aes-128-cbc', key, Buffer.alloc(16)) : new PassThrough();
        pipeline(hugeSegment, cipher, counted, response).catch(() => {});
        return;
      }
      if (request.url === '/key') return void response.end(Buffer.from(KEY, 'hex'));
      const iv = `0x${'0'.repeat(32)}`;
      const secret = kind === 'encrypted' ? [`#EXT-X-KEY:METHOD=AES-128,URI="key",IV=${iv}`] : [];
      response.end(vod(...secret, '#EXTINF:1,', 'a.ts'));
    });
    await new Promise<void>((resolve) => large.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(large.address() as AddressInfo).port}/list.m3u8`;
    const context = { client, tools: { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' }, stallMs: 20_000, folder };
    const answer = await probeSource({ url, allowLoopback: true }, context);
    large.closeAllConnections();
    large.close();
    expect(answer).toMatchObject(
      kind === 'of an unknown size'
        ? { failure: { code: 'SourceFileError.ContentUnsupported' } }
        : {
            facts: {
              // Padding and key are of 16 bytes each.
              ...{ size: kind === 'encrypted' ? HUGE + 32 : HUGE, duration: 1, height: 180 },
              audio: [{ codec: 'aac' }],
            },
          },
    );
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(HUGE / 4);
  },
  60_000,
);

test('a playlist that has no facts fails as it does in a task', async () => {
  await put('broken/live.m3u8', '#EXTM3U\n#EXTINF:1,\na.ts\n');
  await put('broken/gone.m3u8', '#EXTM3U\n#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n');
  await put('broken/out.m3u8', '#EXTM3U\n#EXTINF:1,\n../a.ts\n#EXT-X-ENDLIST\n');
  await put('broken/local.m3u8', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n');
  await put('broken/film.m3u8', await readFile(join(folder, 'av.mp4')));
  await put('broken/list.mp4', '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n');
  expect(await probed('broken/film.m3u8')).toMatchObject({
    facts: { height: 180, container: expect.stringContaining('mp4') },
  });
  const failures = [];
  for (const name of ['live.m3u8', 'gone.m3u8', 'out.m3u8', 'local.m3u8', 'list.mp4', 'none.m3u8']) {
    const answer = await probed(`broken/${name}`);
    failures.push('failure' in answer ? answer.failure.message : 'facts');
  }
  expect(failures).toEqual([
    'The source is a live stream: its playlist has no end.',
    'The source does not exist.',
    'The playlist names a file outside its own folder.',
    'The playlist names an address that is not allowed.',
    'The format of the source is not supported: playlists and text are no media files.',
    'The source does not exist.',
  ]);
  expect((await readdir(folder)).filter((name) => name.startsWith('probe-'))).toEqual([]);
});

test('a URL: what the playlist names is beside it', async () => {
  await putLadder('plain', { rungs: rungs(90) });
  await put(
    'plain/list.m3u8',
    await readFile(join(folder, 'web/plain/out/0.m3u8'), 'utf8').then((text) =>
      text.replaceAll(/^0\//gm, 'out/0/'),
    ),
  );
  const file = join(await mkdtemp(join(folder, 'job-')), 'input');
  const limits = { maxBytes: 10_000_000, timeoutMs: 20_000 };
  const context = {
    client,
    edge: { requestBeside: () => Promise.reject(new Error('not asked')) },
    name: null,
    ffmpeg: 'ffmpeg',
    stallMs: 20_000,
    limits,
    signal,
  };
  const input = { url: `${edgeUrl}/plain/list.m3u8`, allowLoopback: true };
  expect(await fetchInput(input, file, context)).toMatchObject({ isHls: true });
  expect((await contents(file)).height).toBe(90);
  // One that was moved names what is beside its new place. (No redirect leads to this machine: it is told.)
  asked.length = 0;
  const again = join(await mkdtemp(join(folder, 'job-')), 'input');
  await copyFile(join(folder, 'web/plain/list.m3u8'), again);
  const moved = { ...input, url: `${edgeUrl}/before/list.m3u8` };
  expect(await fetchPresentation(moved, input.url, again, context)).toBeGreaterThan(0);
  expect(asked).toContain('/plain/out/0/0.ts');
  expect(asked.filter((path) => path.startsWith('/before/'))).toEqual([]);
});

test('times that jump go on', async () => {
  await putLadder('jump', { rungs: rungs(90) });
  const half = (await readFile(join(folder, 'web/jump/out/0.m3u8'), 'utf8')).replace('#EXT-X-ENDLIST\n', '');
  const segments = half.slice(half.indexOf('#EXTINF'));
  await put('jump/out/twice.m3u8', `${half}#EXT-X-DISCONTINUITY\n${segments}#EXT-X-ENDLIST\n`);
  const { file } = await fetched('jump/out/twice.m3u8');
  const { video } = await contents(file);
  expect((video?.end ?? 0) - (video?.start ?? 0)).toBeCloseTo(5.2, 0);
});

const one = (uri: string) => vod('#EXTINF:1,', uri);
const master = (uri: string) => vod('#EXT-X-STREAM-INF:BANDWIDTH=1', uri);

test.each<[string, string, string]>([
  ['a local file', one('file:///etc/passwd'), 'SourceFileError.DownloadNotAccessible'],
  ['a local path', one('/etc/passwd'), 'SourceFileError.ContentUnsupported'],
  ['a private address', one('http://10.0.0.1/a.ts'), 'SourceFileError.DownloadNotAccessible'],
  ['the loopback address', one('http://127.0.0.1:1/a.ts'), 'SourceFileError.DownloadNotAccessible'],
  ['another protocol', one('concat:a.ts|b.ts'), 'SourceFileError.DownloadNotAccessible'],
  ['data in the address', one('data:text/plain,x'), 'SourceFileError.DownloadNotAccessible'],
  ['a way out', one('../secret.ts'), 'SourceFileError.ContentUnsupported'],
  ['a hidden way out', one('a/%2e%2e/%2e%2e/secret.ts'), 'SourceFileError.ContentUnsupported'],
  ['another host', one('//10.0.0.1/a.ts'), 'SourceFileError.DownloadNotAccessible'],
  ['what is not there', one('missing.ts'), 'SourceFileError.DownloadNotAccessible'],
  ['itself', master('bad.m3u8'), 'SourceFileError.ContentUnsupported'],
  ['a playlist as a segment', one('bad.m3u8'), 'SourceFileError.ContentUnsupported'],
  ['a live stream', '#EXTM3U\n#EXTINF:1,\na.ts\n', 'SourceFileError.ContentUnsupported'],
  [
    'a key that is none',
    vod('#EXT-X-KEY:METHOD=AES-128,URI="bad.m3u8"', '#EXTINF:1,', 'bad.m3u8'),
    'SourceFileError.ContentMalformed',
  ],
  [
    'bytes that are not there',
    vod('#EXTINF:1,', '#EXT-X-BYTERANGE:1000@1000', 'bad.m3u8'),
    'SourceFileError.ContentMalformed',
  ],
])('a playlist that names %s is refused', async (_, text, code) => {
  await put('bad/bad.m3u8', text);
  await expect(fetched('bad/bad.m3u8')).rejects.toMatchObject({ failure: { code } });
});

test('all that is fetched counts', async () => {
  await put('large/list.m3u8', vod(...Array.from({ length: 20 }, () => '#EXTINF:1,\na.ts')));
  await put('large/a.ts', Buffer.alloc(1000));
  await expect(fetched('large/list.m3u8', 15_000)).rejects.toMatchObject({
    failure: { code: 'SourceFileError.ContentUnsupported' },
  });
});

test('a playlist under another name is refused, whatever it names', async () => {
  await put('bad/film.mp4', one('http://127.0.0.1:1/a.ts'));
  await expect(fetched('bad/film.mp4')).rejects.toMatchObject({
    failure: { code: 'SourceFileError.ContentUnsupported' },
  });
});
