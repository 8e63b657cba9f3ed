import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { CommandError } from './commandError.ts';
import { claimPort, freePorts } from './ports.ts';
import { listenerOf } from './processes.ts';

test('free ports are different and can be claimed', async () => {
  const ports = await freePorts(3);
  expect(new Set(ports).size).toBe(3);
  await Promise.all(ports.map((port) => claimPort(port, 'set PORT')));
});

test('a taken port: the message names port, process and way out', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const error = await claimPort(port, 'set PORT to another one').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CommandError);
  const { message } = error as Error;
  expect(message).toContain(`port ${port} is taken by process ${process.pid} (`);
  expect(message).toContain('set PORT to another one');
  expect(listenerOf(port)).toBe(process.pid);
  server.close();
  await once(server, 'close');
  expect(listenerOf(port)).toBe(null);
});
