// The token of backends and of the command line.
import type { Context, MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';
import { sameText } from './hmac.ts';

/** The bearer token of a request, "" when there is none. */
export function bearerToken(c: Context): string {
  const header = c.req.header('Authorization') ?? '';
  return /^Bearer\s+/i.test(header) ? header.replace(/^Bearer\s+/i, '').trim() : '';
}

/** Lets only callers with INTERNAL_TOKEN through; a deployment without one lets nobody through. */
export const internalOnly: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  const expected = c.env.INTERNAL_TOKEN;
  if (!expected || !sameText(bearerToken(c), expected)) return c.json({ error: 'unauthorized' }, 401);
  await next();
};

/** The key of all signatures of ours. Throws when the deployment has none. */
export function signingKey(env: Env): string {
  if (!env.SIGNING_KEY) throw new Error('the secret SIGNING_KEY is not set: see .dev.vars.example');
  return env.SIGNING_KEY;
}
