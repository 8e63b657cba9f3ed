// What every answer must be, whatever was asked (API documentation, "Responses").
import { expect } from 'vitest';
import { responseSchema } from '../../src/mps/schema.ts';
import { shapeFaults } from '../support/sdkShape.ts';
import type { Exchange } from '../support/wiretap.ts';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export interface ErrorAnswer {
  Code: string;
  Message: string;
}

/**
 * `Response` of an answer. HTTP 200 always, and exactly this Content-Type: with a charset the Python SDK takes an
 * error for a success without fields.
 */
export function envelope(exchange: Exchange): Record<string, unknown> {
  expect([exchange.status, exchange.contentType]).toEqual([200, 'application/json']);
  const parsed = JSON.parse(exchange.body) as { Response: Record<string, unknown> };
  expect(Object.keys(parsed)).toEqual(['Response']);
  expect(parsed.Response.RequestId).toMatch(UUID_V4);
  return parsed.Response;
}

/** A success: every field that the SDK declares is there, no other one, integers are integers. */
export function successAnswer(action: string, exchange: Exchange): Record<string, unknown> {
  const answer = envelope(exchange);
  expect(answer.Error).toBeUndefined();
  expect(responseSchema(action).safeParse(answer).error).toBeUndefined();
  expect(shapeFaults(`${action}Response`, answer)).toEqual([]);
  return answer;
}

/** A refusal: Error with its two fields and RequestId, nothing else. */
export function errorAnswer(exchange: Exchange): ErrorAnswer {
  const { Error: error, RequestId, ...rest } = envelope(exchange);
  expect(rest).toEqual({});
  expect(Object.keys(error as object).sort()).toEqual(['Code', 'Message']);
  return error as ErrorAnswer;
}
