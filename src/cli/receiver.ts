// A receiver of callbacks on this machine.
import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { CallbackEvent } from './callbackEvent.ts';
import type { ReceivedCallback } from './webhookState.ts';

export interface Receiver {
  /** What goes into TaskNotifyConfig.NotifyUrl. */
  url: string;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * Takes POSTs on any path of 127.0.0.1:port (0 = a free one): 200 for an event, 400 for what is none.
 * @param onEvent called with each event, and the request that brought it, before it is answered
 * @param onRefused called with the body of what is no event
 */
export async function startReceiver(
  port: number,
  onEvent: (event: CallbackEvent, request: ReceivedCallback) => void,
  onRefused: (body: string) => void = () => {},
): Promise<Receiver> {
  const app = new Hono();
  app.post('*', bodyLimit({ maxSize: MAX_BODY_BYTES }), async (c) => {
    const body = await c.req.text();
    const event = CallbackEvent.safeParse(tryJson(body));
    if (!event.success) {
      onRefused(body);
      return c.json({ error: 'not a callback event' }, 400);
    }
    onEvent(event.data, { headers: c.req.header(), body });
    return c.json({});
  });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port });
  if (!server.listening) await once(server, 'listening');
  const address = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
