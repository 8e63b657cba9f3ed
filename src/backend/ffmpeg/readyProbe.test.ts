// With real ffprobes.
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ffmpeg } from '../../../test/e2e/ffmpeg.ts';
import { probeInput } from './probe.ts';
import { INPUT_NAME, ReadyProbe, ReadyProbes } from './readyProbe.ts';

let folder: string;
let parent: string;
const { signal } = new AbortController();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edge-mps-ready-'));
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=5', '-t', '1', join(folder, 'clip.mp4'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  parent = await mkdtemp(join(folder, 'jobs-'));
});

/** Processes whose command line names the folder of this test. */
async function processes(): Promise<number> {
  let found = 0;
  for (const name of await readdir('/proc')) {
    const line = /^\d+$/.test(name) ? await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '') : '';
    if (line.includes(`${parent}/`)) found++;
  }
  return found;
}

const poll = (test: () => unknown) => expect.poll(test, { interval: 10, timeout: 10_000 });

describe('an ffprobe that waits', () => {
  test('finds what any ffprobe finds', async () => {
    const ready = await ReadyProbe.start('ffprobe', parent);
    expect(ready.ended).toBe(false);
    const file = join(ready.folder, INPUT_NAME);
    await copyFile(join(folder, 'clip.mp4'), file);
    expect(await ready.probe(signal)).toEqual(await probeInput('ffprobe', file, signal));
    expect(await processes()).toBe(0);
  });

  test('says of a bad file what any ffprobe says', async () => {
    const ready = await ReadyProbe.start('ffprobe', parent);
    await writeFile(join(ready.folder, INPUT_NAME), 'no media');
    await expect(ready.probe(signal)).rejects.toMatchObject({
      failure: { code: 'SourceFileError.ContentMalformed' },
    });
  });

  test('ends with its job', async () => {
    const ready = await ReadyProbe.start('ffprobe', parent);
    const job = new AbortController();
    job.abort(new Error('over'));
    await expect(ready.probe(job.signal)).rejects.toThrow('over');
    expect(await processes()).toBe(0);
  });
});

describe('keeping one ready', () => {
  const keep = (ffprobe: string, maxAgeMs = 60_000) => new ReadyProbes({ ffprobe, parent, maxAgeMs });

  test('one is there, is given once, and another follows; nothing is left in the end', async () => {
    const probes = keep('ffprobe');
    await poll(processes).toBeGreaterThan(0);
    const first = probes.take()!;
    expect(probes.take()).toBeNull();
    await first.stop();
    await rm(first.folder, { recursive: true });
    let second: ReadyProbe | null = null;
    await poll(() => {
      second ??= probes.take();
      return second?.folder;
    }).toEqual(expect.stringContaining('job-'));
    expect(second!.folder).not.toBe(first.folder);
    await second!.stop();
    await rm(second!.folder, { recursive: true });
    await probes.end();
    expect([await processes(), await readdir(parent)]).toEqual([0, []]);
  });

  test('one that has waited long is replaced', async () => {
    const probes = keep('ffprobe', 50);
    await poll(() => readdir(parent)).toHaveLength(1);
    const [before] = await readdir(parent);
    await poll(async () => (await readdir(parent)).filter((name) => name !== before)).toHaveLength(1);
    await probes.end();
    expect([await processes(), await readdir(parent)]).toEqual([0, []]);
  });

  test('an ffprobe that does not wait is not given, or does its work when there is a file', async () => {
    const program = join(folder, 'ffprobe.sh');
    await writeFile(program, '#!/bin/sh\nunset FFREPORT\nexec ffprobe "$@"\n', { mode: 0o755 });
    const ready = await ReadyProbe.start(program, parent);
    const probes = keep(program);
    await poll(() => ready.ended).toBe(true);
    await poll(() => probes.take()).toBeNull();
    await copyFile(join(folder, 'clip.mp4'), join(ready.folder, INPUT_NAME));
    expect(await ready.probe(signal)).toMatchObject({ streams: [{ width: 64 }] });
    await probes.end();
  });
});
