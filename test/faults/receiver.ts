// A receiver of callbacks that can be down.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { CallbackEvent } from '../../src/cli/callbackEvent.ts';

export interface Delivered {
  /** The same on each attempt of one event. */
  eventId: string;
  event: CallbackEvent;
}

export interface FaultyReceiver {
  url: string;
  /** What was answered with 200, in order of arrival. */
  delivered: Delivered[];
  /** While it is true every callback is answered with 503. */
  down: boolean;
  /** How many were answered so. */
  refused: number;
  close(): void;
}

export async function startFaultyReceiver(): Promise<FaultyReceiver> {
  const server = createServer(async (request, response) => {
    const event = CallbackEvent.parse(await json(request));
    if (receiver.down) {
      receiver.refused++;
      response.writeHead(503).end();
      return;
    }
    receiver.delivered.push({ eventId: String(request.headers['webhook-id']), event });
    response.writeHead(200).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: FaultyReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    delivered: [],
    down: false,
    refused: 0,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return receiver;
}
