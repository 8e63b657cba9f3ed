// The Worker as it is, in a world that fails: queue messages get lost, doubled and late, queue batches fail, objects are
// thrown out of memory between two steps, storage refuses uploads. POST /faults says how often; nothing fails before.
import * as production from '../../src/worker.ts';
import { Faults } from './faults.ts';
import { randomFrom } from './random.ts';

export * from '../../src/worker.ts';

interface Env {
  MEDIA: R2Bucket;
  DISPATCH_QUEUE: Queue;
  NOTIFY_QUEUE: Queue;
}
interface FailingObject {
  ctx: DurableObjectState;
}
// A mixin's constructor takes any[] (TypeScript handbook, "Mixins").
// biome-ignore lint/suspicious/noExplicitAny: see above
type AnyClass = new (...args: any[]) => object;

let faults: Faults = Faults.parse({});
let random = randomFrom(0);
/** Requests that were held since the faults were last set. */
let held = 0;
const happens = (probability: number) => random() < probability;

export const JobPool = failing(production.JobPool);
export const SessionLedger = failing(production.SessionLedger);
export const TaskBook = failing(production.TaskBook);
export const TaskIndex = failing(production.TaskIndex);

export default {
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname === '/faults/held') return Response.json(held);
    if (url.pathname === '/faults') {
      held = 0;
      faults = Faults.parse(await request.json());
      random = randomFrom(faults.seed);
      return Response.json(faults);
    }
    if (url.pathname === '/faults/object') {
      const head = await env.MEDIA.head(url.searchParams.get('key') ?? '');
      return Response.json(head && { metadata: head.customMetadata ?? {} });
    }
    if (url.pathname === '/faults/objects') {
      const prefix = url.searchParams.get('prefix') ?? '';
      const keys: string[] = [];
      for (let page = await env.MEDIA.list({ prefix }); ; ) {
        keys.push(...page.objects.map(({ key }) => key));
        if (!page.truncated) return Response.json(keys);
        page = await env.MEDIA.list({ prefix, cursor: page.cursor });
      }
    }
    const { hold, holdMs } = faults;
    if (hold !== '' && (request.method === hold || url.pathname.endsWith(hold))) {
      held++;
      await scheduler.wait(holdMs);
    }
    if (faults.refuseUploads && request.method === 'PUT') return new Response(null, { status: 503 });
    return production.default.fetch(request, env as never, ctx);
  },
  async queue(batch: MessageBatch<unknown>, env: Env): Promise<void> {
    if (happens(faults.failBatch)) throw new Error('a fault: the batch fails before it is read');
    await production.default.queue(batch, env as never);
    if (happens(faults.failBatch)) throw new Error('a fault: the batch fails after it was worked on');
  },
};

/** The class with queues that fail, and with methods before and after which the object may be thrown out. */
function failing<C extends AnyClass>(Production: C): C {
  class Failing extends Production {
    // biome-ignore lint/suspicious/noExplicitAny: see AnyClass
    constructor(...args: any[]) {
      const [ctx, env] = args as [DurableObjectState, Env];
      const queues = {
        DISPATCH_QUEUE: failingQueue(env.DISPATCH_QUEUE),
        NOTIFY_QUEUE: failingQueue(env.NOTIFY_QUEUE),
      };
      // Half of the pools' lives go through the queue alone, so that what it does to them is seen.
      super(ctx, { ...env, ...queues, ...(happens(0.5) && { DIRECT_STARTS: '0' }) });
    }
  }
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(Production.prototype))) {
    if (typeof value !== 'function' || value.constructor.name !== 'AsyncFunction') continue;
    Object.defineProperty(Failing.prototype, name, {
      async value(this: FailingObject, ...args: unknown[]) {
        if (happens(faults.abort)) this.ctx.abort(`a fault: thrown out before ${name}`);
        const answer = await value.apply(this, args);
        if (happens(faults.abort)) this.ctx.abort(`a fault: thrown out after ${name}`);
        return answer;
      },
    });
  }
  return Failing;
}

function failingQueue(queue: Queue): Queue {
  const sendBatch: Queue['sendBatch'] = async (messages, options) => {
    const sent = [...messages]
      .filter(() => !happens(faults.drop))
      .flatMap((message) => (happens(faults.double) ? [message, message] : [message]))
      .map((message) => (happens(faults.delay) ? { ...message, delaySeconds: 1 } : message));
    if (sent.length > 0) return queue.sendBatch(sent, options);
    return undefined as never;
  };
  return { sendBatch } as Queue;
}
