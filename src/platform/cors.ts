// Calls from pages of other origins (Fetch Standard, "HTTP-CORS protocol").
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import type { Env } from './env.ts';

/** How long a browser may keep the answer to a preflight, seconds: Chromium keeps none longer. */
const MAX_AGE = 7200;

/**
 * Lets pages of the origins in CORS_ORIGINS call; without that setting it does nothing. Requests are authorized by
 * their signature, never by cookies, so credentials are not allowed.
 */
export function allowOrigins(options: { methods: string[]; exposed: string[] }) {
  return createMiddleware<{ Bindings: Env }>(async (c, next) => {
    const allowed = (c.env.CORS_ORIGINS ?? '').split(',').flatMap((origin) => origin.trim() || []);
    if (allowed.length === 0) return next();
    return cors({
      origin: allowed.includes('*') ? '*' : allowed,
      allowMethods: options.methods,
      exposeHeaders: options.exposed,
      maxAge: MAX_AGE,
    })(c, next);
  });
}
