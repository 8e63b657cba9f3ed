// The part of mpd-parser that the tests use; it comes without types.
declare module 'mpd-parser' {
  interface Playlist {
    attributes: object;
    segments: { duration: number; resolvedUri: string }[];
  }
  export function parse(
    text: string,
    options: { manifestUri: string },
  ): {
    duration: number;
    playlists: Playlist[];
    mediaGroups: { AUDIO: { audio: Record<string, unknown> } };
  };
}
