import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Job, type JobFile } from '../../contract/job.ts';
import { download } from './download.ts';
import { createInputClient, type InputClient } from './inputClient.ts';
import { type FetchInput, fetchFiles } from './jobFiles.ts';

let folder = '';
let server: Server;
let client: InputClient;
const fetchInput: FetchInput = (input, _name, path, maxBytes) =>
  download(client, input, path, { maxBytes, timeoutMs: 10_000 }, live);
const live = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
  server = createServer((request, response) => {
    const [, bytes = '', status = '200'] = (request.url ?? '').split('/');
    response.writeHead(Number(status)).end('x'.repeat(Number(bytes)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const edgeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createInputClient({ edgeUrl, stallMs: 5_000 });
});
afterAll(async () => {
  await client.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A file that the test's edge answers with so many bytes. */
const file = (name: string, url: string, more: { maxBytes?: number } = {}): JobFile => ({
  ...{ name, url, allowLoopback: false, parameter: `Set.${name}` },
  ...more,
});

test('each file lies under its name; one that is missing fails only who asks for it', async () => {
  const own = join(folder, 'a');
  const files = await fetchFiles(
    fetchInput,
    [
      { name: 'drawing.svg', text: '<svg/>', parameter: 'P' },
      file('logo.png', '/10'),
      file('gone.srt', '/0/404'),
      file('far', 'http://10.0.0.1/x'),
      file('b', '/3'),
    ],
    own,
    1000,
    live,
  );
  expect((await readdir(own)).sort()).toEqual(['b', 'drawing.svg', 'logo.png']);
  expect(await readFile(files.path('drawing.svg'), 'utf8')).toBe('<svg/>');
  expect(await readFile(files.path('logo.png'), 'utf8')).toBe('x'.repeat(10));
  expect(files.failure('logo.png')).toBeNull();
  expect(files.failure('gone.srt')).toMatchObject({
    failure: {
      code: 'SourceFileError.DownloadNotAccessible',
      message: 'Set.gone.srt: The source does not exist.',
    },
    retry: false,
  });
  expect(() => files.path('far')).toThrow('Set.far: The address of the source is not allowed.');
  expect(() => files.path('other')).toThrow('the job has no file other');
});

test('no file is larger than it may be, and all together not than the job may be', async () => {
  const asked = [
    file('a', '/400'),
    file('b', '/400', { maxBytes: 399 }),
    file('c', '/400'),
    file('d', '/300'),
  ];
  const files = await fetchFiles(fetchInput, asked, join(folder, 'b'), 1000, live);
  expect(asked.map(({ name }) => files.failure(name)?.failure.message ?? '')).toEqual([
    '',
    'Set.b: The source is larger than 399 bytes.',
    '',
    'Set.d: The source is larger than 200 bytes.',
  ]);
});

test("a storage that fails is not the job's fault", async () => {
  const files = await fetchFiles(fetchInput, [file('a', '/0/503')], join(folder, 'c'), 1000, live);
  expect(files.failure('a')).toMatchObject({ retry: true, failure: { code: 'InternalError' } });
}, 20_000);

test.each([
  [['logo.png', 'subtitle-0', 'a_b.srt'], true],
  [['a', 'a'], false],
  [['../x'], false],
  [['a/b'], false],
  [['.hidden'], false],
  [["a'b"], false],
  [['a:b'], false],
  [[`${'a'.repeat(65)}`], false],
])('a job may have the files %j: %s', (names, allowed) => {
  const job = {
    ...{ id: 'a', taskId: 'b', attempt: 1, token: 't', kind: 'media', isolate: false },
    input: { url: '/in', allowLoopback: false },
    files: names.map((name) => file(name, '/x')),
    outputs: [
      {
        ...{ kind: 'media', subtask: 0, container: 'mp3', video: null, main: 'a.mp3', segment: null },
        audio: { codec: 'mp3', bitrate: 0, sampleRate: 0, channels: 0 },
      },
    ],
  };
  expect(Job.safeParse(job).success).toBe(allowed);
});
