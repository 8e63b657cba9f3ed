import type { VideoSource } from './source.ts';

/** Options of an input whose frames change: filters that know of it see to that, and the graph stays as it is. */
export function steadyGraph(video: Pick<VideoSource, 'resized'> | null): string[] {
  return video?.resized ? ['-reinit_filter', '0'] : [];
}
