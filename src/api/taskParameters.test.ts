import { describe, expect, it } from 'vitest';
import { ApiError } from '../mps/errors.ts';
import type { ProcessMediaRequest } from '../mps/requests.ts';
import { taskParameters } from './taskParameters.ts';

function verdict(part: Omit<ProcessMediaRequest, 'InputInfo'>): string {
  try {
    taskParameters(part);
    return 'ok';
  } catch (error) {
    return error instanceof ApiError ? error.code : `unexpected ${error}`;
  }
}

it('has the documented defaults', () => {
  expect(taskParameters({})).toEqual({
    sessionId: '',
    sessionContext: '',
    priority: 0,
    offline: false,
  });
});

it('takes what is given', () => {
  const given = {
    SessionId: 's',
    SessionContext: 'c',
    TasksPriority: -10,
    TaskType: 'Offline',
    SkipMateData: 1,
  };
  expect(taskParameters(given)).toEqual({
    sessionId: 's',
    sessionContext: 'c',
    priority: -10,
    offline: true,
  });
});

describe('bounds', () => {
  it.each<[Omit<ProcessMediaRequest, 'InputInfo'>, string]>([
    [{ SessionId: 'a'.repeat(50) }, 'ok'],
    [{ SessionId: '界'.repeat(50) }, 'ok'],
    [{ SessionId: '😀'.repeat(50) }, 'ok'],
    [{ SessionId: 'a'.repeat(51) }, 'InvalidParameterValue.SessionIdTooLong'],
    [{ SessionId: '😀'.repeat(51) }, 'InvalidParameterValue.SessionIdTooLong'],
    [{ SessionContext: '界'.repeat(1000) }, 'ok'],
    [{ SessionContext: 'a'.repeat(1001) }, 'InvalidParameterValue.SessionContextTooLong'],
    [{ TasksPriority: 10 }, 'ok'],
    [{ TasksPriority: 11 }, 'InvalidParameterValue'],
    [{ TasksPriority: -11 }, 'InvalidParameterValue'],
    [{ TaskType: 'Online' }, 'ok'],
    [{ TaskType: '' }, 'ok'],
    [{ TaskType: 'offline' }, 'InvalidParameterValue'],
    [{ SkipMateData: 2 }, 'InvalidParameterValue'],
    [{ SkipMateData: -1 }, 'InvalidParameterValue'],
  ])('%j', (part, code) => {
    expect(verdict(part)).toBe(code);
  });
});
