import { expect, test } from 'vitest';
import type { AudioSpec, VideoSpec } from '../contract/media.ts';
import type { EnhanceConfig } from '../mps/requests.ts';
import { enhanced } from './enhancement.ts';

const video = (more: Partial<VideoSpec> = {}): VideoSpec => ({
  ...{ codec: 'h265', profile: '', bitrate: 0, rateControl: 'vbr', fps: 0, width: 0, height: 0 },
  ...{ adaptive: true, fill: 'black', gop: 0 },
  ...more,
});
const audio: AudioSpec = { codec: 'aac', bitrate: 0, sampleRate: 0, channels: 2 };
const name = (field: string) => `R.${field}`;
type Video = NonNullable<EnhanceConfig['VideoEnhance']>;

test.each<[Video, VideoSpec['enhance']]>([
  [{}, undefined],
  [{ Denoise: { Switch: 'OFF', Type: 'strong' } }, undefined],
  [{ DiffusionEnhance: { Switch: 'OFF' }, AiRestoration: {} }, undefined],
  [{ Denoise: {} }, { denoise: 'weak' }],
  [{ Denoise: { Switch: 'ON', Type: 'strong' } }, { denoise: 'strong' }],
  [{ EnhanceSceneType: 'common' }, { quality: 'normal' }],
  [{ EnhanceSceneType: 'common', ColorEnhance: { Type: 'strong' } }, { color: 'strong' }],
  [{ ImageQualityEnhance: { Type: 'normal' } }, { quality: 'normal' }],
  [
    { ArtifactRepair: { Type: 'strong' }, LowLightEnhance: {} },
    { artifacts: 'strong', lowLight: true },
  ],
  [{ ScratchRepair: {} }, undefined],
  [{ ScratchRepair: { Intensity: 0.5 } }, { scratches: 0.5 }],
  [{ SuperResolution: {} }, { upscale: 'lq' }],
  [{ SuperResolution: { Type: 'hq', Size: 2 } }, { upscale: 'hq' }],
  [{ FrameRate: { Fps: 60 } }, { interpolate: 60 }],
  [{ FrameRate: { Fps: 0 } }, undefined],
  [{ FrameRateWithDen: { FpsNum: 60_000, FpsDen: 1001 } }, { interpolate: 60_000 / 1001 }],
])('VideoEnhance %j', (config, expected) => {
  expect(enhanced({ video: video(), audio: null }, { VideoEnhance: config }, name).video?.enhance).toEqual(
    expected,
  );
});

test('dynamic range is made in ten bits', () => {
  const config = { VideoEnhance: { Hdr: { Type: 'HLG' } } };
  const streams = { video: video({ bitDepth: 10 }), audio: null };
  expect(enhanced(streams, config, name).video?.enhance).toEqual({ hdr: 'HLG' });
  const at = { message: expect.stringContaining('`R.EnhanceConfig.VideoEnhance.Hdr`') };
  expect(() => enhanced({ video: video(), audio: null }, config, name)).toThrow(expect.objectContaining(at));
  const vp9 = { video: video({ codec: 'vp9', bitDepth: 10 }), audio: null };
  expect(() => enhanced(vp9, config, name)).toThrow(expect.objectContaining(at));
});

test.each<[NonNullable<EnhanceConfig['AudioEnhance']>, AudioSpec['enhance']]>([
  [{}, undefined],
  [{ Denoise: {} }, { denoise: true }],
  [{ Separate: {} }, { separate: { kind: 'normal', keep: 'vocal' } }],
  [{ Separate: { Type: 'music', Track: 'Background' } }, { separate: { kind: 'music', keep: 'background' } }],
  [{ VolumeBalance: {} }, { volume: 'loudness' }],
  [{ VolumeBalance: { Type: 'gainControl' } }, { volume: 'gain' }],
  [{ Beautify: {} }, { declick: true }],
  [{ Beautify: { Types: ['deesser'] } }, { deesser: true }],
  [{ Beautify: { Switch: 'OFF', Types: ['deesser'] } }, undefined],
])('AudioEnhance %j', (config, expected) => {
  expect(enhanced({ video: null, audio }, { AudioEnhance: config }, name).audio?.enhance).toEqual(expected);
});

test.each<[Video, string, string]>([
  [{ DiffusionEnhance: { Switch: 'ON' } }, 'UnsupportedOperation', 'VideoEnhance.DiffusionEnhance'],
  [{ AiRestoration: { Switch: 'ON' } }, 'UnsupportedOperation', 'VideoEnhance.AiRestoration'],
  [{ ImageQualityEnhance: {}, ArtifactRepair: {} }, 'InvalidParameterValue', 'VideoEnhance.ArtifactRepair'],
  [
    { FrameRate: { Fps: 50 }, FrameRateWithDen: { FpsNum: 50 } },
    'InvalidParameterValue',
    'VideoEnhance.FrameRateWithDen',
  ],
])('refuses %j', (config, code, field) => {
  expect(() => enhanced({ video: video(), audio: null }, { VideoEnhance: config }, name)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(`R.EnhanceConfig.${field}`) }),
  );
});

test('a copied stream can not be enhanced', () => {
  const copied = { video: video({ codec: 'copy' }), audio: { ...audio, codec: 'copy' as const } };
  expect(() => enhanced(copied, { VideoEnhance: { Denoise: {} } }, name)).toThrow(
    'R.EnhanceConfig.VideoEnhance',
  );
  expect(() => enhanced(copied, { AudioEnhance: { Denoise: {} } }, name)).toThrow(
    'R.EnhanceConfig.AudioEnhance',
  );
  expect(enhanced(copied, { VideoEnhance: {}, AudioEnhance: {} }, name)).toEqual(copied);
});
