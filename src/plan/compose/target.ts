// What a composition becomes: its container, picture, sound and canvas.
import type { ComposeOutput } from '../../contract/compose.ts';
import { invalidValue } from '../../mps/errors.ts';
import type { EditMediaRequest } from '../../mps/requests.ts';
import { choice, isOn, rgb, zeroOrWithin } from './values.ts';

export type ComposeConfig = NonNullable<EditMediaRequest['ComposeConfig']>;
type TargetInfo = NonNullable<ComposeConfig['TargetInfo']>;

const CONTAINERS = new Map([
  ['mp4', 'mp4'],
  ['mp3', 'mp3'],
] as const);
const SAMPLE_RATES = [16_000, 32_000, 44_100, 48_000];
const MAX_SIDE = 3840;

/** Throws InvalidParameterValue. */
export function planTarget({
  TargetInfo = {},
  Canvas = {},
}: ComposeConfig): Pick<ComposeOutput, 'container' | 'canvas' | 'video' | 'audio'> {
  const parent = 'ComposeConfig.TargetInfo';
  const container = choice(
    TargetInfo.Container || 'mp4',
    CONTAINERS as ReadonlyMap<string, 'mp4' | 'mp3'>,
    `${parent}.Container`,
  );
  const removeVideo = isOn(TargetInfo.RemoveVideo, `${parent}.RemoveVideo`) || container === 'mp3';
  const removeAudio = isOn(TargetInfo.RemoveAudio, `${parent}.RemoveAudio`);
  if (removeVideo && removeAudio) {
    throw invalidValue(`${parent}.RemoveAudio`, {
      en: '0 where there is no picture',
      zh: ' 0（输出不含视频时）',
    });
  }
  const video = videoOf(TargetInfo);
  const audio = audioOf(TargetInfo, container);
  const color = Canvas.Color ? rgb(Canvas.Color, 'ComposeConfig.Canvas.Color') : '000000';
  return {
    container,
    canvas: { color, width: side(Canvas.Width, 'Width'), height: side(Canvas.Height, 'Height') },
    video: removeVideo ? null : video,
    audio: removeAudio ? null : audio,
  };
}

function side(value: number | undefined, name: string): number {
  return zeroOrWithin(value ?? 0, 2, MAX_SIDE, `ComposeConfig.Canvas.${name}`);
}

function videoOf({ VideoStream: { Codec, Fps = 0, Bitrate = 0 } = {} }: TargetInfo) {
  const parent = 'ComposeConfig.TargetInfo.VideoStream';
  if (Codec && Codec.toUpperCase() !== 'H.264')
    throw invalidValue(`${parent}.Codec`, { en: '`H.264`', zh: ' `H.264`' });
  return {
    fps: zeroOrWithin(Fps, 1, 60, `${parent}.Fps`),
    bitrate: zeroOrWithin(Bitrate, 50, 35_000, `${parent}.Bitrate`) * 1000,
  };
}

function audioOf({ AudioStream = {} }: TargetInfo, container: 'mp4' | 'mp3') {
  const parent = 'ComposeConfig.TargetInfo.AudioStream';
  const { Codec, SampleRate, AudioChannel, Bitrate = 0 } = AudioStream;
  const codec = container === 'mp4' ? 'AAC' : 'MP3';
  if (Codec && Codec.toUpperCase() !== codec) {
    throw invalidValue(`${parent}.Codec`, {
      en: `\`${codec}\` in the container ${container}`,
      zh: ` \`${codec}\`（封装格式为 ${container} 时）`,
    });
  }
  const sampleRate = SampleRate || 16_000;
  if (!SAMPLE_RATES.includes(sampleRate)) {
    throw invalidValue(`${parent}.SampleRate`, {
      en: `one of ${SAMPLE_RATES.join(', ')}`,
      zh: ` ${SAMPLE_RATES.join('、')} 之一`,
    });
  }
  const channels = AudioChannel || 2;
  if (channels !== 1 && channels !== 2)
    throw invalidValue(`${parent}.AudioChannel`, { en: '1 or 2', zh: ' 1 或 2' });
  const bitrate = zeroOrWithin(Bitrate, 26, 10_000, `${parent}.Bitrate`) * 1000;
  return { sampleRate, channels, bitrate: bitrate || channels * (sampleRate > 32_000 ? 64_000 : 40_000) };
}
