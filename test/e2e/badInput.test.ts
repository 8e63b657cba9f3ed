// Inputs that no work can be done on: the task is accepted, ends as FINISH with failing subtasks, leaves nothing behind.

import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ffprobe } from '../../src/cli/ffprobe.ts';
import { subtasksOf } from '../../src/cli/results.ts';
import { withExternalMedia } from '../support/boxes.ts';
import { gif } from '../support/gif.ts';
import { ffmpeg, RECORDING } from './ffmpeg.ts';
import { startTestStack, type TestStack } from './testStack.ts';

const BUCKET = 'bad-1250000000';
let system: TestStack;
/** A web server on the loopback address, which local settings allow as an input. */
let web: Server;
let webUrl: string;
const webRequests: string[] = [];
let externals = 0;

beforeAll(async () => {
  system = await startTestStack();
  const video = await readFile(await shortVideo('web.mp4'));
  web = createServer((request, response) => {
    webRequests.push(request.url ?? '');
    if (request.url === '/redirect.mp4') response.writeHead(302, { Location: `${webUrl}/secret.mp4` }).end();
    else response.end(video);
  }).listen(0, '127.0.0.1');
  await once(web, 'listening');
  webUrl = `http://127.0.0.1:${(web.address() as { port: number }).port}`;
});
afterAll(async () => {
  web?.close();
  await system?.stop();
});

/** A second of the recording, small. */
async function shortVideo(name: string, ...options: string[]): Promise<string> {
  const file = join(system.folder, name);
  const small = ['-vf', 'scale=160:-2', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'];
  await ffmpeg('-i', RECORDING, '-t', '1', ...small, ...options, file);
  return file;
}

async function written(name: string, content: string | Buffer): Promise<string> {
  const file = join(system.folder, name);
  await writeFile(file, content);
  return file;
}

function transcode(key: string, definitions: number[]) {
  return system.run({
    InputInfo: {
      Type: 'COS',
      CosInputInfo: { Bucket: BUCKET, Region: 'ap-guangzhou', Object: `/${key}` },
    },
    MediaProcessTask: { TranscodeTaskSet: definitions.map((Definition) => ({ Definition })) },
  });
}

function transcodeUrl(url: string) {
  return system.run({
    InputInfo: { Type: 'URL', UrlInputInfo: { Url: url } },
    OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: BUCKET, Region: 'ap-guangzhou' } },
    OutputDir: '/url/',
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
  });
}

/** Each subtask failed for this reason, and no file or process is left of it. */
async function expectFailure(
  { task }: Awaited<ReturnType<typeof transcode>>,
  code: string,
  outputs: string[],
): Promise<void> {
  expect(task.Status).toBe('FINISH');
  const subtasks = subtasksOf(task);
  expect(subtasks).not.toHaveLength(0);
  for (const { status, reason, path } of subtasks) {
    expect(reason.split(': ')[0]).toBe(code);
    expect([status, path]).toEqual(['FAIL', null]);
  }
  for (const output of outputs) expect(await system.exists(BUCKET, output)).toBe(false);
  await expect.poll(system.backendLeftovers, { timeout: 10_000 }).toEqual([]);
}

test('an object that does not exist', async () => {
  const result = await transcode('missing.mp4', [10, 210]);
  await expectFailure(result, 'SourceFileError.DownloadNotAccessible', [
    '/missing_transcode_10.mp4',
    '/missing_transcode_210.m3u8',
  ]);
});

test.each([
  ['empty', Buffer.alloc(0)],
  ['text', 'This is not a film.\n'.repeat(100)],
  ['noise', Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251))],
])('an object that is %s', async (name, content) => {
  await system.put(BUCKET, `${name}.mp4`, await written(`${name}.mp4`, content));
  const result = await transcode(`${name}.mp4`, [10, 210]);
  await expectFailure(result, 'SourceFileError.ContentMalformed', [
    `/${name}_transcode_10.mp4`,
    `/${name}_transcode_210.m3u8`,
  ]);
});

test.each([
  ['index-last', 'its index is missing', []],
  ['index-first', 'half of its pictures are missing', ['-movflags', '+faststart']],
])('a video that breaks off (%s): %s', async (name, _, options) => {
  const whole = await readFile(await shortVideo(`${name}-whole.mp4`, ...options));
  const half = await written(`${name}.mp4`, whole.subarray(0, whole.length / 2));
  await system.put(BUCKET, `${name}.mp4`, half);
  const result = await transcode(`${name}.mp4`, [10, 210]);
  await expectFailure(result, 'SourceFileError.ContentMalformed', [
    `/${name}_transcode_10.mp4`,
    `/${name}_transcode_210.m3u8`,
    `/${name}_transcode_210_0.ts`,
  ]);
});

