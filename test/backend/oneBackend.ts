// A whole backend with its edge and a folder for a test's files.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type Backend, startBackend } from '../../src/backend/backend.ts';
import { readConfig } from '../../src/backend/config.ts';
import { TestEdge } from './testEdge.ts';

export interface OneBackend {
  backend: Backend;
  edge: TestEdge;
  /** For the test's own files. */
  folder: string;
  /** The backend's, inside `folder`. */
  work: string;
  stop: () => Promise<void>;
}

/** @param settings more variables of the backend, whose log is not shown */
export async function oneBackend(settings: Record<string, string> = {}): Promise<OneBackend> {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const folder = await mkdtemp(join(tmpdir(), 'edge-mps-backend-'));
  const work = join(folder, 'work');
  await mkdir(work);
  const edge = await new TestEdge().start();
  const line = { BACKEND_PORT: '0', EDGE_URL: edge.url, INTERNAL_TOKEN: edge.token };
  const backend = await startBackend(readConfig({ ...line, WORK_DIR: work, ...settings }));
  const stop = async () => {
    await backend.drain();
    edge.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { backend, edge, folder, work, stop };
}
