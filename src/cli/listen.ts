// npm run listen -- [PORT]: shows each callback and whether its signature holds (NOTIFY_KEY), until Ctrl-C.
import { describeEvent, signatureState } from './callbackEvent.ts';
import { CommandError, runCommand } from './commandError.ts';
import { untilInterrupted } from './interrupt.ts';
import { claimPort } from './ports.ts';
import { startReceiver } from './receiver.ts';

await runCommand(async () => {
  const [text = '8790', ...rest] = process.argv.slice(2);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535 || rest.length > 0)
    throw new CommandError('usage: npm run listen -- [PORT]   (environment: NOTIFY_KEY)');
  await claimPort(port, 'give another one: npm run listen -- PORT');
  const notifyKey = process.env.NOTIFY_KEY ?? '';
  const interrupt = untilInterrupted();
  const receiver = await startReceiver(
    port,
    (event) => console.log(describeEvent(event, signatureState(event, notifyKey, Date.now() / 1000))),
    (body) => console.log(`refused, not an event: ${body.slice(0, 200)}`),
  );
  console.log(`listening ${receiver.url}`);
  if (!interrupt.aborted) await new Promise((resolve) => interrupt.addEventListener('abort', resolve));
  await receiver.close();
});
