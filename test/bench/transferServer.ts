// The S3 server of bench:transfer, in a process of its own: it must not share a thread with the client that is measured.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startS3Server } from '../support/s3Server.ts';

const FILE = fileURLToPath(import.meta.url);

/** Starts the server, with a bucket "bench". */
export async function serverProcess(): Promise<{ url: string; close: () => Promise<void> }> {
  const child = fork(FILE, { execArgv: ['--no-warnings'] });
  const exited = once(child, 'exit');
  const answered = once(child, 'message').then(([url]) => String(url));
  const url = await Promise.race([answered, exited.then(() => Promise.reject(new Error('no S3 server')))]);
  return {
    url,
    close: async () => {
      child.disconnect();
      await exited;
    },
  };
}

if (process.argv[1] === FILE) {
  const server = await startS3Server(['bench']);
  process.on('disconnect', () => void server.close());
  process.send?.(server.direct);
}
