/** Whether a text has more than `most` characters (code points). No more of it is looked at than that takes. */
export function longerThan(text: string, most: number): boolean {
  // A code point is one or two units of UTF-16.
  if (text.length <= most) return false;
  return text.length > 2 * most || [...text].length > most;
}
