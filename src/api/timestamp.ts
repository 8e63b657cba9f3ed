// When a request was signed.
import { ApiError, missingParameter, wrongType } from '../mps/errors.ts';

/** How far a Timestamp may be from now, seconds (API documentation, "Signature"). */
const WINDOW = 300;

/**
 * The Timestamp of a request as it was sent, seconds since 1970. Throws MissingParameter, InvalidParameter for what
 * is no number, and AuthFailure.SignatureExpire when it is more than five minutes from now.
 *
 * @param now milliseconds since 1970
 */
export function checkTimestamp(sent: string | null | undefined, now: number): string {
  const timestamp = sent?.trim();
  if (!timestamp) throw missingParameter('Timestamp');
  if (!/^\d{1,12}$/.test(timestamp)) throw wrongType('Timestamp', 'integer');
  if (Math.abs(now / 1000 - Number(timestamp)) > WINDOW) throw new ApiError('AuthFailure.SignatureExpire');
  return timestamp;
}
