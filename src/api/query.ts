// The query of a GET.
import { ApiError } from '../mps/errors.ts';

/** Largest query of a GET, bytes (API documentation, "Request structure"). */
export const MAX_QUERY = 32 * 1024;

/** The query as it was sent, without "?". Throws RequestSizeLimitExceeded for more than 32 KB. */
export function queryOf(url: string): string {
  const query = new URL(url).search.slice(1);
  if (query.length > MAX_QUERY) throw new ApiError('RequestSizeLimitExceeded');
  return query;
}
