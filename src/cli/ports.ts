// TCP ports of the loopback address.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from './commandError.ts';
import { describeProcess, listenerOf } from './processes.ts';

/**
 * Waits a moment for a port that is just being given back.
 * @param hint how to choose another one, for the message
 * @throws CommandError that says who holds the port
 */
export async function claimPort(port: number, hint: string): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    if ((await tryListen(port)) !== null) return;
    await sleep(100);
  }
  const pid = listenerOf(port);
  const holder = pid === null ? 'another process' : describeProcess(pid);
  throw new CommandError(`port ${port} is taken by ${holder}: end that first, or ${hint}`);
}

/** So many different ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

async function tryListen(port: number): Promise<number | null> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return port;
  } catch {
    return null;
  } finally {
    server.close();
  }
}
