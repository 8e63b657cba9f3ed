// npm run test:storage: the requests that the edge signs and sends, to an S3 server that others wrote and that checks them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { runCommand } from '../../src/cli/commandError.ts';
import { ROOT } from '../../src/cli/settings.ts';
import { startVersitygw } from './versitygw.ts';

await runCommand(async () => {
  const server = await startVersitygw();
  try {
    const tests = spawn('vitest', ['run', '--project', 'unit', 'src/storage/remote.test.ts'], {
      ...{ cwd: ROOT, stdio: 'inherit' },
      env: { ...process.env, S3_SERVER_PORT: String(server.port) },
    });
    const [code] = (await once(tests, 'exit')) as [number | null];
    process.exitCode = code ?? 1;
  } finally {
    await server.stop();
  }
});
