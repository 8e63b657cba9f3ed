// SubtitleTemplate: subtitles that become part of the picture.
import type { BurnedSubtitle, Length } from '../contract/overlay.ts';
import { invalidValue, missingParameter } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { inputLocation } from './input.ts';
import { lengthOf } from './length.ts';
import type { SubtaskContext } from './subtask.ts';
import { templateValue } from './templateValue.ts';
import { refuseUnserved } from './unserved.ts';

type SubtitleTemplate = NonNullable<NonNullable<TranscodeTaskInput['RawParameter']>['SubtitleTemplate']>;

const MAX_SUBTITLE_BYTES = 10 * 1024 * 1024;

/** Fonts of the API and those of ours that look most like them. */
const FONTS: ReadonlyMap<string, NonNullable<BurnedSubtitle['font']>> = new Map([
  ...(['hei.ttf', 'msyh.ttf', 'msyhbd.ttf', 'notosans.ttf'] as const).map((name) => [name, 'hei'] as const),
  ['song.ttf', 'song'],
  ['kai.ttf', 'kai'],
  ['simkai.ttf', 'kai'],
  ...(['arial.ttf', 'roboto.ttf', 'helveticalt.ttf'] as const).map((name) => [name, 'sans'] as const),
  ['korean.ttf', 'korean'],
  ['japanese.ttf', 'japanese'],
]);

const UNSERVED = ['StreamIndex', 'FontFileInput', 'BoardY', 'LineSpacing'] as const;

/**
 * `parameter` is the template's own dotted name. Its file is added to the job's. Throws ApiError: MissingParameter without
 * a file, UnsupportedOperation for what nothing here acts on, InvalidParameterValue.
 */
export function planBurnedSubtitle(
  template: SubtitleTemplate,
  parameter: string,
  context: SubtaskContext,
): BurnedSubtitle {
  // A path counts before a track of the source, as documented.
  const named = template.Path || template.SubtitleFileInput;
  refuseUnserved(parameter, template, named ? UNSERVED.slice(1) : UNSERVED);
  if (template.StreamIndex !== undefined && !named)
    refuseUnserved(parameter, { StreamIndex: true }, ['StreamIndex']);
  if (template.Alignment === 'top') refuseUnserved(parameter, template, ['Alignment']);
  const { FontType, FontSize, FontColor, FontAlpha, YPos } = template;
  return {
    file: subtitleFile(template, parameter, context),
    ...(FontType && { font: templateValue('FontType', FontType, FONTS) }),
    ...(FontSize && { size: measure(FontSize, `${parameter}.FontSize`) }),
    ...(FontColor && { color: FontColor.replace(/^0x/i, '') }),
    ...(FontAlpha !== undefined && { alpha: FontAlpha }),
    ...(YPos && { y: measure(YPos, `${parameter}.YPos`) }),
    ...(template.OutlineWidth !== undefined && {
      outline: {
        width: ofHeight(template.OutlineWidth, template.OutlineWidthUnit),
        color: rgb(template.OutlineColor, `${parameter}.OutlineColor`),
        alpha: template.OutlineAlpha ?? 1,
      },
    }),
    ...(template.ShadowWidth !== undefined && {
      shadow: {
        width: ofHeight(template.ShadowWidth, template.ShadowWidthUnit),
        color: rgb(template.ShadowColor, `${parameter}.ShadowColor`),
        alpha: template.ShadowAlpha ?? 1,
      },
    }),
  };
}

function subtitleFile(
  { Path, SubtitleFileInput }: SubtitleTemplate,
  parameter: string,
  { files, appId }: SubtaskContext,
): string {
  if (!Path && !SubtitleFileInput) throw missingParameter(`${parameter}.Path`);
  const name = Path ? `${parameter}.Path` : `${parameter}.SubtitleFileInput`;
  const info = Path ? { Type: 'URL', UrlInputInfo: { Url: Path } } : (SubtitleFileInput ?? { Type: '' });
  return files.add({
    location: inputLocation(info, appId, name),
    maxBytes: MAX_SUBTITLE_BYTES,
    parameter: name,
  });
}

/** "24px" or "5%" of the picture's height. */
function measure(text: string, parameter: string): Length {
  if (!/^\d+(\.\d+)?(px|%)$/.test(text)) {
    throw invalidValue(parameter, {
      en: 'a number that ends with `%` or `px`',
      zh: '以 `%` 或 `px` 结尾的数值',
    });
  }
  return lengthOf(text, 'height');
}

/** Unit 1 is percent. */
function ofHeight(value: number, unit: number | undefined): Length {
  return { value, of: unit === 1 ? 'height' : 'px' };
}

function rgb(text: string | undefined, parameter: string): string {
  const [, digits] = /^(?:0x|#)?([0-9A-Fa-f]{6})$/i.exec(text || '000000') ?? [];
  if (digits === undefined) {
    throw invalidValue(parameter, { en: 'a color such as `0xFFFFFF`', zh: '形如 `0xFFFFFF` 的颜色' });
  }
  return digits;
}
