// WatermarkSet: what is laid over the picture of an output.
import type { WatermarkTemplate } from '../catalog/watermarkTemplate.ts';
import type { InputLocation } from '../contract/location.ts';
import type { Watermark } from '../contract/overlay.ts';
import { invalidValue, missingParameter } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { said } from '../mps/said.ts';
import { findTemplate } from './findTemplate.ts';
import { inputLocation } from './input.ts';
import { lengthOf } from './length.ts';
import { shownOf } from './shown.ts';
import type { SubtaskContext } from './subtask.ts';
import { templateValue } from './templateValue.ts';

type WatermarkInput = NonNullable<TranscodeTaskInput['WatermarkSet']>[number];

/** What a template and RawParameter have in common. */
interface Look
  extends Pick<WatermarkTemplate, 'CoordinateOrigin' | 'XPos' | 'YPos' | 'TextTemplate' | 'SvgTemplate'> {
  image: {
    location: InputLocation;
    parameter: string;
    Width: string;
    Height: string;
    RepeatType: string;
  } | null;
}

const CORNERS: ReadonlyMap<string, Watermark['corner']> = new Map([
  ['TopLeft', 'top-left'],
  ['TopRight', 'top-right'],
  ['BottomLeft', 'bottom-left'],
  ['BottomRight', 'bottom-right'],
]);
const REPEATS: ReadonlyMap<string, (Watermark & { kind: 'image' })['repeat']> = new Map([
  ['once', 'once'],
  ['repeat_last_frame', 'last'],
  ['repeat', 'forever'],
]);
const FONTS: ReadonlyMap<string, (Watermark & { kind: 'text' })['font']> = new Map([
  ['simkai.ttf', 'kai'],
  ['arial.ttf', 'sans'],
]);

/** Defaults of RawWatermarkParameter and RawImageWatermarkInput. */
const PLACE = { CoordinateOrigin: 'TopLeft', XPos: '0px', YPos: '0px' };
const IMAGE = { Width: '10%', Height: '0px', RepeatType: 'repeat' };

const MAX_IMAGE_BYTES = 20 * 1024 * 1024;
/** Percent of the picture's height that a font of the size 0 has. */
const DEFAULT_FONT_PERCENT = 5;

/**
 * The watermarks of one subtask, in their order; their images are added to the job's files. Throws ApiError:
 * MissingParameter, InvalidParameterValue, UnsupportedOperation, naming the field.
 */
export function planWatermarks(set: WatermarkInput[] | undefined, context: SubtaskContext): Watermark[] {
  return (set ?? []).map((input, index) =>
    planWatermark(input, `${context.parameter}.WatermarkSet.${index}`, context),
  );
}

function planWatermark(input: WatermarkInput, parameter: string, context: SubtaskContext): Watermark {
  const look = lookOf(input, parameter, context);
  const anchored = {
    corner: templateValue('CoordinateOrigin', look.CoordinateOrigin, CORNERS),
    x: lengthOf(look.XPos, 'width'),
    y: lengthOf(look.YPos, 'height'),
    ...shownOf(input, parameter),
  };
  const { image, TextTemplate: text, SvgTemplate: svg } = look;
  if (image) {
    const { location, RepeatType, ...sides } = image;
    const file = context.files.add({ location, maxBytes: MAX_IMAGE_BYTES, parameter: image.parameter });
    return {
      ...{ kind: 'image', ...anchored, ...sized(sides), file },
      repeat: templateValue('RepeatType', RepeatType, REPEATS),
    };
  }
  if (svg) {
    const name = `${parameter}.SvgContent`;
    if (!input.SvgContent) throw missingParameter(name);
    const location = { provider: 'inline' as const, text: input.SvgContent };
    return {
      kind: 'svg',
      ...anchored,
      ...sized(svg),
      file: context.files.add({ location, parameter: name }),
    };
  }
  const words = input.TextContent || text?.TextContent;
  if (!text || !words) throw missingParameter(`${parameter}.TextContent`);
  return {
    ...{ kind: 'text', ...anchored, text: words },
    font: templateValue('FontType', text.FontType, FONTS),
    size: fontSize(text.FontSize),
    color: text.FontColor.replace(/^0x/i, ''),
    alpha: text.FontAlpha,
  };
}

/** Definition 0 stands for RawParameter (WatermarkInput). */
function lookOf(
  { Definition, RawParameter: raw }: WatermarkInput,
  parameter: string,
  context: SubtaskContext,
): Look {
  if (Definition !== 0) {
    const template = findTemplate(context.templates, 'Watermark', Definition, parameter);
    const { ImageTemplate: image } = template;
    const named = `${parameter}.Definition`;
    return { ...template, image: image && { ...image, location: image.Image.object, parameter: named } };
  }
  if (!raw) throw missingParameter(`${parameter}.RawParameter`);
  const name = `${parameter}.RawParameter.ImageTemplate`;
  if (raw.Type !== 'image') {
    throw invalidValue(`${parameter}.RawParameter.Type`, { en: '`image`', zh: ' `image`' });
  }
  const { ImageTemplate: image } = raw;
  if (!image) throw missingParameter(name);
  const content = `${name}.ImageContent`;
  if (!image.ImageContent) throw missingParameter(content);
  const location = inputLocation(image.ImageContent, context.appId, content);
  const { CoordinateOrigin, XPos, YPos } = raw;
  return {
    ...{ ...PLACE, ...said({ CoordinateOrigin, XPos, YPos }), TextTemplate: null, SvgTemplate: null },
    image: { ...IMAGE, ...said({ ...image, ImageContent: undefined }), location, parameter: content },
  };
}

function sized({ Width, Height }: { Width: string; Height: string }) {
  return { width: lengthOf(Width, 'width'), height: lengthOf(Height, 'height') };
}

/** "24px", or "5%" of the height; a number up to 1 is a part of the height, of which 0 leaves it to us. */
function fontSize(text: string): Watermark['x'] {
  const size = lengthOf(text, 'height');
  if (size.of !== 'px' || size.value > 1) return size;
  return { value: size.value * 100 || DEFAULT_FONT_PERCENT, of: 'height' };
}
