// What the variables of output paths take from the input.
import type { InputLocation } from '../contract/location.ts';

export interface InputName {
  /** Directory of the input, with slashes at both ends: "/movie/201907/". */
  directory: string;
  /** {inputName}: the file's name without its extension. */
  name: string;
  /** {inputFormat}: the extension without its dot; "" when there is none. */
  format: string;
}

/**
 * Name and directory of an input. A URL's are those of its decoded path ("https://h/a/b%20c.mp4?x=1" is "b c" in
 * "/a/"); one without a path is named after its host.
 */
export function inputName(input: InputLocation): InputName {
  const path = input.provider === 'url' ? urlPath(new URL(input.url)) : input.key;
  const slash = path.lastIndexOf('/');
  const file = path.slice(slash + 1);
  const dot = file.lastIndexOf('.');
  return {
    directory: `/${path.slice(0, slash + 1)}`,
    name: dot > 0 ? file.slice(0, dot) : file,
    format: dot > 0 ? file.slice(dot + 1) : '',
  };
}

/** The decoded path without slashes at its ends. */
export function urlPath(url: URL): string {
  const path = url.pathname.replace(/^\/+|\/+$/g, '');
  // A host is no file name: its dots are not before an extension.
  return path === '' ? url.hostname.replaceAll('.', '-') : decoded(path);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
