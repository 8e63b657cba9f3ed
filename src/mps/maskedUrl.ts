// A caller's URL as answers, events and stored requests may show it.

/** Names of query parameters that carry signatures or keys: of S3, COS, Azure, Google, Alibaba, CloudFront and CDNs. */
const SECRET_NAME =
  /sig|sign|token|secret|cred|key|auth|pass|policy|hash|hmac|md5|^q-|^x-(amz|goog|cos|oss)-/i;
/** Long enough to be a key; identifiers and versions that tell files apart are mostly shorter. */
const SECRET_LENGTH = 16;

/**
 * The URL with `***` for each value of its query that may be a secret: by the parameter's name, or by a length of 16
 * characters and more. What is no URL comes back as "***"; user name, password and fragment are left out.
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
  if (at < 0) return pair.length < SECRET_LENGTH ? pair : '***';
  const name = pair.slice(0, at);
  const isSecret = SECRET_NAME.test(name) || pair.length - at - 1 >= SECRET_LENGTH;
  return isSecret ? `${name}=***` : pair;
}
