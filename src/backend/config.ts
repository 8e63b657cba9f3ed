// Settings of the backend, from its environment.
import { hostname, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { SandboxSetting } from './ffmpeg/chooseSandbox.ts';
import { type Limits, SANDBOXES } from './ffmpeg/sandbox.ts';
import type { Tools } from './ffmpeg/tools.ts';

const whole = (least: number, preset: number) => z.coerce.number().int().min(least).prefault(preset);
const milliseconds = (preset: number) => whole(1, preset);

const Environment = z.object({
  BACKEND_PORT: whole(0, 8788).pipe(z.number().max(65_535)),
  /** Address to listen on. */
  BIND: z.string().min(1).prefault('127.0.0.1'),
  EDGE_URL: z.url({ protocol: /^https?$/ }).prefault('http://127.0.0.1:8787'),
  /** Where the edge reaches this backend; the listening address by default. */
  BACKEND_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** "pull" asks the edge for jobs, for a backend that the edge cannot reach. */
  TRANSPORT: z.enum(['push', 'pull']).prefault('push'),
  BACKEND_ID: z.string().min(1).max(128).optional(),
  INTERNAL_TOKEN: z.string().min(1),
  POOL: z
    .string()
    .regex(/^[a-z]+$/)
    .prefault('cpu'),
  /** Jobs at once. */
  SLOTS: whole(1, 1).pipe(z.number().max(1024)),
  /** Folder in which the backend has a folder of its own for what it works on. */
  WORK_DIR: z.string().min(1).optional(),
  FFMPEG_PATH: z.string().min(1).prefault('ffmpeg'),
  FFPROBE_PATH: z.string().min(1).prefault('ffprobe'),
  RSVG_CONVERT_PATH: z.string().min(1).prefault('rsvg-convert'),
  PANGO_VIEW_PATH: z.string().min(1).prefault('pango-view'),
  /** Largest input in bytes: 50 GiB. */
  MAX_INPUT_BYTES: whole(1, 50 * 2 ** 30),
  /** How far ffmpeg is shut in: see sandbox.ts. "auto" is as far as the machine allows; a kind is at least so far. */
  SANDBOX: z.enum(['auto', ...SANDBOXES]).prefault('auto'),
  /** Address space of an ffmpeg in bytes; by default nine tenths of the memory, and 4 GiB at least. */
  MEMORY_LIMIT: z.coerce
    .number()
    .int()
    .min(2 ** 28)
    .optional(),
  /** Largest file that ffmpeg may write, in bytes: 50 GiB. */
  MAX_OUTPUT_BYTES: whole(1, 50 * 2 ** 30),
  /** Longest run of an ffmpeg: a day. */
  RUN_TIMEOUT_MS: milliseconds(24 * 3_600_000),
  /** "0": no ffprobe waits, loaded, for the next job; each costs that job some 50 ms more, and none takes memory. */
  READY_PROBE: z.enum(['0', '1']).prefault('1'),
  /** Inputs that are kept for further jobs of their tasks: 20 GiB together. */
  MAX_IDLE_INPUT_BYTES: whole(0, 20 * 2 ** 30),
  /** Longest download. */
  INPUT_TIMEOUT_MS: milliseconds(2 * 3_600_000),
  /** A download without a byte, or an ffmpeg without a step, for so long is broken off. */
  STALL_MS: milliseconds(60_000),
  /** Long pictures are cut into chunks of so many seconds when other backends have time; 0 turns that off. */
  CHUNK_SECONDS: whole(0, 60),
  /** How long a job goes on trying to reach an edge that does not answer. */
  EDGE_PATIENCE_MS: milliseconds(10 * 60_000),
  /** "1": end when stdin is closed, which happens when the process that started this one is gone. */
  EXIT_WITH_STDIN: z.string().prefault(''),
});

export interface Config {
  port: number;
  bind: string;
  edgeUrl: string;
  backendUrl: string | null;
  backendId: string;
  transport: 'push' | 'pull';
  token: string;
  pool: string;
  slots: number;
  /** This backend's own folder: whatever else is in it is removed at the start. */
  workDir: string;
  tools: Tools;
  /** What draws SVG, and texts: Debian's librsvg2-bin and pango1.0-tools. */
  drawing: { rsvgConvert: string; pangoView: string };
  sandbox: SandboxSetting;
  limits: Limits;
  readyProbe: boolean;
  maxInputBytes: number;
  maxIdleInputBytes: number;
  inputTimeoutMs: number;
  stallMs: number;
  chunkSeconds: number;
  patienceMs: number;
  exitWithStdin: boolean;
}

/** Reads the settings. @throws Error with one line for people that names the variable */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  // An empty variable is an absent one.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = issue?.path.join('.') ?? '';
    throw new Error(name in set ? `${name}: ${issue?.message}` : `${name} is not set`);
  }
  const env = parsed.data;
  const backendId = env.BACKEND_ID ?? `${hostname()}-${env.BACKEND_PORT}`;
  return {
    port: env.BACKEND_PORT,
    bind: env.BIND,
    edgeUrl: env.EDGE_URL,
    backendUrl: env.BACKEND_URL ?? null,
    backendId,
    transport: env.TRANSPORT,
    token: env.INTERNAL_TOKEN,
    pool: env.POOL,
    slots: env.SLOTS,
    workDir: join(env.WORK_DIR ?? tmpdir(), `edge-mps-${backendId.replaceAll(/[^\w.-]/g, '_')}`),
    tools: { ffmpeg: env.FFMPEG_PATH, ffprobe: env.FFPROBE_PATH },
    drawing: { rsvgConvert: env.RSVG_CONVERT_PATH, pangoView: env.PANGO_VIEW_PATH },
    sandbox: env.SANDBOX,
    limits: {
      memory: env.MEMORY_LIMIT ?? memoryLimit(),
      fileSize: env.MAX_OUTPUT_BYTES,
      time: env.RUN_TIMEOUT_MS,
    },
    readyProbe: env.READY_PROBE === '1',
    maxInputBytes: env.MAX_INPUT_BYTES,
    maxIdleInputBytes: env.MAX_IDLE_INPUT_BYTES,
    inputTimeoutMs: env.INPUT_TIMEOUT_MS,
    stallMs: env.STALL_MS,
    chunkSeconds: env.CHUNK_SECONDS,
    patienceMs: env.EDGE_PATIENCE_MS,
    exitWithStdin: env.EXIT_WITH_STDIN === '1',
  };
}

/** Of the machine, or of the container that this process is in. */
function memoryLimit(): number {
  const ours = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return Math.max(4 * 2 ** 30, Math.floor(Math.min(totalmem(), ours) * 0.9));
}
