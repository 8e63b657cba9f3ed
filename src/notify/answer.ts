// What is read of a receiver's answer: never more than was meant to be.

/** The first `maxBytes` of an answer as text; the rest is not fetched. Throws when the request's time is over. */
export async function startOf(response: Response, maxBytes: number): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let left = maxBytes; left > 0; ) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.byteLength;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
  return text;
}

/** A text of somebody else's for a list: one line, without control characters, at most 200 characters. */
export function oneLine(text: string): string {
  return text
    .replace(/\p{C}+|\s+/gu, ' ')
    .trim()
    .slice(0, 200);
}
