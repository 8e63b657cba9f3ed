// A receiver that hangs holds up nobody else's callbacks.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../src/cli/settings.ts';
import { startTestStack, type TestStack } from './testStack.ts';

let system: TestStack;
let hanging: Server;
let asked = 0;
let givenUp = 0;

beforeAll(async () => {
  system = await startTestStack();
  await system.put('in-1', 'hello.mov', join(ROOT, 'test/media/hello.mov'));
  // It takes the request and never answers.
  hanging = createServer((request) => {
    asked += 1;
    request.once('close', () => {
      givenUp += 1;
    });
  });
  await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  hanging?.closeAllConnections();
  hanging?.close();
  await system?.stop();
});

it('a good receiver hears of its task while others hang', async () => {
  const slow = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}/`;
  const request = (NotifyUrl: string, NotifyMode: string, name: string) => ({
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'in-1', Region: 'r', Object: '/hello.mov' } },
    OutputDir: `/${name}/`,
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 875 }] },
    TaskNotifyConfig: { NotifyType: 'URL', NotifyUrl, NotifyMode },
  });
  for (let n = 0; n < 4; n++) await system.run(request(slow, 'Finish', `slow${n}`));
  const { taskId } = await system.run(request(system.notifyUrl, 'Finish', 'good'));
  const finished = Date.now();
  while (!system.events.some((event) => event.WorkflowTaskEvent?.TaskId === taskId)) {
    if (Date.now() - finished > 60_000) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(system.events.filter((event) => event.WorkflowTaskEvent?.TaskId === taskId)).toHaveLength(1);
  // The good one overtook the others, all of which still wait for their answer.
  expect([asked, givenUp]).toEqual([4, 0]);
});
