// npm run bench:start [-- --rounds 15]: what a new isolate costs. The bundle that would be deployed runs in workerd as
// it is, in turns with a Worker of one line; both answer GET /health. The difference is reading and evaluating ours.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { unstable_readConfig } from 'wrangler';
import { CommandError, runCommand } from '../../src/cli/commandError.ts';
import { freePorts } from '../../src/cli/ports.ts';
import { ROOT } from '../../src/cli/settings.ts';
import { table } from '../../src/cli/table.ts';
import { percentile } from './load.ts';

const ONE_LINE = "export default { fetch: () => new Response('ok') };\n";
const ANSWER_LIMIT_MS = 30_000;

const row = (times: number[]) => [ms(percentile(times, 0.5)), ms(percentile(times, 0.9))];
const kib = (bytes: number) => `${(bytes / 1024).toFixed(0)} KiB`;
const ms = (time: number) => `${time.toFixed(1)} ms`;

await runCommand(async () => {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new CommandError('--rounds must be a number above 0');
  const folder = await mkdtemp(join(tmpdir(), 'edge-mps-start-'));
  try {
    const bundle = await bundled(folder);
    console.log(`bundle: ${kib(bundle.length)}, gzip ${kib(gzipSync(bundle).length)}`);
    await writeFile(join(folder, 'bare.js'), ONE_LINE);
    const times: Record<'bare' | 'worker', number[]> = { bare: [], worker: [] };
    for (let round = 0; round < rounds; round++) {
      for (const name of ['bare', 'worker'] as const) times[name].push(await firstAnswer(folder, name));
    }
    const [bare, ours] = [times.bare, times.worker].map((list) => list.sort((a, b) => a - b)) as [
      number[],
      number[],
    ];
    console.log(
      table([
        ['process started → first answer', 'p50', 'p90'],
        ['one line', ...row(bare)],
        ['edge-mps', ...row(ours)],
      ]),
    );
    console.log(`an isolate of edge-mps adds ${ms(percentile(ours, 0.5) - percentile(bare, 0.5))}`);
    const [first, second] = await schemaTimes();
    console.log(
      `ProcessMedia checked for the first time in a process: ${ms(first)}, the second: ${ms(second)}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** What `npm run deploy` would upload. */
async function bundled(folder: string): Promise<Buffer> {
  const options = ['--dry-run', '--env', 'production', '--containers-rollout=none', '--outdir', folder];
  const wrangler = [join(ROOT, 'node_modules/wrangler/bin/wrangler.js'), 'deploy', ...options];
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_WRITE_LOGS: 'false' };
  await promisify(execFile)(process.execPath, wrangler, { cwd: ROOT, env });
  return readFile(join(folder, 'worker.js'));
}

/** Milliseconds from the start of a workerd with one Worker to its first whole answer. */
async function firstAnswer(folder: string, name: string): Promise<number> {
  const [port] = (await freePorts(1)) as [number];
  const { compatibility_date, compatibility_flags } = unstable_readConfig({
    config: join(ROOT, 'wrangler.toml'),
  });
  const flags = compatibility_flags.map((flag: string) => `"${flag}"`).join(', ');
  const config = join(folder, `${name}.capnp`);
  await writeFile(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);
const worker :Workerd.Worker = (
  modules = [(name = "${name}.js", esModule = embed "${name}.js")],
  compatibilityDate = "${compatibility_date}",
  compatibilityFlags = [${flags}]
);
`,
  );
  const started = performance.now();
  const child = spawn(workerdPath(), ['serve', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'exit');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  try {
    while (performance.now() - started < ANSWER_LIMIT_MS && child.exitCode === null) {
      const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
      if (answer?.ok && (await answer.text())) return performance.now() - started;
      await sleep(1);
    }
    throw new CommandError(`workerd did not answer: ${said.trim()}`);
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
}

function workerdPath(): string {
  const wrangler = createRequire(join(ROOT, 'node_modules/wrangler/package.json'));
  return (wrangler('workerd') as { default: string }).default;
}

/** Milliseconds of the first two checks of the documented request. */
async function schemaTimes(): Promise<[number, number]> {
  const { parseRequest } = await import('../../src/mps/parseRequest.ts');
  const request = {
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'b-125', Region: 'r', Object: '/in/a.mov' } },
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: '30' }, { Definition: '20' }] },
  };
  const timed = () => {
    const start = performance.now();
    parseRequest('ProcessMedia', request);
    return performance.now() - start;
  };
  return [timed(), timed()];
}
