// start, put, get, listen and the set-up as a person runs them.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePorts } from '../../src/cli/ports.ts';
import { groupMembers, listenerOf } from '../../src/cli/processes.ts';
import { ROOT } from '../../src/cli/settings.ts';
import { secretOfNotifyKey } from '../../src/cli/webhookState.ts';
import { type Command, command, groupsOf, run } from './command.ts';

let folder: string;
const commands: Command[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edge-mps-cli-'));
});
afterAll(async () => {
  for (const { child, ended } of commands) {
    child.kill('SIGTERM');
    await ended;
  }
  await rm(folder, { recursive: true });
});

/** Environment of a new stack: free ports and a folder of its own. */
async function newPlace(name: string) {
  const [port, backendPort] = await freePorts(2);
  return { PORT: String(port), BACKEND_PORT: String(backendPort), STATE_DIR: join(folder, name) };
}

async function started(env: Record<string, string>): Promise<Command> {
  const start = command('start', [], env);
  commands.push(start);
  await start.line(/^ready .*$/m);
  return start;
}

const alive = (groups: number[]) => groups.flatMap(groupMembers);
const soon = { timeout: 60_000, interval: 100 };

describe('one running stack', () => {
  let place: Awaited<ReturnType<typeof newPlace>>;
  let start: Command;

  beforeAll(async () => {
    place = await newPlace('first');
    start = await started(place);
  });

  test('start says where it is ready, in one line', () => {
    expect(start.stdout()).toBe(`ready http://127.0.0.1:${place.PORT}\n`);
  });

  test('put and get move a file', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 31) % 256));
    await writeFile(join(folder, 'a.bin'), bytes);
    const put = command('put', [join(folder, 'a.bin'), 'bucket-1/some/a.bin'], place);
    expect(await put.ended).toBe(0);
    expect(put.stdout()).toBe('bucket-1/some/a.bin  100000 bytes\n');
    const copy = join(folder, 'new/folder/b.bin');
    expect(await command('get', ['bucket-1/some/a.bin', copy], place).ended).toBe(0);
    const md5 = (content: Buffer) => createHash('md5').update(content).digest('hex');
    expect(md5(await readFile(copy))).toBe(md5(bytes));
  });

  test.each([
    ['get', ['bucket-1/none.bin', 'x.bin'], 'error: there is no bucket-1/none.bin\n'],
    ['get', ['bucket-1'], 'error: usage: npm run get -- BUCKET/KEY FILE   (environment: PORT)\n'],
    ['put', ['none.bin', 'bucket-1/a'], 'none.bin is not a file\n'],
    ['put', ['package.json', 'bucket-1'], 'error: "bucket-1" is not BUCKET/KEY\n'],
    ['start', ['--help'], 'error: usage: npm start   (environment: PORT, BACKEND_PORT, STATE_DIR)\n'],
  ])('%s %j says what is wrong', async (name, args, message) => {
    const failed = command(name, args, place);
    expect(await failed.ended).toBe(1);
    expect(failed.stderr().endsWith(message)).toBe(true);
    expect(failed.stderr().split('\n')).toHaveLength(2);
  });

  test('the same folder again: the message names the process', async () => {
    const again = command('start', [], { ...(await newPlace('first')), STATE_DIR: place.STATE_DIR });
    expect(await again.ended).toBe(1);
    expect(again.stderr()).toContain(`is in use by process ${start.child.pid} (`);
  });

  test('a taken port: the message names the process', async () => {
    for (const variable of ['PORT', 'BACKEND_PORT']) {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as { port: number };
      const failed = command('start', [], { ...(await newPlace('taken')), [variable]: String(port) });
      expect(await failed.ended).toBe(1);
      expect(failed.stderr()).toContain(`port ${port} is taken by process ${process.pid} (`);
      expect(failed.stderr()).toContain(`set ${variable} to another one`);
      expect(failed.stderr()).not.toContain('    at ');
      server.close();
    }
  });

  test('a second stack beside it has storage of its own', async () => {
    const other = await newPlace('second');
    const second = await started(other);
    expect(await command('put', ['package.json', 'bucket-1/p.json'], other).ended).toBe(0);
    const get = (where: Record<string, string>) =>
      command('get', ['bucket-1/p.json', join(folder, 'p.json')], where).ended;
    expect(await get(other)).toBe(0);
    expect(await get(place)).toBe(1);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  test('a backend that is killed comes back', async () => {
    const port = Number(place.BACKEND_PORT);
    const before = listenerOf(port)!;
    process.kill(before, 'SIGKILL');
    await expect.poll(() => listenerOf(port) ?? before, soon).not.toBe(before);
    expect(start.stderr()).toContain('the backend ended (signal SIGKILL), starting it again');
  });

  test('an edge whose listening process is killed comes back with its objects', async () => {
    const port = Number(place.PORT);
    const before = listenerOf(port)!;
    process.kill(before, 'SIGKILL');
    await expect.poll(() => listenerOf(port) ?? before, soon).not.toBe(before);
    const get = () => command('get', ['bucket-1/some/a.bin', join(folder, 'again.bin')], place).ended;
    await expect.poll(get, soon).toBe(0);
  });

  test('Ctrl-C ends everything with code 0, and the folder can be used again', async () => {
    const groups = groupsOf(start.child.pid!);
    expect(groups).toHaveLength(3);
    start.child.kill('SIGINT');
    expect(await start.ended).toBe(0);
    expect(alive(groups)).toEqual([]);
    const again = await started(place);
    const copy = join(folder, 'kept.bin');
    expect(await command('get', ['bucket-1/some/a.bin', copy], place).ended).toBe(0);
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  });
});

