// Serves a folder and the players' own files on the loopback address.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';

const HERE = import.meta.dirname;

/** By their paths. */
const PLAYER_FILES: Record<string, string> = {
  '/players/page.html': join(HERE, 'page.html'),
  '/players/page.js': join(HERE, 'page.js'),
  '/players/hls.js': join(HERE, 'node_modules/hls.js/dist/hls.min.js'),
  '/players/dash.js': join(HERE, 'node_modules/dashjs/dist/modern/umd/dash.all.min.js'),
};
const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  m3u8: 'application/vnd.apple.mpegurl',
  mpd: 'application/dash+xml',
};

/** Files with and without Range. */
async function serve(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? '', 'http://a').pathname);
  const file = PLAYER_FILES[path] ?? join(folder, normalize(path));
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return void response.writeHead(404).end();
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(from ?? 0);
  const end = to ? Math.min(Number(to), found.size - 1) : found.size - 1;
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  const range = from === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${found.size}` };
  response.writeHead(from === undefined ? 200 : 206, {
    'content-type': type,
    'content-length': end - start + 1,
    ...range,
  });
  await pipeline(createReadStream(file, { start, end }), response).catch(() => undefined);
}

export interface FileServer {
  origin: string;
  close(): void;
}

export async function serveFiles(folder: string): Promise<FileServer> {
  const server = createServer((request, response) => void serve(folder, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
