import { expect, test } from 'vitest';
import { CommandError } from './commandError.ts';
import { parseObjectName, putObject } from './objects.ts';
import { freePorts } from './ports.ts';

test.each([
  ['bucket/a/b.mov', 'bucket', 'a/b.mov'],
  ['bucket//a.mov', 'bucket', 'a.mov'],
])('%s', (text, bucket, key) => {
  expect(parseObjectName(text)).toEqual({ bucket, key });
});

test.each(['bucket', 'bucket/', '/key', ''])('"%s" is refused', (text) => {
  expect(() => parseObjectName(text)).toThrow('BUCKET/KEY');
});

test('a missing file and a missing stack are told in one line', async () => {
  const [port] = await freePorts(1);
  const account = { appId: '1', secretId: 'a', secretKey: 'b' };
  const edge = { url: `http://127.0.0.1:${port}`, secrets: { account, internalToken: 't' } };
  const name = { bucket: 'b', key: 'k' };
  await expect(putObject(edge, name, '/nonexistent.mov')).rejects.toThrow('/nonexistent.mov is not a file');
  const error = await putObject(edge, name, import.meta.filename).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CommandError);
  expect((error as Error).message).toContain('is npm start running');
});
