import { expect, test } from 'vitest';
import { readScrollToken, scrollToken } from './scrollToken.ts';

const position = {
  createdAt: 1_563_258_087_999,
  taskId: '1250000000-WorkflowTask-0123456789abcdef0123456789abcdeftt0',
};

test('a position comes back from its token', () => {
  expect(readScrollToken(scrollToken(position))).toEqual(position);
});

test('the end of the list is an empty token, which means the beginning', () => {
  expect(scrollToken(null)).toBe('');
  expect(readScrollToken('')).toBeNull();
  expect(readScrollToken(undefined)).toBeNull();
});

test.each([
  'x',
  '!!!',
  'MTIz',
  position.taskId,
  Buffer.from(`-1 ${position.taskId}`).toString('base64url'),
  Buffer.from(`1 ${position.taskId}' OR 1`).toString('base64url'),
])('%s is refused', (token) => {
  expect(() => readScrollToken(token)).toThrow(/ScrollToken/);
});
