import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BoundedLog } from './boundedLog.ts';

const newFile = () => join(mkdtempSync(join(tmpdir(), 'bounded-log-')), 'x.log');

test('the file begins anew when it is full, and the one before is kept', () => {
  const log = new BoundedLog(newFile(), 10);
  for (const line of ['first line\n', 'second line\n', 'third line\n']) log.append(line);
  expect(readFileSync(log.file, 'utf8')).toBe('third line\n');
  expect(readFileSync(`${log.file}.1`, 'utf8')).toBe('second line\n');
});

test('the tail is the last 20 lines without colours', () => {
  const log = new BoundedLog(newFile());
  for (let n = 1; n <= 30; n++) log.append(`\u001b[31mline ${n}\u001b[0m\n`);
  const lines = log.tail().split('\n');
  expect(lines).toHaveLength(20);
  expect(lines[0]).toBe('line 11');
  expect(lines[19]).toBe('line 30');
});
