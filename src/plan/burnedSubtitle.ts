// SubtitleTemplate: subtitles that become part of the picture.
import type { BurnedSubtitle, Length } from '../contract/overlay.ts';
import { invalidValue, missingParameter } from '../mps/errors.ts';
import type { MediaInputInfo, TranscodeTaskInput } from '../mps/requests.ts';
import { inputLocation } from './input.ts';
import { lengthOf } from './length.ts';
import type { SubtaskContext } from './subtask.ts';
import { templateValue } from './templateValue.ts';

export type SubtitleTemplate = NonNullable<
  NonNullable<TranscodeTaskInput['RawParameter']>['SubtitleTemplate']
>;

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

const MAX_STREAM = 1000;
const MAX_FONT_BYTES = 50 * 1024 * 1024;
/** Of BoardWidth, BoardHeight and BoardAlpha. */
const BOARD = { width: 90, height: 15, alpha: 0.8 };

/**
 * `parameter` is the template's own dotted name. Its files are added to the job's. Throws ApiError: MissingParameter
 * without a file and a track of the source, UnsupportedOperation for fonts that are not here, InvalidParameterValue.
 */
export function planBurnedSubtitle(
  template: SubtitleTemplate,
  parameter: string,
  context: SubtaskContext,
): BurnedSubtitle {
  const { FontType, FontSize, FontColor, FontAlpha, FontFileInput, YPos } = template;
  return {
    ...lines(template, parameter, context),
    ...(FontFileInput && { fontFile: fontFile(FontFileInput, `${parameter}.FontFileInput`, context) }),
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
    ...(template.Alignment === 'top' && { align: 'top' }),
    ...(template.LineSpacing && {
      lineSpacing: ofHeight(template.LineSpacing, template.LineSpacingUnit),
    }),
    ...boardOf(template, parameter),
  };
}

/** Where BoardY is not given there is no board, as documented. */
function boardOf(template: SubtitleTemplate, parameter: string): Pick<BurnedSubtitle, 'board'> {
  const { BoardY, BoardWidth, BoardWidthUnit, BoardHeight, BoardHeightUnit, BoardColor, BoardAlpha } =
    template;
  if (!BoardY) return {};
  return {
    board: {
      y: measure(BoardY, `${parameter}.BoardY`),
      width: BoardWidth
        ? { value: BoardWidth, of: BoardWidthUnit === 1 ? 'width' : 'px' }
        : { value: BOARD.width, of: 'width' },
      height: BoardHeight ? ofHeight(BoardHeight, BoardHeightUnit) : { value: BOARD.height, of: 'height' },
      color: rgb(BoardColor, `${parameter}.BoardColor`),
      alpha: BoardAlpha ?? BOARD.alpha,
    },
  };
}

function fontFile(info: MediaInputInfo, parameter: string, { files, appId }: SubtaskContext): string {
  const location = inputLocation(info, appId, parameter);
  return files.add({ location, maxBytes: MAX_FONT_BYTES, parameter });
}

/** A path counts before a file, and both before a track of the source, as documented. */
function lines(
  { Path, SubtitleFileInput, StreamIndex }: SubtitleTemplate,
  parameter: string,
  { files, appId }: SubtaskContext,
): Pick<BurnedSubtitle, 'file' | 'stream'> {
  if (!Path && !SubtitleFileInput) {
    if (StreamIndex === undefined) throw missingParameter(`${parameter}.Path`);
    if (StreamIndex < 0 || StreamIndex > MAX_STREAM) {
      throw invalidValue(`${parameter}.StreamIndex`, {
        en: `from 0 to ${MAX_STREAM}`,
        zh: ` 0 至 ${MAX_STREAM} 的整数`,
      });
    }
    return { stream: StreamIndex };
  }
  const name = Path ? `${parameter}.Path` : `${parameter}.SubtitleFileInput`;
  const info = Path ? { Type: 'URL', UrlInputInfo: { Url: Path } } : (SubtitleFileInput ?? { Type: '' });
  const location = inputLocation(info, appId, name);
  return { file: files.add({ location, maxBytes: MAX_SUBTITLE_BYTES, parameter: name }) };
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
