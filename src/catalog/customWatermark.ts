// From what CreateWatermarkTemplate was given, its picture stored, to the template that it makes.
import type { CreateWatermarkTemplateRequest } from '../mps/requests.ts';
import { said } from '../mps/said.ts';
import { templateHead } from './customTemplate.ts';
import type { Item } from './item.ts';
import type { StoredImage, WatermarkTemplate } from './watermarkTemplate.ts';

type Given = CreateWatermarkTemplateRequest;

/** What is stored: the request, with the place of the picture where its bytes were. */
export interface WatermarkBody extends Omit<Given, 'ImageTemplate'> {
  ImageTemplate?: Omit<NonNullable<Given['ImageTemplate']>, 'ImageContent'> & { ImageContent: StoredImage };
}

const HEAD = { CoordinateOrigin: 'TopLeft', XPos: '0px', YPos: '0px' };

export function customWatermark(item: Item, given: WatermarkBody): WatermarkTemplate {
  const { ImageTemplate: image, TextTemplate: text, SvgTemplate: svg, ...rest } = given;
  return {
    ...HEAD,
    ...said(rest),
    ...templateHead(item, given.Comment),
    Type: given.Type as WatermarkTemplate['Type'],
    ImageTemplate: image && given.Type === 'image' ? imageWatermark(image) : null,
    TextTemplate: text && given.Type === 'text' ? { ...text, TextContent: text.TextContent ?? '' } : null,
    SvgTemplate: svg && given.Type === 'svg' ? { Width: '10W%', Height: '0px', ...said(svg) } : null,
  };
}

function imageWatermark({ ImageContent: Image, ...given }: NonNullable<WatermarkBody['ImageTemplate']>) {
  return { Width: '10%', Height: '0px', RepeatType: 'repeat', ...said(given), Image };
}
