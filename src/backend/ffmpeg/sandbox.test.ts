// The commands, and what programs can and can't do in the closest sandbox that this machine has.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { chooseSandbox } from './chooseSandbox.ts';
import { encode } from './encode.ts';
import { confine, runProcess } from './process.ts';
import { folderOf, type Limits, type Sandbox, type SandboxKind, sandboxArgv } from './sandbox.ts';

const LIMITS: Limits = { memory: 4 * 2 ** 30, fileSize: 1_000_000, time: 60_000 };
const NONE: Sandbox = { kind: 'none', proc: false, programs: [], memory: 0, fileSize: 0, time: 0 };
const tools = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' };
vi.spyOn(console, 'error').mockImplementation(() => {});
afterEach(() => confine(NONE));

describe('commands', () => {
  const argv = (kind: SandboxKind, network = false, cwd = '/work/job-a/out-b') =>
    sandboxArgv(
      { kind, proc: true, programs: ['/opt/ffmpeg/bin'], ...LIMITS },
      { folder: folderOf(cwd), cwd, network },
    );
  const limits = 'prlimit --as=4294967296 --fsize=1000000 --core=0 --nofile=4096';

  it('none and limits', () => {
    expect(argv('none')).toEqual([]);
    expect(argv('limits').join(' ')).toBe(limits);
  });

  it('no network', () => {
    const inside = `setpriv --no-new-privs ${limits} --nproc=4096`;
    expect(argv('no-network').join(' ')).toBe(`unshare --user --map-current-user --net -- ${inside}`);
    expect(argv('no-network', true).join(' ')).toBe(inside);
  });

  it('closed: the job folder can be written to, programs be read', () => {
    const words = argv('closed').join(' ');
    expect(words).toMatch(/^bwrap --unshare-all --die-with-parent --uid 65534 --gid 65534 --cap-drop ALL /);
    expect(words).toContain(' --ro-bind-try /usr /usr ');
    expect(words).toContain(' --ro-bind-try /opt/ffmpeg/bin /opt/ffmpeg/bin ');
    expect(words).toContain(` --bind /work/job-a /work/job-a --chdir /work/job-a/out-b -- ${limits}`);
    expect(words.match(/--bind /g)).toHaveLength(1);
    expect(argv('closed', false, '/')).not.toContain('--bind');
    expect(argv('closed')).not.toContain('--share-net');
    expect(argv('closed', true)).toContain('--share-net');
  });

  it.each([
    ['/', null],
    ['/tmp/x/job-1', '/tmp/x/job-1'],
    ['/tmp/x/job-1/out-2/deep', '/tmp/x/job-1'],
    ['/tmp/x', '/tmp/x'],
  ])('the folder of %s is %s', (cwd, folder) => {
    expect(folderOf(cwd)).toBe(folder);
  });
});