test('no video: a video template keeps the sound', async () => {
  const sound = join(system.folder, 'sound.m4a');
  await ffmpeg('-i', RECORDING, '-t', '1', '-vn', '-c:a', 'copy', sound);
  await system.put(BUCKET, 'sound.m4a', sound);
  const { task } = await transcode('sound.m4a', [10, 1010]);
  expect(subtasksOf(task).map(({ status, path }) => [status, path])).toEqual([
    ['SUCCESS', '/sound_transcode_10.mp4'],
    ['SUCCESS', '/sound_transcode_1010.mp3'],
  ]);
  const probe = await ffprobe(await system.get(BUCKET, '/sound_transcode_10.mp4'));
  expect(probe.streams.map((stream) => stream.codec_name)).toEqual(['aac']);
});

test('no sound: an audio template fails alone', async () => {
  await system.put(BUCKET, 'silent.mp4', await shortVideo('silent.mp4', '-an'));
  const { task } = await transcode('silent.mp4', [1010, 10]);
  expect(subtasksOf(task).map(({ status, path }) => [status, path])).toEqual([
    ['FAIL', null],
    ['SUCCESS', '/silent_transcode_10.mp4'],
  ]);
  expect(await system.exists(BUCKET, '/silent_transcode_1010.mp3')).toBe(false);
});

test.each([
  ['local files', () => 'file:///etc/passwd'],
  ['a private address', () => `${webUrl}/secret.mp4`],
  ['link-local metadata', () => 'http://169.254.169.254/latest/meta-data'],
])('a playlist that points at %s', async (name, target) => {
  const key = `${name.replaceAll(' ', '-')}.m3u8`;
  const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${target()}\n#EXT-X-ENDLIST\n`;
  await system.put(BUCKET, key, await written(key, playlist));
  const before = webRequests.length;
  const result = await transcode(key, [10]);
  await expectFailure(result, 'SourceFileError.DownloadNotAccessible', [
    `/${key.replace('.m3u8', '')}_transcode_10.mp4`,
  ]);
  expect(webRequests.slice(before)).toEqual([]);
});

test('a playlist with its segments works; under another name it does not', async () => {
  const list = join(system.folder, 'list.m3u8');
  const small = ['-vf', 'scale=160:-2', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'];
  const hls = ['-f', 'hls', '-hls_time', '1', '-g', '30', '-hls_playlist_type', 'vod'];
  await ffmpeg('-i', RECORDING, '-t', '3', ...small, ...hls, list);
  await system.put(BUCKET, 'lists/list.m3u8', list);
  await system.put(BUCKET, 'lists/list.mp4', list);
  for (const n of [0, 1, 2])
    await system.put(BUCKET, `lists/list${n}.ts`, join(system.folder, `list${n}.ts`));
  const { task } = await transcode('lists/list.m3u8', [10]);
  expect(subtasksOf(task).map(({ path }) => path)).toEqual(['/lists/list_transcode_10.mp4']);
  expect(task.MetaData).toMatchObject({ Container: 'hls,applehttp' });
  // Asked without a task, it is the same.
  const { MetaData } = await system.client.DescribeMediaMetaData({
    InputInfo: {
      Type: 'COS',
      CosInputInfo: { Bucket: BUCKET, Region: 'ap-guangzhou', Object: '/lists/list.m3u8' },
    },
  });
  const known = task.MetaData as NonNullable<typeof MetaData>;
  const { Size, Container, Width, Height } = known;
  expect(MetaData).toMatchObject({ Size, Container, Width, Height, AudioStreamSet: [{ Codec: 'aac' }] });
  expect(Math.abs(Number(MetaData?.Duration) - Number(known.Duration))).toBeLessThan(0.1);
  const made = await ffprobe(await system.get(BUCKET, '/lists/list_transcode_10.mp4'));
  expect(Math.abs(Number(made.format.duration) - 3)).toBeLessThan(0.1);
  const disguised = await transcode('lists/list.mp4', [20]);
  await expectFailure(disguised, 'SourceFileError.ContentUnsupported', ['/lists/list_transcode_20.mp4']);
});

test('a URL works; one that redirects to a private address does not', async () => {
  const direct = await transcodeUrl(`${webUrl}/direct.mp4`);
  expect(subtasksOf(direct.task).map(({ path }) => path)).toEqual(['/url/direct_transcode_10.mp4']);
  const before = webRequests.length;
  const redirected = await transcodeUrl(`${webUrl}/redirect.mp4`);
  await expectFailure(redirected, 'SourceFileError.DownloadNotAccessible', [
    '/url/redirect_transcode_10.mp4',
  ]);
  expect(webRequests.slice(before)).not.toContain('/secret.mp4');
});

/** What may come of a file that is damaged: the work, or a failure that says so. Never another one. */
async function expectDamage({ task }: Awaited<ReturnType<typeof transcode>>): Promise<void> {
  for (const { status, reason } of subtasksOf(task)) {
    if (status !== 'SUCCESS') expect(reason.split(': ')[0]).toMatch(/^SourceFileError\.Content/);
  }
  await expect.poll(system.backendLeftovers, { timeout: 10_000 }).toEqual([]);
}

test.each([1, 7])('bits that flipped, of seed %d', async (seed) => {
  const bytes = await readFile(await shortVideo(`flipped-${seed}-whole.mp4`, '-movflags', '+faststart'));
  let state = seed;
  for (let n = 0; n < 200; n++) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    bytes[64 + (state % (bytes.length - 64))]! ^= 1 << (state % 8);
  }
  await system.put(BUCKET, `flipped-${seed}.mp4`, await written(`flipped-${seed}.mp4`, bytes));
  await expectDamage(await transcode(`flipped-${seed}.mp4`, [10, 210]));
});

