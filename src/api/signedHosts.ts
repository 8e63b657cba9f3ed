// Which host a client may have signed.

/**
 * Every spelling of the host under which a known client may have signed a request: as it was sent, and without its
 * port (the Node SDK under signature v3), each also in lower case. What was sent comes first.
 */
export function signedHosts(headers: Headers, url: URL): Set<string> {
  const host = headers.get('Host')?.trim() || url.host;
  const spellings = [host, host.replace(/:\d+$/, '')];
  return new Set([...spellings, ...spellings.map((spelling) => spelling.toLowerCase())]);
}
