// Media facts in the API's words (MediaMetaData, MediaVideoStreamItem, MediaAudioStreamItem).
import type { AudioStreamFacts, MediaFacts, VideoStreamFacts } from '../contract/facts.ts';

/** MediaMetaData: bytes, bits per second, seconds, pixels, degrees. */
export function mediaMetaData(facts: MediaFacts): Record<string, unknown> {
  return {
    Size: facts.size,
    Container: facts.container,
    Bitrate: facts.bitrate,
    Height: facts.height,
    Width: facts.width,
    Duration: facts.duration,
    Rotate: facts.rotate,
    VideoStreamSet: facts.video.map(videoStreamItem),
    AudioStreamSet: facts.audio.map(audioStreamItem),
    VideoDuration: facts.videoDuration,
    AudioDuration: facts.audioDuration,
  };
}

/** MediaVideoStreamItem. Fps is an integer in the API: 29 for 29.97; the exact rate is numerator/denominator. */
export function videoStreamItem(stream: VideoStreamFacts): Record<string, unknown> {
  const { fpsNumerator, fpsDenominator } = stream;
  return {
    Bitrate: stream.bitrate,
    Height: stream.height,
    Width: stream.width,
    Codec: stream.codec,
    Fps: fpsDenominator > 0 ? Math.floor(fpsNumerator / fpsDenominator) : 0,
    ColorPrimaries: stream.colorPrimaries,
    ColorSpace: stream.colorSpace,
    ColorTransfer: stream.colorTransfer,
    HdrType: stream.hdr,
    Codecs: stream.codecs,
    FpsNumerator: fpsNumerator,
    FpsDenominator: fpsDenominator,
  };
}

/** MediaAudioStreamItem. Loudness is not measured. */
export function audioStreamItem(stream: AudioStreamFacts): Record<string, unknown> {
  return {
    Bitrate: stream.bitrate,
    SamplingRate: stream.sampleRate,
    Codec: stream.codec,
    Channel: stream.channels,
    Codecs: stream.codecs,
    Loudness: null,
  };
}
