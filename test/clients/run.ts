// npm run test:clients: fetches the official SDKs of other languages and runs one scenario through each, against a
// stack of its own. Says which were left out and why; exits with 1 when one of them did not go as it must.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putObject } from '../../src/cli/objects.ts';
import { freePorts } from '../../src/cli/ports.ts';
import { localSecrets } from '../../src/cli/settings.ts';
import { type Stack, startStack } from '../../src/cli/stack.ts';
import { ffmpeg, RECORDING } from '../e2e/ffmpeg.ts';
import { execute, onPath } from './execute.ts';
import { ScenarioLine, scenarioFaults } from './scenario.ts';
import { CLIENT_SDKS, NotFetched } from './sdks.ts';
import { TCCLI_FORM, tccliScenario } from './tccli.ts';

const BUCKET = 'clients-1250000000';
const THROTTLED = { appId: '1250000009', secretId: 'AKIDthrottled', secretKey: 'throttled-secret-key' };

interface Client {
  name: string;
  needs: string[];
  forms: string[];
  /** @param folder empty, its own; @param env what scenarios read @throws NotFetched */
  run(folder: string, stack: Stack, env: Record<string, string>): Promise<ClientRun>;
}

interface ClientRun {
  lines: ScenarioLine[];
  /** Of the SDK that was fetched. */
  version: string;
}

const CLIENTS: Client[] = [
  ...CLIENT_SDKS.map(({ name, needs, forms, prepare }) => ({
    ...{ name, needs, forms },
    run: async (folder: string, _: Stack, env: Record<string, string>) => {
      const { argv, cwd, version } = await prepare(folder);
      const { stdout } = await execute(argv, { cwd, env });
      const lines = stdout
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => ScenarioLine.parse(JSON.parse(line)));
      return { lines, version };
    },
  })),
  {
    ...{ name: 'tccli', needs: ['python3', 'openssl'], forms: [TCCLI_FORM] },
    run: async (folder, stack, env) => {
      const { line, version } = await tccliScenario(folder, stack.url, env);
      return { lines: [ScenarioLine.parse(line)], version };
    },
  },
];

const root = await mkdtemp(join(tmpdir(), 'edge-mps-clients-'));
const wanted = process.argv.slice(2);
let stack: Stack | null = null;
try {
  stack = await startClientStack();
  const failed: string[] = [];
  for (const client of CLIENTS) {
    const lacking = client.needs.filter((program) => !onPath(program));
    if (wanted.length > 0 && !wanted.includes(client.name)) report(client.name, 'skipped', 'not asked for');
    else if (lacking.length > 0) report(client.name, 'skipped', `not on this machine: ${lacking.join(', ')}`);
    else if (!(await passes(client, stack))) failed.push(client.name);
  }
  process.exitCode = failed.length > 0 ? 1 : 0;
} finally {
  await stack?.stop();
  // The Go module cache is read-only on purpose; nothing of it lies here.
  await rm(root, { recursive: true, force: true });
}

async function startClientStack(): Promise<Stack> {
  const { account } = localSecrets();
  const [port, backendPort] = (await freePorts(2)) as [number, number];
  const started = await startStack({
    ...{ port, backendPort, stateDir: join(root, 'state'), note: console.error },
    vars: {
      MPS_ACCOUNTS: JSON.stringify([account, THROTTLED]),
      // Nothing at all for the one: its throttled call does not depend on how fast a client is.
      RATE_LIMITS: JSON.stringify({ [account.appId]: { '*': 1000 }, [THROTTLED.appId]: { '*': 0 } }),
    },
  });
  const source = join(root, 'short.mp4');
  await ffmpeg('-i', RECORDING, '-t', '1', '-c', 'copy', source);
  await putObject(started, { bucket: BUCKET, key: 'in/short.mp4' }, source);
  return started;
}

async function passes(client: Client, stack: Stack): Promise<boolean> {
  const folder = join(root, client.name.replaceAll(/\W+/g, '-'));
  await mkdir(folder);
  const { account } = stack.secrets;
  const env = {
    EDGE_ENDPOINT: new URL(stack.url).host,
    SECRET_ID: account.secretId,
    SECRET_KEY: account.secretKey,
    THROTTLED_ID: THROTTLED.secretId,
    THROTTLED_KEY: THROTTLED.secretKey,
    UNKNOWN_TASK: `${account.appId}-WorkflowTask-${'0'.repeat(32)}tt0`,
    BUCKET,
    OBJECT: '/in/short.mp4',
  };
  try {
    const { lines, version } = await client.run(folder, stack, env);
    const faults = scenarioFaults(lines, client.forms, '/in/short_transcode_1010.mp3');
    for (const fault of faults) report(client.name, 'FAILED', fault);
    if (faults.length > 0) return false;
    report(client.name, 'passed', `${version}: ${lines.map(({ form }) => form).join(', ')}`);
    return true;
  } catch (error) {
    if (error instanceof NotFetched) {
      report(client.name, 'skipped', `its registry did not give it: ${error.message}`);
      return true;
    }
    report(client.name, 'FAILED', error instanceof Error ? error.message : String(error));
    return false;
  }
}

function report(name: string, state: 'passed' | 'FAILED' | 'skipped', what: string): void {
  console.log(`${name.padEnd(28)} ${state.padEnd(8)} ${what}`);
}
