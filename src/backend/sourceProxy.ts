// Lets ffprobe read a remote input in pieces, without letting it near the network: it is given a loopback URL, and
// every request for it goes through the guarded client.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { JobInput } from '../contract/job.ts';
import { BadStatus, downloadFailure } from './input/download.ts';
import { type InputClient, isEdgeUrl } from './input/inputClient.ts';
import type { JobFailure } from './jobFailure.ts';

export interface SourceProxy {
  /** Serves the input to GET with and without Range. */
  url: string;
  /** Why the input could not be served, if it once could not. */
  failure(): JobFailure | null;
  close(): void;
}

const PASSED_ON = ['content-length', 'content-range', 'accept-ranges'];

export async function sourceProxy(
  client: InputClient,
  input: JobInput,
  signal: AbortSignal,
): Promise<SourceProxy> {
  let failure: JobFailure | null = null;
  const path = `/${randomUUID()}`;
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url !== path) return void response.writeHead(404).end();
    try {
      const { range } = request.headers;
      const upstream = await client.open(input, range ? { range } : {}, signal);
      if (upstream.status !== 200 && upstream.status !== 206) {
        upstream.body.destroy();
        throw new BadStatus(upstream.status);
      }
      for (const name of PASSED_ON) {
        const value = upstream.header(name);
        if (value !== null) response.setHeader(name, value);
      }
      response.writeHead(upstream.status);
      await pipeline(upstream.body, response);
    } catch (error) {
      // ffprobe closes a connection as soon as it has read enough.
      if (!request.destroyed && !response.headersSent)
        failure ??= downloadFailure(error, isEdgeUrl(input.url));
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    }
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}${path}`, failure: () => failure, close };
}
