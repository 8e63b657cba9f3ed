// npm run listen -- [PORT]: shows each callback and whether its two signatures hold (NOTIFY_KEY, or WEBHOOK_SECRET for the
// headers of tasks without one), until Ctrl-C.
import { describeEvent, signatureState } from './callbackEvent.ts';
import { CommandError, runCommand } from './commandError.ts';
import { untilInterrupted } from './interrupt.ts';
import { claimPort } from './ports.ts';
import { startReceiver } from './receiver.ts';
import { secretOfNotifyKey, webhookState } from './webhookState.ts';

await runCommand(async () => {
  const [text = '8790', ...rest] = process.argv.slice(2);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535 || rest.length > 0)
    throw new CommandError('usage: npm run listen -- [PORT]   (environment: NOTIFY_KEY, WEBHOOK_SECRET)');
  await claimPort(port, 'give another one: npm run listen -- PORT');
  const notifyKey = process.env.NOTIFY_KEY ?? '';
  const secret = process.env.WEBHOOK_SECRET || (notifyKey && secretOfNotifyKey(notifyKey));
  const interrupt = untilInterrupted();
  const receiver = await startReceiver(
    port,
    (event, request) => {
      const { headers } = request;
      const sign = signatureState(event, notifyKey, Date.now() / 1000);
      console.log(describeEvent(event, sign));
      console.log(
        `  ${headers['webhook-id'] ?? 'no webhook-id'}, attempt ${headers['x-mps-attempt'] ?? '?'}, webhook-signature: ${webhookState(request, secret)}`,
      );
    },
    (body) => console.log(`refused, not an event: ${body.slice(0, 200)}`),
  );
  console.log(`listening ${receiver.url}`);
  if (!interrupt.aborted) await new Promise((resolve) => interrupt.addEventListener('abort', resolve));
  await receiver.close();
});
