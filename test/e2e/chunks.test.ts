// A long picture is encoded by two backends together, chunk by chunk: all frames are there, and nothing else is left.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ffprobe, streamOf } from '../../src/cli/ffprobe.ts';
import { getObject, putObject } from '../../src/cli/objects.ts';
import { pollTask } from '../../src/cli/pollTask.ts';
import { subtasksOf } from '../../src/cli/results.ts';
import { type ProcessMediaRequest, sdkClient } from '../../src/cli/sdk.ts';
import { BUCKET } from '../faults/clips.ts';
import { Cluster } from '../faults/cluster.ts';
import { decodeAll, ffmpeg } from './ffmpeg.ts';

type Transcoding = NonNullable<
  NonNullable<ProcessMediaRequest['MediaProcessTask']>['TranscodeTaskSet']
>[number];

let cluster: Cluster;

beforeAll(async () => {
  const env = { CHUNK_SECONDS: '2', STALL_MS: '60000' };
  cluster = await Cluster.start([
    { id: 'one', env },
    { id: 'two', env },
  ]);
  const file = join(cluster.folder, 'long.mp4');
  const sources = ['-f', 'lavfi', '-i', 'testsrc2=d=12:s=320x180:r=25', '-f', 'lavfi', '-i', 'sine=d=12'];
  await ffmpeg(...sources, '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file);
  await putObject(cluster, { bucket: BUCKET, key: 'in/long.mp4' }, file);
});
afterAll(() => cluster?.stop());

test('two backends, one file', async () => {
  const { taskId, path } = await transcode({ Definition: 100010 });
  expect(path).toBe('/in/long_transcode_100010.mp4');
  const file = await fetched('long_transcode_100010.mp4');
  const probed = await ffprobe(file);
  expect(streamOf(probed, 'video')).toMatchObject({ codec_name: 'h264', height: 360, nb_frames: '300' });
  expect(Math.abs(Number(probed.format.duration) - 12)).toBeLessThan(0.1);
  await decodeAll(file);
  await bothHaveWorked(taskId);
  expect(await cluster.objects(BUCKET, `_work/${taskId}/`)).toEqual([]);
});

test('two backends, one HLS playlist', async () => {
  const { taskId, path } = await transcode({
    Definition: 0,
    RawParameter: {
      Container: 'hls',
      VideoTemplate: {
        ...{ Codec: 'h264', Fps: 0, Bitrate: 300, Height: 144 },
        ...{ SegmentType: 0, HlsTime: 2, Gop: 2, GopUnit: 'second' },
      },
      AudioTemplate: { Codec: 'aac', Bitrate: 48, SampleRate: 44_100 },
    },
  });
  expect(path).toBe('/in/long_transcode_0.m3u8');
  const list = await fetched('long_transcode_0.m3u8');
  const text = await readFile(list, 'utf8');
  const lengths = [...text.matchAll(/#EXTINF:([\d.]+)/g)].map(([, seconds]) => Number(seconds).toFixed(2));
  expect(lengths).toEqual(Array(6).fill('2.00'));
  for (let n = 0; n < 6; n++) await fetched(`long_transcode_0_${n}.ts`);
  expect(text).toContain('long_transcode_0_5.ts');
  await decodeAll(list);
  expect(streamOf(await ffprobe(list), 'video')).toMatchObject({ codec_name: 'h264', height: 144 });
  const hashes = await ffmpeg('-i', list, '-map', '0:v', '-f', 'framemd5', '-');
  expect(hashes.split('\n').filter((line) => /^0,/.test(line))).toHaveLength(300);
  await bothHaveWorked(taskId);
  expect(await cluster.objects(BUCKET, `_work/${taskId}/`)).toEqual([]);
});

async function transcode(output: Transcoding) {
  const client = sdkClient(cluster.url, cluster.secrets.account);
  const { TaskId = '' } = await client.ProcessMedia({
    InputInfo: {
      Type: 'COS',
      CosInputInfo: { Bucket: BUCKET, Region: 'ap-chongqing', Object: 'in/long.mp4' },
    },
    MediaProcessTask: { TranscodeTaskSet: [output] },
  });
  const [done] = subtasksOf(await pollTask(client, TaskId, () => {}));
  expect(done).toMatchObject({ status: 'SUCCESS' });
  return { taskId: TaskId, path: done?.path };
}

async function fetched(name: string): Promise<string> {
  const file = join(cluster.folder, 'made', name);
  await getObject(cluster, { bucket: BUCKET, key: `in/${name}` }, file);
  return file;
}

/** One backend has joined the task's chunks, and the other has made some of them. */
async function bothHaveWorked(taskId: string): Promise<void> {
  const events = async (id: string) =>
    (await readFile(join(cluster.folder, `logs/${id}.log`), 'utf8'))
      .split('\n')
      .filter((line) => line.includes(taskId))
      .map((line): Record<string, unknown> => JSON.parse(line));
  const logs = await Promise.all(['one', 'two'].map(events));
  const joined = logs.map((lines) => lines.filter(({ event }) => event === 'job.joined'));
  expect(joined.flat()).toEqual([expect.objectContaining({ job: `${taskId}-0`, subtask: 0, chunks: 6 })]);
  const helper = logs[joined.findIndex((lines) => lines.length === 0)]!;
  const chunks = helper.filter(({ event }) => event === 'job.ended').map(({ job }) => String(job));
  expect(chunks.length).toBeGreaterThan(0);
  for (const job of chunks) expect(job.slice(taskId.length)).toMatch(/^-0\.0\.[0-5]$/);
}
