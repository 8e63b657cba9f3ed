// Stands between a client and the Worker and keeps what went over the wire: SDKs show neither status nor headers.
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

export interface Exchange {
  method: string;
  /** Path and query as they were sent. */
  path: string;
  requestHeaders: Record<string, string | string[] | undefined>;
  requestBody: string;
  status: number;
  contentType: string | undefined;
  /** Decompressed. */
  body: string;
}

export interface Wiretap {
  /** host:port, as an SDK takes its endpoint. */
  endpoint: string;
  /** In the order in which they ended. */
  exchanges: Exchange[];
  close(): Promise<void>;
}

/** PEM texts; with them the wiretap speaks HTTPS. */
export interface Certificate {
  key: string;
  cert: string;
}

/**
 * Passes every request on to `target` unchanged, the Host that the client signed included.
 * @param target URL of the Worker, without a path
 */
export async function startWiretap(target: string, tls?: Certificate): Promise<Wiretap> {
  const exchanges: Exchange[] = [];
  const { hostname, port } = new URL(target);
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const requestBody = await buffer(incoming);
    const { method = '', url: path = '', headers } = incoming;
    const passedOn = request({ hostname, port, method, path, headers });
    passedOn.end(requestBody);
    const [answer] = (await once(passedOn, 'response')) as [IncomingMessage];
    const body = await buffer(answer);
    const status = answer.statusCode ?? 0;
    exchanges.push({
      ...{ method, path, requestHeaders: headers, requestBody: requestBody.toString() },
      ...{
        status,
        contentType: answer.headers['content-type'],
        body: plain(body, answer.headers['content-encoding']),
      },
    });
    // The body is whole here, however the Worker cut it into chunks.
    const { 'transfer-encoding': _, ...rest } = answer.headers;
    outgoing.writeHead(status, { ...rest, 'content-length': body.length }).end(body);
  };
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      outgoing.writeHead(502).end(String(error));
    });
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function plain(body: Buffer, encoding: string | undefined): string {
  if (encoding === undefined) return body.toString();
  const decompress = { gzip: gunzipSync, deflate: inflateSync, br: brotliDecompressSync }[encoding];
  if (!decompress) throw new Error(`the answer's Content-Encoding is ${encoding}`);
  return decompress(body).toString();
}
