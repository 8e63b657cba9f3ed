// Entry of the backend: `node src/backend/main.ts`. Its settings are in config.ts.
import { type Backend, startBackend } from './backend.ts';
import { readConfig } from './config.ts';

try {
  const config = readConfig(process.env);
  const backend = await startBackend(config);
  endOnSignals(backend, config.exitWithStdin);
  console.log(`backend ready ${backend.url}`);
} catch (error) {
  console.error(`backend: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

function endOnSignals(backend: Backend, withStdin: boolean): void {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    await backend.drain();
    process.exit(0);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (withStdin) process.stdin.on('end', end).on('error', end).resume();
}
