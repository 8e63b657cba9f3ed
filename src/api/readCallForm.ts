// The forms in which one and the same call may come (API documentation, "Request structure"): signature v3 has its
// common parameters in headers, signature v1 among the parameters.
import type { CallForm } from './callForm.ts';
import { tc3Form } from './tc3Form.ts';
import { v1Form } from './v1Form.ts';

/** Reads as much of a GET or POST request as its form needs. Throws InvalidParameter and RequestSizeLimitExceeded. */
export async function readCallForm(request: Request): Promise<CallForm> {
  const { method, headers } = request;
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers.get('Content-Type') ?? '');
  // A proxy may have put another Authorization there.
  const isTc3 = headers.has('X-TC-Action') || headers.get('Authorization')?.startsWith('TC3-');
  return !isTc3 && (method === 'GET' || isForm) ? v1Form(request) : tc3Form(request);
}
