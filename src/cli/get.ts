// npm run get -- BUCKET/KEY FILE: a file out of the running stack's storage.
import { CommandError, runCommand } from './commandError.ts';
import { getObject, parseObjectName } from './objects.ts';
import { localSecrets, portSetting, userPath } from './settings.ts';

await runCommand(async () => {
  const [name, file, ...rest] = process.argv.slice(2);
  if (!name || !file || rest.length > 0)
    throw new CommandError('usage: npm run get -- BUCKET/KEY FILE   (environment: PORT)');
  const edge = { url: `http://127.0.0.1:${portSetting('PORT', 8787)}`, secrets: localSecrets() };
  await getObject(edge, parseObjectName(name), userPath(file));
  console.log(file);
});
