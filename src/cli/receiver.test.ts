import { expect, test } from 'vitest';
import type { CallbackEvent } from './callbackEvent.ts';
import { startReceiver } from './receiver.ts';

test('events are taken on any path, other bodies are answered 400', async () => {
  const events: CallbackEvent[] = [];
  const refused: string[] = [];
  const receiver = await startReceiver(
    0,
    (event) => events.push(event),
    (body) => refused.push(body),
  );
  const post = (body: string) => fetch(`${receiver.url}any/path`, { method: 'POST', body });
  expect((await post('{"EventType":"WorkflowTask","SessionId":"s"}')).status).toBe(200);
  expect((await post('not json')).status).toBe(400);
  expect((await post('{"hello":1}')).status).toBe(400);
  await receiver.close();
  expect(events.map((event) => event.SessionId)).toEqual(['s']);
  expect(refused).toEqual(['not json', '{"hello":1}']);
  await expect(fetch(receiver.url)).rejects.toThrow();
});
