// /internal/objects: a person with the internal token moves files in and out (`npm run put`, `npm run get`).
import { Hono } from 'hono';
import type { ObjectRef } from '../contract/location.ts';
import { ObjectCompletion, ObjectGrantRequest } from '../contract/upload.ts';
import { internalOnly } from '../platform/bearer.ts';
import type { Env } from '../platform/env.ts';
import { completeMultipart, downloadUrl, multipartGrant, needsParts, putGrant } from './access.ts';

export const objectGrants = new Hono<{ Bindings: Env }>();
objectGrants.use('*', internalOnly);

objectGrants.post('/grant', async (c) => {
  const parsed = ObjectGrantRequest.safeParse(await c.req.json().catch(() => null));
  if (!parsed.success) return c.json({ error: parsed.error.issues[0]?.message ?? 'bad request' }, 400);
  const { method, appId, bucket, key, file } = parsed.data;
  const object: ObjectRef = { provider: 'cos', appId, bucket, region: '', key };
  if (method === 'GET') return c.json({ url: await downloadUrl(c.env, object, Date.now()) });
  if (!file) return c.json({ error: 'file is required for PUT' }, 400);
  const upload = { ...file, key };
  const grant = needsParts(file, false)
    ? await multipartGrant(c.env, object, upload, {}, Date.now())
    : await putGrant(c.env, object, upload, {}, Date.now());
  return c.json({ grant });
});

objectGrants.post('/complete', async (c) => {
  const parsed = ObjectCompletion.safeParse(await c.req.json().catch(() => null));
  if (!parsed.success) return c.json({ error: parsed.error.issues[0]?.message ?? 'bad request' }, 400);
  const { appId, bucket, key } = parsed.data;
  await completeMultipart(c.env, { provider: 'cos', appId, bucket, region: '', key }, parsed.data);
  return c.json({});
});
