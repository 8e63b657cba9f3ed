// versitygw, an S3 server that others wrote: built from its source where there is Go.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../../src/cli/commandError.ts';
import { freePorts } from '../../src/cli/ports.ts';
import { ROOT } from '../../src/cli/settings.ts';
import { execute, onPath } from '../clients/execute.ts';
import { S3_KEYS } from '../support/s3Server.ts';

const MODULE = 'github.com/versity/versitygw/cmd/versitygw';
const VERSION = 'v1.8.0';
const START_LIMIT_MS = 20_000;

export interface Versitygw {
  port: number;
  stop: () => Promise<void>;
}

/** Starts the server on 127.0.0.1 with the keys of the tests and an empty folder. @throws CommandError */
export async function startVersitygw(): Promise<Versitygw> {
  const program = await built();
  const folder = await mkdtemp(join(tmpdir(), 'edge-mps-versitygw-'));
  // Metadata of files go beside them: not every file system has extended attributes.
  const [objects, sidecar] = [join(folder, 'objects'), join(folder, 'sidecar')];
  await mkdir(objects);
  await mkdir(sidecar);
  const [port] = (await freePorts(1)) as [number];
  const child = spawn(
    program,
    ['--port', `127.0.0.1:${port}`, '--quiet', '--keep-alive', 'posix', '--sidecar', sidecar, objects],
    {
      env: {
        ...process.env,
        ...{ ROOT_ACCESS_KEY_ID: S3_KEYS.secretId, ROOT_SECRET_ACCESS_KEY: S3_KEYS.secretKey },
      },
      stdio: 'ignore',
    },
  );
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  for (const deadline = Date.now() + START_LIMIT_MS; ; await sleep(50)) {
    if (await fetch(`http://127.0.0.1:${port}/`).catch(() => null)) return { port, stop };
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new CommandError('versitygw did not start');
    }
  }
}

async function built(): Promise<string> {
  const folder = join(ROOT, '.state', `versitygw-${VERSION}`);
  const program = join(folder, 'versitygw');
  if (existsSync(program)) return program;
  if (!onPath('go')) throw new CommandError('versitygw is built from its source: install Go');
  console.error(`building versitygw ${VERSION}`);
  await mkdir(folder, { recursive: true });
  await execute(['go', 'install', `${MODULE}@${VERSION}`], { cwd: folder, env: { GOBIN: folder } });
  return program;
}
