// What small test outputs ask for.
import type { AudioSpec, VideoSpec } from '../../src/contract/media.ts';

export const h264: VideoSpec = {
  codec: 'h264',
  profile: '',
  bitrate: 200_000,
  rateControl: 'vbr',
  fps: 0,
  width: 0,
  height: 120,
  adaptive: true,
  fill: 'black',
  gop: 0,
};
export const aac: AudioSpec = { codec: 'aac', bitrate: 48_000, sampleRate: 44_100, channels: 2 };
