// What a storage that says no means for a task that wants to write there.
import type { Failure } from './report.ts';

/** Errors that another try may mend: clocks, tokens that have expired, too many requests, uploads that are gone. */
const PASSING_CODES = [
  ...['RequestTimeout', 'RequestTimeTooSkewed', 'ExpiredToken', 'SlowDown'],
  ...['BadDigest', 'IncompleteBody', 'NoSuchUpload', 'InvalidPart'],
];

/**
 * Why a file can't be written, from the storage's HTTP status (0: no answer) and its own word for the error ("" when it
 * says none); null when another try may do better.
 */
export function writeRefusal(status: number, code: string): Failure | null {
  if (status < 300 || status === 408 || status === 429 || status >= 500) return null;
  if (PASSING_CODES.includes(code)) return null;
  const said = `${status}${code && ` ${code}`}`;
  if (status < 400)
    return {
      code: 'InvalidInput',
      message: `The output bucket is in another place (${said}): look at its region.`,
    };
  if (status === 401 || status === 403)
    return { code: 'InvalidInput.PermissionDenied', message: `The output bucket denies writing (${said}).` };
  if (status === 404) return { code: 'InvalidInput', message: `The output bucket does not exist (${said}).` };
  return { code: 'InvalidInput', message: `The output bucket does not take a file (${said}).` };
}
