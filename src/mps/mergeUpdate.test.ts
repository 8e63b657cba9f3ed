import { expect, it } from 'vitest';
import { mergeUpdate } from './mergeUpdate.ts';

const merge = (kind: string, before: object, changes: object) =>
  mergeUpdate(`Create${kind}TemplateRequest`, `Modify${kind}TemplateRequest`, { ...before }, { ...changes });

const VIDEO = { Codec: 'h264', Fps: 25, Bitrate: 100 };
const enhance = (Switch: string) => ({ VideoEnhance: { LowLightEnhance: { Switch } } });

it.each<[string, string, object, object, object]>([
  ['a field', 'Transcode', { Container: 'mp4', Name: 'a' }, { Name: 'b' }, { Container: 'mp4', Name: 'b' }],
  [
    ...(['a field of a type for updates', 'Transcode'] as const),
    { VideoTemplate: VIDEO },
    { VideoTemplate: { Fps: 0, ContentAdaptStream: 1 } },
    { VideoTemplate: { ...VIDEO, Fps: 0, ContentAdaptStream: 1 } },
  ],
  ['what was not there', 'Transcode', {}, { VideoTemplate: VIDEO }, { VideoTemplate: VIDEO }],
  [
    ...(['a type that has no other for updates is replaced', 'Transcode'] as const),
    { EnhanceConfig: { ...enhance('ON'), AudioEnhance: {} } },
    { EnhanceConfig: enhance('OFF') },
    { EnhanceConfig: enhance('OFF') },
  ],
  [
    ...(['a list is replaced, also by an empty one', 'AIRecognition'] as const),
    { FaceConfigure: { Switch: 'ON', UserDefineLibraryLabelSet: ['a', 'b'] } },
    { FaceConfigure: { UserDefineLibraryLabelSet: [] } },
    { FaceConfigure: { Switch: 'ON', UserDefineLibraryLabelSet: [] } },
  ],
  [
    ...(['two levels down', 'ContentReview'] as const),
    { PornConfigure: { ImgReviewInfo: { Switch: 'ON', BlockConfidence: 1 } } },
    { PornConfigure: { ImgReviewInfo: { BlockConfidence: 2 }, OcrReviewInfo: { Switch: 'OFF' } } },
    {
      PornConfigure: {
        ImgReviewInfo: { Switch: 'ON', BlockConfidence: 2 },
        OcrReviewInfo: { Switch: 'OFF' },
      },
    },
  ],
  [
    ...(['"" empties a name or a comment and leaves any other text', 'ImageSprite'] as const),
    { Name: 'a', Comment: 'c', Format: 'png' },
    { Name: '', Comment: '', Format: '' },
    { Name: '', Comment: '', Format: 'png' },
  ],
  ['nothing', 'Transcode', { Container: 'mp4' }, {}, { Container: 'mp4' }],
])('%s', (_, kind, before, changes, after) => {
  expect(merge(kind, before, changes)).toEqual(after);
});
