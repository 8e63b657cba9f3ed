// npm run put -- FILE BUCKET/KEY: a file into the running stack's storage.
import { CommandError, runCommand } from './commandError.ts';
import { parseObjectName, putObject } from './objects.ts';
import { localSecrets, portSetting, userPath } from './settings.ts';

await runCommand(async () => {
  const [file, name, ...rest] = process.argv.slice(2);
  if (!file || !name || rest.length > 0)
    throw new CommandError('usage: npm run put -- FILE BUCKET/KEY   (environment: PORT)');
  const edge = { url: `http://127.0.0.1:${portSetting('PORT', 8787)}`, secrets: localSecrets() };
  const object = parseObjectName(name);
  const { size } = await putObject(edge, object, userPath(file));
  console.log(`${object.bucket}/${object.key}  ${size} bytes`);
});
