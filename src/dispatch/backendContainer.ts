// BackendContainer: one Cloudflare Container that runs the backend's image (developers.cloudflare.com/durable-objects/
// api/container). A job starts it; while it has work it is asked for its health, which also keeps it awake.
import { DurableObject } from 'cloudflare:workers';
import * as z from 'zod';
import type { Env } from '../platform/env.ts';
import { log, logError } from '../platform/log.ts';
import { SECOND } from '../platform/settings.ts';
import { type ContainerState, nextStep } from './containerStep.ts';
import { containerOf, containerSlots, containerUrl } from './containers.ts';

/** EXPOSE in src/backend/Dockerfile. */
const PORT = 8788;
const POLL = 5 * SECOND;
/** Longest cold start; an attempt that nobody has begun is given to another backend soon after. */
const START_LIMIT = 12 * SECOND;
const SIGTERM = 15;

const Health = z.object({ busy: z.int() });

export class BackendContainer extends DurableObject<Env> {
  private state: ContainerState = { idleSince: null, endedAt: null };

  /** A call to the backend. Only a job starts it. */
  override async fetch(request: Request): Promise<Response> {
    const container = this.ctx.container;
    if (!container) return Response.json({ error: 'this deployment has no containers' }, { status: 503 });
    const isWork = request.method === 'POST';
    if (!container.running && !isWork) return new Response(null, { status: 404 });
    if (isWork) await this.awake(container, containerOf(new URL(request.url)) ?? '');
    return container.getTcpPort(PORT).fetch(request);
  }

  override async alarm(): Promise<void> {
    const container = this.ctx.container;
    if (!container?.running) {
      this.state = { idleSince: null, endedAt: null };
      return;
    }
    await this.ctx.storage.setAlarm(Date.now() + POLL);
    try {
      const { action, state } = nextStep(this.state, await busy(container), Date.now());
      this.state = state;
      if (action === 'wait') return;
      log(`container.${action}`);
      // The backend gives running jobs back on SIGTERM.
      if (action === 'terminate') container.signal(SIGTERM);
      else await container.destroy();
    } catch (error) {
      logError('container.alarm', error);
    }
  }

  /** Starts the container unless it runs, and waits until it answers. Throws when it does not within START_LIMIT. */
  private async awake(container: Container, name: string): Promise<void> {
    await this.ctx.storage.setAlarm(Date.now() + POLL);
    this.state = { ...this.state, idleSince: null };
    if (!container.running) {
      this.state = { idleSince: null, endedAt: null };
      log('container.start', { backend: name });
      container.start({
        enableInternet: true,
        env: {
          EDGE_URL: this.env.PUBLIC_URL ?? '',
          INTERNAL_TOKEN: this.env.INTERNAL_TOKEN ?? '',
          BACKEND_ID: name,
          BACKEND_URL: containerUrl(name),
          BACKEND_PORT: String(PORT),
          SLOTS: String(containerSlots(this.env)),
        },
      });
      this.ctx.waitUntil(
        container.monitor().then(
          () => log('container.ended', { backend: name }),
          (error: unknown) => logError('container.ended', error, { backend: name }),
        ),
      );
    }
    const deadline = Date.now() + START_LIMIT;
    while ((await busy(container)) === null) {
      if (Date.now() > deadline) throw new Error(`${name} did not start within ${START_LIMIT / SECOND} s`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Jobs that run in it; null when it does not answer. */
async function busy(container: Container): Promise<number | null> {
  try {
    const signal = AbortSignal.timeout(2 * SECOND);
    const response = await container.getTcpPort(PORT).fetch('http://container/health', { signal });
    return Health.parse(await response.json()).busy;
  } catch {
    return null;
  }
}
