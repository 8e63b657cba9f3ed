// A PUT whose body comes in buffers that are used again.
import { createHash } from 'node:crypto';
import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { MAX_ERROR, type PutAnswer, type PutRequest } from '../../contract/transfer.ts';

const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

/**
 * PUTs the pieces. A piece is let go, and the next but one asked for, when the socket has passed it on: node:http says when,
 * fetch does not.
 * @throws what the network, the source of the pieces or the signal says; an answer that is an error is no exception
 */
export async function putPieces(
  pieces: AsyncIterable<Buffer>,
  { url, headers, hash, signal }: Omit<PutRequest, 'start' | 'end'>,
): Promise<PutAnswer> {
  const digest = hash ? createHash('md5') : null;
  const options = { method: 'PUT', headers: { 'user-agent': 'edge-mps', ...headers }, signal };
  const outgoing = url.startsWith('https:')
    ? httpsRequest(url, { ...options, agent: agents.https })
    : httpRequest(url, { ...options, agent: agents.http });
  const answered = answerTo(outgoing);
  const closed = new Promise<never>((_, reject) => {
    outgoing.once('close', () => reject(new Error('the connection was closed')));
  });
  const sent = send(outgoing, pieces, (piece) => digest?.update(piece));
  // Each of them may fail while another is waited for.
  closed.catch(() => {});
  sent.catch((error: Error) => outgoing.destroy(error));
  const answer = await answered;
  const isError = answer.status < 200 || answer.status > 299;
  // A storage may refuse before it has everything, but not say before that it has it.
  if (!isError) await Promise.race([sent, closed]);
  else if (!outgoing.writableFinished) outgoing.destroy();
  return { ...answer, md5: isError ? null : (digest?.digest('hex') ?? null) };
}

async function send(
  outgoing: ClientRequest,
  pieces: AsyncIterable<Buffer>,
  onPiece: (piece: Buffer) => void,
): Promise<void> {
  let before: Promise<void> | null = null;
  for await (const piece of pieces) {
    const passed = new Promise<void>((resolve, reject) => {
      outgoing.write(piece, (error) => (error ? reject(error) : resolve()));
    });
    passed.catch(() => {});
    onPiece(piece);
    // The next piece is read into the buffer of the one before this.
    await before;
    before = passed;
  }
  await before;
  await new Promise<void>((resolve) => outgoing.end(resolve));
}

function answerTo(outgoing: ClientRequest): Promise<Omit<PutAnswer, 'md5'>> {
  return new Promise((resolve, reject) => {
    // The first one counts; what follows it must be listened to as well.
    outgoing.on('error', reject);
    const closed = () => reject(new Error('the connection was closed'));
    outgoing.once('close', closed);
    outgoing.once('response', async (incoming) => {
      // From now on it is the answer that ends or breaks off.
      outgoing.off('close', closed);
      const headers = new Headers();
      for (const [name, values = []] of Object.entries(incoming.headersDistinct))
        for (const value of values) headers.append(name, value);
      let text = '';
      try {
        for await (const chunk of incoming) {
          text += String(chunk);
          if (text.length > MAX_ERROR) break;
        }
        resolve({ status: incoming.statusCode ?? 0, headers, text });
      } catch (error) {
        reject(error);
      }
    });
  });
}