describe('in the closest sandbox of this machine', () => {
  let kind: SandboxKind;
  let root: string;
  let folder: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'sandbox-'));
    folder = join(root, 'job-1');
    await mkdir(join(folder, 'out-1'), { recursive: true });
    await mkdir(join(root, 'job-2'));
    await writeFile(join(root, 'job-2', 'input'), "another job's");
    kind = await chooseSandbox('auto', tools, LIMITS);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  /** What a shell says in the job's folder, and how it ended. */
  async function shell(script: string, limits: Limits = LIMITS, proc = true) {
    confine({ kind, proc, programs: [], ...limits });
    let said = '';
    const end = await runProcess({
      ...{ program: '/bin/sh', args: ['-c', script], cwd: join(folder, 'out-1') },
      signal: AbortSignal.timeout(20_000),
      onStdout: (text) => {
        said += text;
      },
    });
    return { ...end, said: said.trim() };
  }

  it('a program works in its own folder', async () => {
    const { said, code } = await shell('echo yes > made && cat made ../out-1/made && pwd');
    expect([code, said]).toEqual([0, `yes\nyes\n${join(folder, 'out-1')}`]);
    expect(await readFile(join(folder, 'out-1', 'made'), 'utf8')).toBe('yes\n');
  });

  it('it sees no other file and process, and can write nowhere else', async ({ skip }) => {
    if (kind !== 'closed') skip(`the sandbox is ${kind}`);
    expect((await shell('id -u; id -g')).said).toBe('65534\n65534');
    const outside = [
      join(root, 'job-2/input'),
      '/etc/passwd',
      '/etc/shadow',
      join(process.cwd(), 'package.json'),
    ];
    for (const path of outside) expect((await shell(`cat '${path}'`)).code, path).not.toBe(0);
    for (const path of ['/usr/x', '/x', '/etc/x', `${root}/x`, `${root}/job-2/x`])
      await shell(`echo x > '${path}'`);
    expect(await readdir(root)).toEqual(['job-1', 'job-2']);
    expect(await readdir(join(root, 'job-2'))).toEqual(['input']);
    const others = await shell(
      `ls /proc | grep -c '^[0-9]'; [ -e /proc/${process.pid}/environ ] && echo seen`,
    );
    expect(Number(others.said)).toBeLessThan(6);
    expect((await shell('kill -9 1; sleep 0.1; echo alive')).said).toBe('alive');
  });

  it('it reaches no address, the loopback one neither', async ({ skip }) => {
    if (kind !== 'closed' && kind !== 'no-network') skip(`the sandbox is ${kind}`);
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.end('x');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    confine({ kind, proc: true, programs: [], ...LIMITS });
    const read = (network: boolean) =>
      runProcess({
        ...{ program: 'ffprobe', args: ['-i', url], cwd: '/', network },
        ...{ signal: AbortSignal.timeout(20_000), onStdout: () => {} },
      });
    try {
      expect((await read(false)).stderr).toMatch(/unreachable|refused/);
      expect(asked).toBe(0);
      expect((await read(true)).stderr).toContain('Invalid data found');
      expect(asked).toBeGreaterThan(0);
    } finally {
      server.close();
    }
  });

  it('a file that grows too large ends the work, in the words of the API', async ({ skip }) => {
    if (kind === 'none') skip('prlimit is missing');
    expect(await shell('head -c 2000000 /dev/zero > large')).toMatchObject({
      killedBy: 'SIGXFSZ',
      late: false,
    });
    confine({ kind, proc: true, programs: [], ...LIMITS, fileSize: 10_000 });
    const source = ['-f', 'lavfi', '-i', 'testsrc2=s=320x240:d=2', '-c:v', 'rawvideo'];
    const work = encode({
      ...{ ffmpeg: 'ffmpeg', args: [...source, join(folder, 'out-1', 'large.nut')], cwd: folder },
      ...{ duration: 2, stallMs: 60_000, signal: AbortSignal.timeout(20_000), onTime: () => {} },
    });
    await expect(work).rejects.toMatchObject({ failure: { code: 'InvalidInput.ResultFileSizeTooLarge' } });
  });

  it('memory has its limit', async ({ skip }) => {
    if (kind === 'none') skip('prlimit is missing');
    const small = { ...LIMITS, memory: 2 ** 28 };
    expect((await shell('head -c 1 /dev/zero | tail -c 1 | wc -c', small)).said).toBe('1');
    expect((await shell('dd if=/dev/zero of=/dev/null bs=512M count=1', small)).stderr).toMatch(
      /memory|alloc/,
    );
  });

  it('so has time', async () => {
    const end = await shell('sleep 30 & sleep 30', { ...LIMITS, time: 300 });
    expect(end).toMatchObject({ late: true, code: null });
  });

  it.each([true, false])('encoders have their threads (a /proc of its own: %s)', async (proc) => {
    const h265 = ['-c:v', 'libx265', '-x265-params', 'log-level=info', '-f', 'null', '-'].join(' ');
    const work = `ffmpeg -v info -f lavfi -i testsrc2=s=320x240:d=0.2 ${h265} 2>&1 | grep -c 'Thread pool created'`;
    expect((await shell(work, LIMITS, proc)).said).toBe('1');
    if (kind === 'closed' && !proc) expect((await shell('ls /proc', LIMITS, proc)).said).toBe('self');
  });

  it('a program that is killed is known to be', async () => {
    expect(await shell('kill -9 $$')).toMatchObject({ killedBy: 'SIGKILL', code: null, late: false });
    expect(await shell('exit 3')).toMatchObject({ killedBy: null, code: 3 });
  });
});

it('a sandbox that is demanded and does not work is an error', async () => {
  const absent = { ffmpeg: '/nowhere/ffmpeg', ffprobe: '/nowhere/ffprobe' };
  await expect(chooseSandbox('closed', absent, LIMITS)).rejects.toThrow('SANDBOX=closed does not work here');
  expect(await chooseSandbox('none', tools, LIMITS)).toBe('none');
});
