// ffmpeg's options for tracks of subtitles. Pure.
import type { MediaOutput } from '../../contract/media.ts';
import type { Inputs } from './filterGraph.ts';

/** A script of ours (ASS) with one track. */
export interface TrackFile {
  path: string;
  /** It has looks of its own. */
  styled: boolean;
}

/** `-map`s of the tracks, and what says how each is written and what it is called. */
export function subtitleArgs(
  { container, subtitles = [] }: Pick<MediaOutput, 'container' | 'subtitles'>,
  files: readonly TrackFile[],
  inputs: Inputs,
): { maps: string[]; options: string[] } {
  const maps: string[] = [];
  const options: string[] = [];
  for (const [n, { path, styled }] of files.entries()) {
    const input = inputs.add(['-protocol_whitelist', 'file,pipe', '-f', 'ass', '-i', path]);
    const { name = '', language = '', isDefault = false } = subtitles[n] ?? {};
    // Files of ISO/IEC 14496-12 have no titles of tracks: players show what their handlers are called.
    const title = container === 'mp4' || container === 'mov' ? 'handler_name' : 'title';
    maps.push('-map', `${input}:0`);
    options.push(
      ...[`-c:s:${n}`, codecOf(container, styled)],
      ...(name ? [`-metadata:s:s:${n}`, `${title}=${name}`] : []),
      ...(language ? [`-metadata:s:s:${n}`, `language=${language}`] : []),
      ...[`-disposition:s:${n}`, isDefault ? 'default' : '0'],
    );
  }
  return { maps, options };
}

function codecOf(container: MediaOutput['container'], styled: boolean): string {
  switch (container) {
    case 'webm':
      return 'webvtt';
    case 'mkv':
      return styled ? 'ass' : 'srt';
    default:
      return 'mov_text';
  }
}
