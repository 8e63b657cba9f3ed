// A long picture is encoded by two backends together, chunk by chunk: the file is whole, and nothing else is left.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ffprobe, streamOf } from '../../src/cli/ffprobe.ts';
import { getObject, openObject, putObject } from '../../src/cli/objects.ts';
import { pollTask } from '../../src/cli/pollTask.ts';
import { subtasksOf } from '../../src/cli/results.ts';
import { sdkClient } from '../../src/cli/sdk.ts';
import { BUCKET } from '../faults/clips.ts';
import { Cluster } from '../faults/cluster.ts';
import { decodeAll, ffmpeg } from './ffmpeg.ts';

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
  const client = sdkClient(cluster.url, cluster.secrets.account);
  const { TaskId = '' } = await client.ProcessMedia({
    InputInfo: {
      Type: 'COS',
      CosInputInfo: { Bucket: BUCKET, Region: 'ap-chongqing', Object: 'in/long.mp4' },
    },
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 100010 }] },
  });
  const task = await pollTask(client, TaskId, () => {});
  const [done] = subtasksOf(task);
  expect(done).toMatchObject({ status: 'SUCCESS', path: '/in/long_transcode_100010.mp4' });
  const file = join(cluster.folder, 'out.mp4');
  await getObject(cluster, { bucket: BUCKET, key: 'in/long_transcode_100010.mp4' }, file);
  const probed = await ffprobe(file);
  expect(streamOf(probed, 'video')).toMatchObject({ codec_name: 'h264', height: 360, nb_frames: '300' });
  expect(Math.abs(Number(probed.format.duration) - 12)).toBeLessThan(0.1);
  await decodeAll(file);
  // Both backends have made chunks.
  const logs = await Promise.all(
    ['one', 'two'].map((id) => readFile(join(cluster.folder, `logs/${id}.log`), 'utf8')),
  );
  const [maker, helper] = logs[0]!.includes('job.joined') ? logs : [logs[1]!, logs[0]!];
  expect(maker).toContain('"event":"job.joined","subtask":0,"chunks":6');
  expect(helper).toMatch(/"event":"job.started","job":"[^"]+-0\.0\.\d"/);
  for (let chunk = 0; chunk < 6; chunk++) {
    const left = await openObject(cluster, { bucket: BUCKET, key: `_work/${TaskId}/0.0.${chunk}.mp4` });
    await left?.cancel();
    expect(left).toBeNull();
  }
});
