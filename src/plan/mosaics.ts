// MosaicSet: areas of the picture that are made unrecognizable.
import type { Mosaic } from '../contract/overlay.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { lengthOf } from './length.ts';
import { shownOf } from './shown.ts';

/** `parameter` is the dotted name of the subtask. Throws InvalidParameterValue. */
export function planMosaics(set: TranscodeTaskInput['MosaicSet'], parameter: string): Mosaic[] {
  return (set ?? []).map((mosaic, index) => ({
    x: lengthOf(mosaic.XPos || '0px', 'width'),
    y: lengthOf(mosaic.YPos || '0px', 'height'),
    width: lengthOf(mosaic.Width || '10%', 'width'),
    height: lengthOf(mosaic.Height || '10%', 'height'),
    ...shownOf(mosaic, `${parameter}.MosaicSet.${index}`),
  }));
}