test('what a file is called does not matter, only what it is', async () => {
  await system.put(BUCKET, 'video.jpg', await shortVideo('extension.mp4'));
  const { task } = await transcode('video.jpg', [10]);
  expect(subtasksOf(task).map(({ path }) => path)).toEqual(['/video_transcode_10.mp4']);
});

test.each<['alis' | 'url ', () => string]>([
  ['alis', () => join(system.folder, 'secret.mov')],
  ['alis', () => '/etc/passwd'],
  ['url ', () => `file://${join(system.folder, 'secret.mov')}`],
  ['url ', () => `${webUrl}/secret.mp4`],
])('media in another file (%s) are not read', async (kind, target) => {
  await shortVideo('secret.mov');
  // Its own media are not the secret's, so that what comes out shows what was read.
  const own = join(system.folder, 'own.mov');
  await ffmpeg('-f', 'lavfi', '-i', 'color=c=red:s=64x48:r=5:d=1', '-pix_fmt', 'yuv420p', own);
  const moved = withExternalMedia(await readFile(own), kind, target());
  const key = `external-${externals++}.mov`;
  await system.put(BUCKET, key, await written(key, moved));
  const before = webRequests.length;
  const { task } = await transcode(key, [10]);
  expect(webRequests.slice(before)).toEqual([]);
  const [subtask] = subtasksOf(task);
  if (subtask!.status !== 'SUCCESS') {
    expect(subtask!.reason.split(': ')[0]).toMatch(/^SourceFileError\.Content/);
    return;
  }
  const { streams } = await ffprobe(await system.get(BUCKET, subtask!.path!));
  expect(streams.map(({ codec_name }) => codec_name)).toEqual(['h264']);
});

test('a picture of 16,000 x 16,000 pixels', async () => {
  await system.put(BUCKET, 'huge.gif', await written('huge.gif', gif(16_000, 16_000, 2, 10)));
  const result = await transcode('huge.gif', [10]);
  await expectFailure(result, 'SourceFileError.ContentUnsupported', ['/huge_transcode_10.mp4']);
});

test('names of other alphabets, of spaces, and of nearly 1,000 characters', async () => {
  const long = `${'部'.repeat(80)}/${'x y'.repeat(80)}/${'é'.repeat(100)}`;
  const input = `ünï/视频 #1 100% 🎬/${'n'.repeat(200)}.mp4`;
  await system.put(BUCKET, input, await shortVideo('named.mp4'));
  const outputs = [`/абс/{definition} 中文.{format}`, `${long}_{definition}.{format}`];
  const { task } = await system.run({
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'r', Object: `/${input}` } },
    OutputDir: '/ответ/',
    MediaProcessTask: {
      TranscodeTaskSet: outputs.map((OutputObjectPath) => ({ Definition: 10, OutputObjectPath })),
    },
  });
  const paths = subtasksOf(task).map(({ path }) => path);
  expect(paths).toEqual(['/абс/10 中文.mp4', `/ответ/${long}_10.mp4`]);
  for (const path of paths) expect((await ffprobe(await system.get(BUCKET, path!))).streams).toHaveLength(2);
});

test.each([
  ['OutputObjectPath', { OutputObjectPath: '../{inputName}.{format}' }, '/out/'],
  ['OutputObjectPath', { OutputObjectPath: '/a/../../b.{format}' }, '/out/'],
  ['OutputObjectPath', { OutputObjectPath: `/${'x'.repeat(1024)}.{format}` }, '/out/'],
  ['OutputDir', {}, '/out/../../'],
] as const)('a path that leaves its bucket is refused at once: %s %j %s', async (name, path, OutputDir) => {
  const refused = system.run({
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: BUCKET, Region: 'r', Object: '/good.mp4' } },
    OutputDir,
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10, ...path }] },
  });
  await expect(refused).rejects.toThrow(
    `\`${name === 'OutputDir' ? '' : 'MediaProcessTask.TranscodeTaskSet.0.'}${name}\``,
  );
});

test('good work goes on after all this', async () => {
  await system.put(BUCKET, 'good.mp4', await shortVideo('good.mp4'));
  const { task } = await transcode('good.mp4', [10]);
  expect(subtasksOf(task).map(({ status }) => status)).toEqual(['SUCCESS']);
});
