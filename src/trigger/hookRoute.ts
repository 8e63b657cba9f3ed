// /hooks/uploads/<AppId>/<token>: where COS and S3, or what stands between, post their events. The token is in the
// URL since most of those can send no header.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { mayWork } from '../api/accounts.ts';
import { UploadEvent } from '../contract/uploadEvent.ts';
import { internalOnly, signingKey } from '../platform/bearer.ts';
import type { Env } from '../platform/env.ts';
import { hmac, sameText } from '../platform/hmac.ts';
import { hookUploads } from './hookEvents.ts';

const MAX_BODY = 256 * 1024;
const MAX_BATCH = 100;

export const hookRoute = new Hono<{ Bindings: Env }>();

hookRoute.post(
  '/hooks/uploads/:appId{[0-9]+}/:token',
  bodyLimit({ maxSize: MAX_BODY, onError: (c) => c.json({ error: 'too large' }, 413) }),
  async (c) => {
    const appId = c.req.param('appId');
    if (!sameText(c.req.param('token'), hookToken(c.env, appId)) || !(await mayWork(c.env, appId)))
      return c.json({ error: 'no such hook' }, 404);
    const uploads = hookUploads(appId, await c.req.json().catch(() => null));
    if (!uploads?.every((each) => UploadEvent.safeParse(each).success)) {
      return c.json({ error: 'no event of COS or S3' }, 400);
    }
    for (let from = 0; from < uploads.length; from += MAX_BATCH) {
      const messages = uploads.slice(from, from + MAX_BATCH).map((body) => ({ body }));
      await c.env.UPLOAD_QUEUE.sendBatch(messages);
    }
    return c.json({ uploads: uploads.length });
  },
);

/** The path of an account's hook, for the operator. */
hookRoute.get('/internal/hooks/:appId{[0-9]+}', internalOnly, (c) => {
  const appId = c.req.param('appId');
  return c.json({ path: `/hooks/uploads/${appId}/${hookToken(c.env, appId)}` });
});

function hookToken(env: Env, appId: string): string {
  return hmac(signingKey(env), 'upload-hook', appId);
}
