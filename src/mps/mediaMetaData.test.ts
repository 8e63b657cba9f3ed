import { describe, expect, it } from 'vitest';
import { sourceFacts } from '../../test/support/taskView.ts';
import { mediaMetaData, videoStreamItem } from './mediaMetaData.ts';

describe('mediaMetaData', () => {
  it('is in the words of the API', () => {
    expect(mediaMetaData(sourceFacts)).toEqual({
      Size: 3_250_104,
      Container: 'mov,mp4,m4a,3gp,3g2,mj2',
      Bitrate: 1_986_250,
      Height: 720,
      Width: 1280,
      Duration: 13.09,
      Rotate: 90,
      VideoStreamSet: [
        {
          Bitrate: 1_856_100,
          Height: 720,
          Width: 1280,
          Codec: 'h264',
          Fps: 29,
          ColorPrimaries: 'bt709',
          ColorSpace: 'bt709',
          ColorTransfer: 'bt709',
          HdrType: '',
          Codecs: 'avc1.640028',
          FpsNumerator: 30_000,
          FpsDenominator: 1001,
        },
      ],
      AudioStreamSet: [
        {
          Bitrate: 130_150,
          SamplingRate: 44_100,
          Codec: 'aac',
          Channel: 2,
          Codecs: 'mp4a.40.2',
          Loudness: null,
        },
      ],
      VideoDuration: 13.09,
      AudioDuration: 13.05,
    });
  });

  it.each([
    [25, 1, 25],
    [24_000, 1001, 23],
    [0, 0, 0],
  ])('%i/%i frames per second are Fps %i', (fpsNumerator, fpsDenominator, Fps) => {
    const stream = { ...sourceFacts.video[0]!, fpsNumerator, fpsDenominator };
    expect(videoStreamItem(stream).Fps).toBe(Fps);
  });
});
