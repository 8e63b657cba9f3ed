import { describe, expect, it } from 'vitest';
import { ApiError } from '../mps/errors.ts';
import { MAX_BODY, parseParameters, readBody } from './readBody.ts';

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://edge/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

/** A body without Content-Length of `count` MiB, and how many of them were asked for. */
function stream(count: number) {
  const sent = { mebibytes: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent.mebibytes === count) controller.close();
        else {
          sent.mebibytes += 1;
          controller.enqueue(new Uint8Array(1024 * 1024));
        }
      },
      cancel() {
        sent.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body: body as unknown as BodyInit, sent };
}

describe('readBody', () => {
  it('gives the bytes, whole', async () => {
    expect(new TextDecoder().decode(await readBody(post('{"a":"ü"}')))).toBe('{"a":"ü"}');
    expect((await readBody(new Request('http://edge/'))).length).toBe(0);
    expect((await readBody(post(stream(10).body))).length).toBe(MAX_BODY);
  });

  it('stops reading at the limit', async () => {
    const { body, sent } = stream(1000);
    await expect(readBody(post(body))).rejects.toMatchObject({ code: 'RequestSizeLimitExceeded' });
    expect(sent).toEqual({ mebibytes: 11, cancelled: true });
  });

  it('does not begin to read what says that it is too large', async () => {
    const { body, sent } = stream(1000);
    const request = post(body, { 'Content-Length': String(MAX_BODY + 1) });
    await expect(readBody(request)).rejects.toBeInstanceOf(ApiError);
    expect(sent.mebibytes).toBe(0);
  });
});

describe('parseParameters', () => {
  const parse = (text: string | Uint8Array) =>
    parseParameters(typeof text === 'string' ? new TextEncoder().encode(text) : text);

  it('takes an object', () => {
    expect(parse('{"A": {"B": [1]}}')).toEqual({ A: { B: [1] } });
  });

  it.each(['', 'A=1', '{', '{"A":1,}', 'undefined'])('%j is no JSON', (text) => {
    expect(() => parse(text)).toThrow('The request body is not valid JSON.');
  });

  it('bytes that are no UTF-8 are no JSON', () => {
    expect(() => parse(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toThrow('not valid JSON');
  });

  it.each(['[]', '1', '"text"', 'null', 'true'])('%s is no object', (text) => {
    expect(() => parse(text)).toThrow('The request body must be a JSON object.');
  });
});