test('SIGKILL of start leaves no process behind', async () => {
  const start = await started(await newPlace('killed'));
  const groups = groupsOf(start.child.pid!);
  expect(alive(groups).length).toBeGreaterThanOrEqual(4);
  start.child.kill('SIGKILL');
  expect(await start.ended).toBe('SIGKILL');
  await expect.poll(() => alive(groups), soon).toEqual([]);
});

test('no stack: put says so', async () => {
  const put = command('put', ['package.json', 'bucket-1/p.json'], await newPlace('none'));
  expect(await put.ended).toBe(1);
  expect(put.stderr()).toContain('is npm start running, with the same PORT?');
});

test('no ffmpeg: start says so', async () => {
  const env = { ...(await newPlace('no-ffmpeg')), FFMPEG_PATH: '/nonexistent/ffmpeg' };
  const start = command('start', [], env);
  expect(await start.ended).toBe(1);
  expect(start.stderr()).toBe(
    'error: /nonexistent/ffmpeg does not run: install ffmpeg (Debian: apt-get install ffmpeg), or set FFMPEG_PATH to where it is\n',
  );
});

describe('the set-up', () => {
  const setup = (env: Record<string, string>) => run('/bin/sh', ['src/cli/setup.sh'], env);

  /** A PATH with these programs alone. */
  async function pathWith(name: string, programs: Record<string, string>): Promise<string> {
    const bin = join(folder, name);
    await mkdir(bin);
    for (const [program, target] of Object.entries(programs)) await symlink(target, join(bin, program));
    return bin;
  }

  test('is silent when nothing is missing', async () => {
    const all = setup({});
    expect(await all.ended).toBe(0);
    expect(all.stdout() + all.stderr()).toBe('');
  });

  test('without ffmpeg and apt-get: says what to install', async () => {
    const needed = {
      node: process.execPath,
      dirname: '/usr/bin/dirname',
      mkdir: '/bin/mkdir',
      flock: '/usr/bin/flock',
    };
    const failed = setup({ PATH: await pathWith('bare', needed) });
    expect(await failed.ended).toBe(1);
    expect(failed.stderr()).toContain('ffmpeg and ffprobe are missing, and this is not Debian or Ubuntu');
  });

  test('without ffmpeg, as a user who may not install: prints the command', async () => {
    const needed = {
      node: process.execPath,
      dirname: '/usr/bin/dirname',
      mkdir: '/bin/mkdir',
      flock: '/usr/bin/flock',
    };
    const bin = await pathWith('user', { ...needed, 'apt-get': '/bin/false' });
    await writeFile(join(bin, 'id'), '#!/bin/sh\necho 1000\n', { mode: 0o755 });
    const failed = setup({ PATH: bin });
    expect(await failed.ended).toBe(1);
    expect(failed.stderr()).toContain(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends ffmpeg bubblewrap',
    );
  });

  test('with a wrong FFMPEG_PATH: names it', async () => {
    const failed = setup({ FFMPEG_PATH: '/nonexistent/ffmpeg' });
    expect(await failed.ended).toBe(1);
    expect(failed.stderr()).toContain('FFMPEG_PATH=/nonexistent/ffmpeg is not a program');
  });

  test.each([
    ['the lock file as it is', (lock: string) => lock, 0],
    [
      'a lock file with another version',
      (lock: string) => lock.replace('"version": "4.', '"version": "9.'),
      11,
    ],
  ])('packages are compared by content: %s', async (_, change, code) => {
    const copy = await mkdtemp(join(folder, 'packages-'));
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    await writeFile(
      join(copy, 'package-lock.json'),
      change(await readFile(join(ROOT, 'package-lock.json'), 'utf8')),
    );
    const checked = run('/bin/sh', [
      '-c',
      `cd "$0" && exec "$1" "$2"`,
      copy,
      process.execPath,
      join(ROOT, 'src/cli/packages.mjs'),
    ]);
    expect(await checked.ended).toBe(code);
  });
});

test('listen prints events and whether their signature holds', async () => {
  const [port] = await freePorts(1);
  const listen = command('listen', [String(port)], { NOTIFY_KEY: 'k' });
  commands.push(listen);
  await listen.line(new RegExp(`^listening http://127.0.0.1:${port}/$`, 'm'));
  const Timestamp = Math.floor(Date.now() / 1000) + 600;
  const sign = (key: string) => createHash('md5').update(`${Timestamp}${key}`).digest('hex');
  const post = (key: string) => {
    const body = JSON.stringify({ EventType: 'WorkflowTask', SessionId: 's', Timestamp, Sign: sign(key) });
    const now = new Date();
    const headers = {
      'webhook-id': 'task-1',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secretOfNotifyKey(key)).sign('task-1', now, body),
      'X-Mps-Attempt': '2',
    };
    return fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body });
  };
  expect((await post('k')).status).toBe(200);
  await listen.line(/SessionId "s", SessionContext "", signature: holds$/m);
  await listen.line(/task-1, attempt 2, webhook-signature: holds$/m);
  expect((await post('other')).status).toBe(200);
  await listen.line(/signature: wrong$/m);
  await listen.line(/webhook-signature: wrong: No matching signature found$/m);
  expect((await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x' })).status).toBe(400);
  listen.child.kill('SIGINT');
  expect(await listen.ended).toBe(0);
});
