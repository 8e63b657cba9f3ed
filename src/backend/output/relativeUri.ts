// URI references between object keys.

/** The relative reference (RFC 3986, 4.2) that leads from the object `from` to the object `to`, percent-encoded. */
export function relativeUri(from: string, to: string): string {
  const base = from.split('/').slice(0, -1);
  const target = to.split('/');
  let shared = 0;
  while (shared < base.length && shared < target.length - 1 && base[shared] === target[shared]) shared++;
  const path = [...base.slice(shared).map(() => '..'), ...target.slice(shared).map(encodeURIComponent)].join(
    '/',
  );
  // A first segment that is empty would begin a host or an absolute path.
  return path.startsWith('/') ? `.${path}` : path;
}
