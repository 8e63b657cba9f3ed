// Watermark templates: their pictures come as base64 and are kept in storage.
import type { WatermarkBody } from '../../catalog/customWatermark.ts';
import { MAX_IMAGE_BYTES, MAX_IMAGE_SIDE, readImage } from '../../catalog/readImage.ts';
import type { StoredImage, WatermarkTemplate } from '../../catalog/watermarkTemplate.ts';
import { invalidValue } from '../../mps/errors.ts';
import type { CreateWatermarkTemplateRequest } from '../../mps/requests.ts';
import { ownObject, ownObjectUrl, putOwnObject } from '../../storage/ownObjects.ts';
import type { ActionContext } from '../action.ts';
import type { StoredFields, TemplateBody, TemplateKindActions } from './templateKind.ts';

/** Pixels that a watermark may have on a side; 0 is scaled from the other side. */
const SIDES = [8, 4096] as const;

export const watermarkKind: TemplateKindActions<'Watermark'> = {
  kind: 'Watermark',
  limit: 1000,
  facets: ({ Type }) => ({ Type }),
  check: (request: CreateWatermarkTemplateRequest) => {
    checkSide('Width', request.ImageTemplate?.Width);
    checkSide('Height', request.ImageTemplate?.Height);
  },
  store,
  request: (body: TemplateBody) => {
    const { ImageTemplate: image, ...rest } = body as unknown as WatermarkBody;
    // Its bytes were checked when they came.
    return { ...rest, ...(image ? { ImageTemplate: { ...image, ImageContent: '' } } : {}) };
  },
  answer: (template, context) => ({ ImageUrl: imageUrl(template, context) }),
  show: (template, context) => {
    const { ImageTemplate: image } = template;
    return { ...template, ImageTemplate: image && { ...image, ImageUrl: imageUrl(template, context) } };
  },
};

/** Keeps the picture, if there is a new one. Throws InvalidParameterValue.ImageContent. */
async function store(context: ActionContext, fields: TemplateBody): Promise<StoredFields> {
  const { ImageTemplate: given, ...rest } = fields as Partial<CreateWatermarkTemplateRequest>;
  if (!given) return { fields, objects: [] };
  const { ImageContent: content, ...image } = given;
  // Modify may leave the picture as it is.
  if (content === undefined) return { fields, objects: [] };
  const read = readImage(content);
  if (!read) throw noImage();
  const { env, account } = context;
  const object = ownObject(account.appId, `watermark/${crypto.randomUUID()}.${read.extension}`);
  const key = await putOwnObject(env, object, read.bytes, read.contentType);
  const { contentType, width, height } = read;
  const stored: StoredImage = { object, contentType, width, height };
  return {
    fields: { ...rest, ImageTemplate: { ...image, ImageContent: stored } },
    objects: [key],
  };
}

/** "" where there is no picture. */
function imageUrl({ ImageTemplate: image }: WatermarkTemplate, { env, origin, now }: ActionContext): string {
  return image ? ownObjectUrl(env, image.Image.object, origin, now) : '';
}

function noImage() {
  const most = `${MAX_IMAGE_BYTES / 1024 / 1024} MB`;
  return invalidValue(
    'ImageTemplate.ImageContent',
    {
      en: `a whole JPEG, PNG, GIF or WebP picture as base64, of at most ${most} and ${MAX_IMAGE_SIDE} pixels a side`,
      zh: `完整的 JPEG、PNG、GIF 或 WebP 图片的 Base64 编码，不超过 ${most}，边长不超过 ${MAX_IMAGE_SIDE} 像素`,
    },
    'InvalidParameterValue.ImageContent',
  );
}

function checkSide(name: 'Width' | 'Height', text: string | undefined): void {
  const [, digits, unit] = /^(.*?)(px|%)$/.exec(text ?? '') ?? [];
  const value = Number(digits);
  const [low, high] = unit === 'px' ? SIDES : [0, 100];
  if (digits === undefined || value === 0 || (value >= low && value <= high)) return;
  throw invalidValue(
    `ImageTemplate.${name}`,
    {
      en: '0 or from 8 to 4096 in `px`, or at most 100 in `%`',
      zh: ' 0 或 8 至 4096（`px`），或不超过 100（`%`）',
    },
    `InvalidParameterValue.${name}`,
  );
}
