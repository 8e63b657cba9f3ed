// What Cloudflare runs: HTTP and queue batches, each handed to its room.
import { Hono } from 'hono';
import { accountsRoute } from './api/accountsRoute.ts';
import { api } from './api/app.ts';
import { consumeDispatch } from './dispatch/consumer.ts';
import { metricsRoute } from './dispatch/metricsRoute.ts';
import { fenceHolds } from './dispatch/pools.ts';
import { pullRoute } from './dispatch/pullRoute.ts';
import { reports } from './dispatch/reports.ts';
import { consumeNotify } from './notify/consumer.ts';
import { allowOrigins } from './platform/cors.ts';
import type { DispatchHint, Env, NotifyHint } from './platform/env.ts';
import { log } from './platform/log.ts';
import { objectGrants } from './storage/objectGrants.ts';
import { objectRoute } from './storage/objectRoute.ts';
import { consumeUploads } from './trigger/consumer.ts';
import { hookRoute } from './trigger/hookRoute.ts';

export { RateLimiter } from './admission/rateLimiter.ts';
export { SessionLedger } from './admission/sessionLedger.ts';
export { AccountRegistry } from './api/accountRegistry.ts';
export { CatalogObject } from './catalog/catalogObject.ts';
export { BackendContainer } from './dispatch/backendContainer.ts';
export { JobPool } from './dispatch/jobPool.ts';
export { Courier } from './notify/courier.ts';
export { Counters } from './platform/counters.ts';
export { UploadLedger } from './storage/uploadLedger.ts';
export { TaskBook } from './task/taskBook.ts';
export { TaskIndex } from './task/taskIndex.ts';

const app = new Hono<{ Bindings: Env }>();
app.get('/health', (c) => c.json({ status: 'ok' }));
app.route('/internal/objects', objectGrants);
app.route('/internal', pullRoute);
app.route('/internal', metricsRoute);
app.route('/internal', accountsRoute);
app.route('/internal', reports);
app.use('/objects/*', allowOrigins({ methods: ['GET', 'HEAD', 'PUT'], exposed: ['ETag', 'Content-Range'] }));
app.route('/objects', objectRoute(fenceHolds));
app.route('/', hookRoute);
app.route('/', api);

export default {
  fetch: app.fetch,
  async queue(batch: MessageBatch<unknown>, env: Env): Promise<void> {
    switch (batch.queue) {
      case 'edge-mps-dispatch':
        return consumeDispatch(batch as MessageBatch<DispatchHint>, env);
      case 'edge-mps-notify':
        return consumeNotify(batch as MessageBatch<NotifyHint>, env);
      // A dead letter goes back to its owner: it is the same hint, and whoever gets one asks the owner what to do.
      case 'edge-mps-dispatch-dead':
        logDeadLetters(batch);
        return consumeDispatch(batch as MessageBatch<DispatchHint>, env);
      case 'edge-mps-notify-dead':
        logDeadLetters(batch);
        return consumeNotify(batch as MessageBatch<NotifyHint>, env);
      case 'edge-mps-uploads':
        return consumeUploads(batch, env);
      case 'edge-mps-uploads-dead':
        logDeadLetters(batch);
        return consumeUploads(batch, env, true);
    }
  },
} satisfies ExportedHandler<Env>;

function logDeadLetters(batch: MessageBatch<unknown>): void {
  for (const message of batch.messages) log('queue.dead_letter', { queue: batch.queue, id: message.id });
}
