// Pictures that are taken while the source is encoded: which ones, and that they are those which are taken alone.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { clip, QUICK } from '../../test/backend/clips.ts';
import { type OneBackend, oneBackend } from '../../test/backend/oneBackend.ts';
import { aac, h264 } from '../../test/backend/specs.ts';
import { jobOn, type TestEdge } from '../../test/backend/testEdge.ts';
import type { MediaOutput } from '../contract/media.ts';
import type { PictureSpec } from '../contract/picture.ts';
import type { Backend } from './backend.ts';
import { probeInput } from './ffmpeg/probe.ts';
import { type Source, sourceOf } from './ffmpeg/source.ts';
import type { PictureOutput } from './makePicture.ts';
import { decodesAll, pictureScan } from './pictureScan.ts';

const number = { initial: 0, increment: 1, minLength: 1, placeholder: '0' };
const jpg: PictureSpec = { format: 'jpg', width: 0, height: 0, adaptive: true, fill: 'stretch' };
const media: MediaOutput = {
  ...{ kind: 'media', subtask: 0, container: 'mp4', video: h264, audio: aac, main: 'a.mp4', segment: null },
};
const shots: Extract<PictureOutput, { kind: 'snapshot' }> = {
  ...{ kind: 'snapshot', subtask: 1, at: { unit: 'seconds', every: 0.5 }, picture: jpg },
  files: { pattern: 'shots/{number}.jpg', number },
};
const sprite: Extract<PictureOutput, { kind: 'sprite' }> = {
  ...{ kind: 'sprite', subtask: 2, at: { unit: 'seconds', every: 1.5 }, rows: 1, columns: 3 },
  picture: { ...jpg, width: 32, height: 18 },
  ...{ files: { pattern: 'sheets/{number}.jpg', number }, main: 'list.vtt' },
};

let edge: TestEdge;
let backend: Backend;
let whole: OneBackend;
let source: Source;

beforeAll(async () => {
  whole = await oneBackend({ BACKEND_ID: 'b' });
  ({ backend, edge } = whole);
  // 40 frames, 10 a second, a key frame each second; the n-th one has the luma 16 + 4n.
  const ramp = "nullsrc=size=160x90:rate=10:duration=4,geq=lum='16+4*N':cb=128:cr=128";
  const file = await clip(join(whole.folder, 'ramp.mp4'), [ramp], [...QUICK, '-crf', '1', '-g', '10']);
  source = sourceOf(await probeInput('ffprobe', file, AbortSignal.timeout(20_000)), 10_000);
  edge.inputs.set('ramp.mp4', new Uint8Array(await readFile(file)));
});
afterAll(() => whole.stop());

/** What a job stores, by key. */
async function stored(id: string, outputs: (MediaOutput | PictureOutput)[], isolate: boolean) {
  edge.stored.clear();
  const body = JSON.stringify(jobOn('ramp.mp4', outputs, { id, isolate }));
  const headers = { authorization: `Bearer ${edge.token}` };
  const answer = await fetch(`${backend.url}/jobs`, { method: 'POST', headers, body });
  expect(answer.status).toBe(202);
  await edge.final(id);
  expect(edge.results(id).map(({ status }) => status)).toEqual(outputs.map(() => 'success'));
  return new Map(edge.stored);
}

/** The frame of the ramp that each third of a sheet shows. */
async function framesOf(sheet: Buffer): Promise<number[]> {
  const file = join(whole.folder, 'sheet.jpg');
  await writeFile(file, sheet);
  const filter = 'scale=3:1:flags=area:out_range=tv,format=gray';
  const args = ['-v', 'error', '-i', file, '-vf', filter, '-f', 'rawvideo', '-'];
  const { stdout } = await promisify(execFile)('ffmpeg', args, { encoding: 'buffer' });
  return [...stdout].map((luma) => Math.round((luma - 16) / 4));
}

test('shots and sheets that are taken beside an output are those that are taken alone', async () => {
  const outputs = [media, shots, sprite];
  const together = await stored('together', outputs, false);
  const alone = await stored('alone', outputs, true);
  expect([...together.keys()].sort()).toEqual([...alone.keys()].sort());
  for (let n = 0; n < 8; n++) expect(together.get(`shots/${n}.jpg`)).toEqual(alone.get(`shots/${n}.jpg`));
  expect(together.get('list.vtt')).toEqual(alone.get('list.vtt'));
  // Alone the key frames before the moments have to do.
  expect(await framesOf(together.get('sheets/0.jpg')!)).toEqual([0, 15, 30]);
  expect(await framesOf(alone.get('sheets/0.jpg')!)).toEqual([0, 10, 30]);
});

test('a sheet that is too large fails alone', async () => {
  const huge = { ...sprite, picture: { ...jpg, width: 4096, height: 4096 }, rows: 100, columns: 100 };
  edge.stored.clear();
  const body = JSON.stringify(jobOn('ramp.mp4', [media, huge], { id: 'huge' }));
  const headers = { authorization: `Bearer ${edge.token}` };
  await fetch(`${backend.url}/jobs`, { method: 'POST', headers, body });
  await edge.final('huge');
  expect(edge.results('huge')).toMatchObject([
    { status: 'success' },
    { status: 'failed', failure: { code: 'InvalidInput.ConfigurationUnsupported' } },
  ]);
  expect([...edge.stored.keys()]).toEqual(['a.mp4']);
});

describe('pictureScan', () => {
  const scan = (output: PictureOutput, more: object = {}) => {
    const known = { ...source, video: { ...source.video!, ...more } };
    return pictureScan(output, known, '/o');
  };
  it('takes shots at an interval and the tiles of sheets', () => {
    expect(scan(shots)).toEqual({ spec: jpg, seconds: 0.5, count: 8, pattern: '/o/%06d.jpg' });
    const spec = { ...jpg, width: 32, height: 18, format: 'png' };
    expect(scan(sprite)).toEqual({ spec, seconds: 1.5, count: 3, pattern: '/o/%06d.png' });
  });
  it.each([
    ['moments that are listed', { ...shots, at: [{ unit: 'seconds', value: 1 }] }, {}],
    ['one picture', { ...shots, at: { unit: 'seconds', every: 4 } }, {}],
    ['more pictures than there may be', { ...shots, at: { unit: 'seconds', every: 0.0001 } }, {}],
    ['interlaced sources', shots, { interlaced: true }],
  ] as [string, PictureOutput, object][])('leaves out %s', (_, output, more) => {
    expect(scan(output, more)).toBeNull();
  });
});

it.each([
  [{}, true],
  [{ clip: { start: 1, end: 2 } }, false],
  [{ video: { ...h264, codec: 'copy' } }, false],
  [{ video: null }, false],
  [{ container: 'm4a' }, false],
] as [Partial<MediaOutput>, boolean][])('decodesAll: %o', (more, expected) => {
  expect(decodesAll({ ...media, ...more }, source)).toBe(expected);
});
