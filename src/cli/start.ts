// npm start: edge and backend until Ctrl-C. PORT, BACKEND_PORT and STATE_DIR choose where.
import { CommandError, runCommand } from './commandError.ts';
import { untilInterrupted } from './interrupt.ts';
import { portSetting, stateDirSetting } from './settings.ts';
import { startStack } from './stack.ts';

await runCommand(async () => {
  if (process.argv.length > 2)
    throw new CommandError('usage: npm start   (environment: PORT, BACKEND_PORT, STATE_DIR)');
  const interrupt = untilInterrupted();
  const starting = startStack({
    port: portSetting('PORT', 8787),
    backendPort: portSetting('BACKEND_PORT', 8788),
    stateDir: stateDirSetting(),
    note: (line) => console.error(line),
    signal: interrupt,
  });
  const stack = await starting.catch((error: unknown) => {
    if (interrupt.aborted) return null;
    throw error;
  });
  if (!stack) return;
  console.log(`ready ${stack.url}`);
  if (!interrupt.aborted) await new Promise((resolve) => interrupt.addEventListener('abort', resolve));
  await stack.stop();
});
