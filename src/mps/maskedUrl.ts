// A caller's URL as answers, events and stored requests may show it.

/** Names of query parameters that carry signatures or keys: of S3, COS, Azure, Google, Alibaba, CloudFront and CDNs. */
const SECRET_NAME =
  /sig|sign|token|secret|cred|key|auth|pass|policy|hash|hmac|md5|^q-|^x-(amz|goog|cos|oss)-/i;
/** Numbers and short words, such as tell files and versions apart, are no keys. */
const HARMLESS = /^(\d{1,19}|.{0,8})$/;

/**
 * The URL with `***` for each value of its query that may be a secret: by the parameter's name, or because it is
 * longer than 8 characters and no number. What is no URL comes back as "***"; user name, password and fragment are
 * left out.
 */
export function maskedUrl(text: string): string {
  const url = URL.parse(text);
  if (!url) return '***';
  url.username = '';
  url.password = '';
  url.hash = '';
  const pairs = url.search.slice(1).split('&');
  if (url.search) url.search = pairs.map(maskedPair).join('&');
  return url.href;
}

function maskedPair(pair: string): string {
  const at = pair.indexOf('=');
  // A bare word has no name that could tell what it is.
  if (at < 0) return HARMLESS.test(pair) ? pair : '***';
  const name = pair.slice(0, at);
  return !SECRET_NAME.test(name) && HARMLESS.test(pair.slice(at + 1)) ? pair : `${name}=***`;
}
