// What tracks of sound and subtitles are called in manifests.

/** A language as RFC 5646 writes it ("en" for "eng"), which HLS and DASH ask for; "" for what is none. */
export function languageTag(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? '';
  } catch {
    return '';
  }
}

/** Names that differ, for tracks in a list: their own, else the language, else a number. */
export function trackNames(tracks: { name: string; language: string }[]): string[] {
  const names: string[] = [];
  for (const [n, { name, language }] of tracks.entries()) {
    // A quoted string of HLS has neither quotes nor line ends.
    const own = name.replaceAll(/["\p{Cc}]/gu, ' ').trim();
    const wanted = own || languageTag(language) || `Track ${n + 1}`;
    names.push(names.includes(wanted) ? `${wanted} ${n + 1}` : wanted);
  }
  return names;
}
