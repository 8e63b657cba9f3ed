// Templates of pictures in the backend's terms.
import type { SampleSnapshotTemplate, SnapshotByTimeOffsetTemplate } from '../catalog/pictureTemplates.ts';
import type { Interval, PictureSpec } from '../contract/picture.ts';
import { templateValue } from './templateValue.ts';

const FORMATS: ReadonlyMap<string, PictureSpec['format']> = new Map([
  ['', 'jpg'],
  ['jpg', 'jpg'],
  ['png', 'png'],
  ['webp', 'webp'],
]);
/** Black is the default of FillType. */
const FILLS: ReadonlyMap<string, PictureSpec['fill']> = new Map([
  ['', 'black'],
  ['stretch', 'stretch'],
  ['black', 'black'],
  ['white', 'white'],
  ['gauss', 'gauss'],
]);
const UNITS: ReadonlyMap<string, Interval['unit']> = new Map([
  ['Percent', 'percent'],
  ['Time', 'seconds'],
]);

/** Format, size and shape. Throws UnsupportedOperation for a value that no backend knows, naming its field. */
export function pictureSpec(template: SnapshotByTimeOffsetTemplate): PictureSpec {
  return {
    format: templateValue('Format', template.Format, FORMATS),
    width: template.Width,
    height: template.Height,
    adaptive: template.ResolutionAdaptive !== 'close',
    fill: templateValue('FillType', template.FillType, FILLS),
  };
}

/** How often a picture is taken. Throws UnsupportedOperation like pictureSpec. */
export function sampleInterval(template: SampleSnapshotTemplate): Interval {
  return { unit: templateValue('SampleType', template.SampleType, UNITS), every: template.SampleInterval };
}
