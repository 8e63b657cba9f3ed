// A request to a storage, as its signature sees it.

export interface SignedRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** The object's URL without a query string; its path is encoded by `encoded`. */
  url: string;
  query: Record<string, string>;
  /** They are signed and must be sent as they are; the host need not be among them. */
  headers: Record<string, string>;
  /** When the signature begins and ceases to be good, milliseconds since 1970. */
  now: number;
  expires: number;
}

/** All but RFC 3986's unreserved characters percent-encoded, as both S3 and COS sign it. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
