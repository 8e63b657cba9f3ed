// Where a local stack lives and who may use it.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import * as z from 'zod';
import { CommandError } from './commandError.ts';

/** The project's own folder. */
export const ROOT = resolve(import.meta.dirname, '../..');

const Port = z.coerce.number().int().min(1).max(65535);
const Accounts = z.array(z.object({ appId: z.string(), secretId: z.string(), secretKey: z.string() })).min(1);

export type Account = z.infer<typeof Accounts>[number];

export interface LocalSecrets {
  /** The first of MPS_ACCOUNTS. */
  account: Account;
  internalToken: string;
}

/**
 * A port from the environment.
 * @throws CommandError when it is not 1…65535
 */
export function portSetting(variable: string, otherwise: number): number {
  const port = Port.safeParse(process.env[variable] || otherwise);
  if (!port.success)
    throw new CommandError(`${variable} must be a port (1…65535), not ${process.env[variable]}`);
  return port.data;
}

/** STATE_DIR, by default `.state` in the project. */
export function stateDirSetting(): string {
  return process.env.STATE_DIR ? userPath(process.env.STATE_DIR) : join(ROOT, '.state');
}

/** A path as the person meant it: npm runs scripts in the project's folder and keeps theirs in INIT_CWD. */
export function userPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path);
}

/**
 * The local accounts and tokens.
 * @throws CommandError when .dev.vars is missing or lacks one
 */
export function localSecrets(file: string = join(ROOT, '.dev.vars')): LocalSecrets {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new CommandError('.dev.vars is missing: npm run setup makes it from .dev.vars.example');
  }
  const values = parseEnv(text);
  const accounts = Accounts.safeParse(tryJson(values.MPS_ACCOUNTS ?? ''));
  if (!accounts.success)
    throw new CommandError('MPS_ACCOUNTS in .dev.vars must be a JSON list of {appId, secretId, secretKey}');
  if (!values.INTERNAL_TOKEN) throw new CommandError('INTERNAL_TOKEN is missing in .dev.vars');
  return { account: accounts.data[0]!, internalToken: values.INTERNAL_TOKEN };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
