import { expect, test } from 'vitest';
import { FileList } from './fileList.ts';

const url = (name: string) => ({ provider: 'url' as const, url: `https://a.example/${name}` });

test('each file has a name of its own, and is there once', () => {
  const files = new FileList();
  expect(files.add({ location: url('a'), parameter: 'P.0' })).toBe('file-0');
  expect(files.add({ location: url('b'), parameter: 'P.1', maxBytes: 5 })).toBe('file-1');
  expect(files.add({ location: url('a'), parameter: 'P.2' })).toBe('file-0');
  expect(files.all()).toEqual([
    { name: 'file-0', location: url('a'), parameter: 'P.0' },
    { name: 'file-1', location: url('b'), parameter: 'P.1', maxBytes: 5 },
  ]);
});

test('texts of a request are limited together', () => {
  const files = new FileList();
  const text = (letter: string, length: number) => ({
    ...{ location: { provider: 'inline' as const, text: letter.repeat(length) }, parameter: `P.${letter}` },
  });
  files.add(text('a', 500_000));
  files.add(text('a', 500_000));
  expect(() => files.add(text('中', 200_000))).toThrow('P.中');
});

test('a job has so many files at most', () => {
  const files = new FileList();
  for (let n = 0; n < 200; n++) files.add({ location: url(String(n)), parameter: 'P' });
  expect(files.add({ location: url('0'), parameter: 'P' })).toBe('file-0');
  expect(() => files.add({ location: url('200'), parameter: 'P.Last' })).toThrow('P.Last');
});
