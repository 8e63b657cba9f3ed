// A whole backend: its server, its jobs, its heartbeat.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Config } from './config.ts';
import { fetchJob, jobEdge, sendHeartbeat } from './edge.ts';
import { chooseSandbox } from './ffmpeg/chooseSandbox.ts';
import { ReadyProbes } from './ffmpeg/readyProbe.ts';
import { toolFacts } from './ffmpeg/tools.ts';
import { HeartbeatLoop } from './heartbeat.ts';
import { InputCache } from './input/inputCache.ts';
import { createInputClient } from './input/inputClient.ts';
import { Jobs } from './jobs.ts';
import { probeSource } from './probeSource.ts';
import { PullLoop } from './pull.ts';
import { runJob } from './run.ts';
import { backendApp } from './server.ts';

/** How long an input is kept for further jobs of its task. */
const INPUT_IDLE_MS = 60_000;
/** How long an ffprobe waits for a job. */
const READY_PROBE_AGE_MS = 3_600_000;

export interface Backend {
  /** Where the edge reaches it. */
  url: string;
  /** Gives running jobs back and ends everything. */
  drain(): Promise<void>;
}

/**
 * Starts a backend; the promise is kept once it listens. `lookup` replaces the system's name look-up for inputs.
 * @throws Error with one line for people when ffmpeg is missing or the port is taken
 */
export async function startBackend(config: Config, lookup?: LookupFunction): Promise<Backend> {
  const tools = await toolFacts(config.tools);
  const sandbox = await chooseSandbox(config.sandbox, { ...config.tools, ...config.drawing }, config.limits);
  const edge = { edgeUrl: config.edgeUrl, token: config.token, patienceMs: config.patienceMs };
  const network = { edgeUrl: config.edgeUrl, stallMs: config.stallMs };
  const client = createInputClient(lookup ? { ...network, lookup } : network);
  const bootId = randomUUID();
  const bootFolder = join(config.workDir, bootId);
  await mkdir(bootFolder, { recursive: true });
  const inputs = new InputCache({
    client,
    // Beside the folder of this run, in which nothing but jobs lies.
    folder: join(config.workDir, `${bootId}-inputs`),
    maxIdleBytes: config.maxIdleInputBytes,
    idleMs: INPUT_IDLE_MS,
  });
  let probes: ReadyProbes | null = null;
  const jobs: Jobs = new Jobs({
    slots: config.slots,
    edgeOf: (job, signal) => jobEdge(edge, job, signal),
    run: (job, context) => runJob(job, { config, inputs, client, folder: bootFolder, probes, ...context }),
    onChange: () => {
      heartbeat.beat();
      pull?.wake();
    },
  });
  let url = config.backendUrl;
  let pull: PullLoop | null = null;
  const heartbeat = new HeartbeatLoop({
    send: (beat) => sendHeartbeat(edge, beat),
    onStop: (id) => void jobs.stop(id),
    snapshot: () => ({
      backendId: config.backendId,
      bootId,
      url: config.transport === 'pull' ? null : url,
      pool: config.pool,
      slots: config.slots,
      version: tools.version.slice(0, 64),
      capabilities: tools.encoders,
      draining: jobs.draining,
      jobs: jobs.progress(),
    }),
  });
  const app = backendApp({
    token: config.token,
    jobs,
    probe: (request) =>
      probeSource(request, { client, tools: config.tools, stallMs: config.stallMs, folder: bootFolder }),
    health: () => ({
      id: config.backendId,
      ...tools,
      sandbox,
      pool: config.pool,
      slots: config.slots,
      busy: jobs.busy,
      draining: jobs.draining,
    }),
  });
  const { server, port } = await listen(app.fetch, config).catch(async (error: unknown) => {
    await rm(bootFolder, { recursive: true });
    throw error;
  });
  url ??= `http://127.0.0.1:${port}`;
  // The port is ours, so no other run of this backend is alive: what else lies here was left when one was killed.
  for (const name of await readdir(config.workDir)) {
    if (name !== bootId) await rm(join(config.workDir, name), { recursive: true, force: true });
  }
  const { ffprobe } = config.tools;
  const maxAgeMs = Math.min(READY_PROBE_AGE_MS, config.limits.time / 2);
  if (config.readyProbe) probes = new ReadyProbes({ ffprobe, parent: bootFolder, maxAgeMs });
  heartbeat.beat();
  if (config.transport === 'pull')
    pull = new PullLoop({
      next: (signal) => fetchJob(edge, config.pool, { backendId: config.backendId, bootId }, signal),
      hasFreeSlot: () => !jobs.draining && jobs.busy < config.slots,
      start: (job) => jobs.start(job) === 'started',
    });

  const drain = async () => {
    await Promise.all([pull?.end(), jobs.drain()]);
    await probes?.end();
    await heartbeat.end();
    server.close();
    await inputs.close();
    await client.close();
    await rm(config.workDir, { recursive: true, force: true });
  };
  return { url, drain };
}

function listen(
  fetch: Parameters<typeof serve>[0]['fetch'],
  { port, bind }: Config,
): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: bind }, (address) =>
      resolve({ server, port: address.port }),
    );
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(new Error(taken ? `port ${port} is taken: set BACKEND_PORT to a free one` : error.message));
    });
  });
}
