// From the URIs in a playlist to what can be fetched: each is checked, and none leads out of where the playlist may look.
import type { JobInput } from '../../../contract/job.ts';
import { JobFailure } from '../../jobFailure.ts';
import { unsupported } from './playlist.ts';

/** A place that URIs of a playlist are relative to. */
export interface Base {
  /** Where the URI leads. @throws JobFailure */
  resolve(uri: string): Target;
  /** These URIs will be wanted soon: what is to be asked about them can be asked at once. */
  expect?(uris: string[]): void;
}

/** What a URI leads to. `id` is the same for the same place. */
export interface Target {
  id: string;
  /** How it is fetched. */
  input(): Promise<JobInput>;
  /** What URIs in it are relative to, should it be a playlist; `url` is where it was found in the end. */
  base(url: string): Base;
}

/**
 * A playlist that `input` names and that was found at `found`: what it names may be anywhere that is public, or local where
 * the playlist is itself (and settings allow that).
 */
export function urlBase(input: JobInput, found: string): Base {
  const own = new URL(input.url);
  const at = (base: URL): Base => ({
    resolve(uri) {
      const url = URL.parse(uri, base.href);
      if (!url || !/^https?:$/.test(url.protocol)) throw notAllowed();
      const allowLoopback = input.allowLoopback && url.origin === own.origin;
      return {
        id: url.href,
        input: async () => ({ url: url.href, allowLoopback }),
        base: (end) => at(new URL(end)),
      };
    },
  });
  return at(new URL(found));
}

/** Any origin that a URL may be given, for URIs that are relative. */
const NOWHERE = 'http://bucket.invalid/';

/**
 * A playlist that is an object of a bucket: relative names lead to objects in its folder and below, whose URLs `ask`
 * gets from the edge, in the order of the names; absolute URLs lead to public places.
 */
export function bucketBase(ask: (names: string[]) => Promise<JobInput[]>): Base {
  const answers = new Map<string, Promise<JobInput>>();
  const want = (names: string[]) => {
    const unknown = [...new Set(names)].filter((name) => !answers.has(name));
    if (unknown.length === 0) return;
    const all = ask(unknown);
    // Whoever waits for one of them hears of it.
    all.catch(() => {});
    for (const [n, name] of unknown.entries()) {
      const one = all.then((inputs) => inputs[n] ?? Promise.reject(new Error('the edge left out an input')));
      one.catch(() => {});
      answers.set(name, one);
    }
  };
  const inputOf = (name: string): Promise<JobInput> => {
    want([name]);
    return answers.get(name) as Promise<JobInput>;
  };
  const at = (base: URL): Base => ({
    resolve(uri) {
      const url = URL.parse(uri, base.href);
      if (!url) throw notAllowed();
      if (url.origin !== new URL(NOWHERE).origin) {
        if (!/^https?:$/.test(url.protocol)) throw notAllowed();
        return {
          id: url.href,
          input: async () => ({ url: url.href, allowLoopback: false }),
          base: (end) => urlBase({ url: end, allowLoopback: false }, end),
        };
      }
      const name = nameOf(url);
      return { id: name, input: () => inputOf(name), base: () => at(url) };
    },
    expect(uris) {
      const urls = uris.flatMap((uri) => URL.parse(uri, base.href) ?? []);
      const own = urls.filter(({ origin, pathname }) => origin === base.origin && pathname.startsWith(ROOT));
      // One that is not allowed is refused when it is its turn.
      want(own.flatMap((url) => nameOrNothing(url)));
    },
  });
  // Three folders down, so that a way up out of the playlist's own is seen.
  return at(new URL(ROOT, NOWHERE));
}

function nameOrNothing(url: URL): string[] {
  try {
    return [nameOf(url)];
  } catch {
    return [];
  }
}

const ROOT = '/0/0/0/';

/** The name relative to the playlist's folder. */
function nameOf(url: URL): string {
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    throw notAllowed();
  }
  const name = path.startsWith(ROOT) ? path.slice(ROOT.length) : '';
  if (name === '' || name.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    throw unsupported('The playlist names a file outside its own folder.');
  }
  return name;
}

function notAllowed(): JobFailure {
  return new JobFailure({
    code: 'SourceFileError.DownloadNotAccessible',
    message: 'The playlist names an address that is not allowed.',
  });
}
