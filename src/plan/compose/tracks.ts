// Tracks of a composition and the elements on them.
import {
  type ComposeItem,
  type ComposeTrack,
  MAX_ELEMENTS,
  MAX_SECONDS,
  type PictureElement,
  type TransitionName,
} from '../../contract/compose.ts';
import { TrackError, trackTimes } from '../../contract/composeTimes.ts';
import { invalidValue, missingParameter } from '../../mps/errors.ts';
import type { ComposeConfig } from './target.ts';
import { PICTURE_TRANSITIONS, SOUND_TRANSITION } from './transitions.ts';
import { choice, lengthIn, momentOf, secondsOf } from './values.ts';

type Track = NonNullable<ComposeConfig['Tracks']>[number];
type Item = Track['Items'][number];
type Video = NonNullable<Item['Video']>;
type Sounding = Pick<Video, 'SourceMedia' | 'TrackTime' | 'AudioOperations'>;
type Seen = Omit<Video, 'AudioOperations'>;

const MAX_TRACKS = 100;
const MAX_TEXTS = 2000;
const MAX_TEXT = 2000;
/** Of a material that is shown: as documented. */
const LEAST_SECONDS = 0.02;

const KINDS = {
  Video: { kind: 'pictures', items: ['Video', 'Image', 'Transition', 'Empty'] },
  Audio: { kind: 'sounds', items: ['Audio', 'Transition', 'Empty'] },
  Title: { kind: 'texts', items: ['Subtitle'] },
} as const;

/** What elements may name. */
export interface Named {
  /** The job's file of a FileId, null for the main input; throws InvalidParameterValue for one that no file has. */
  fileOf(id: string, parameter: string): string | null;
  styles: ReadonlyMap<string, number>;
}

/** Throws MissingParameter, InvalidParameterValue. */
export function planTracks(tracks: Track[], named: Named): ComposeTrack[] {
  const parent = 'ComposeConfig.Tracks';
  if (tracks.length === 0) throw missingParameter(parent);
  refuseMore(parent, 'tracks', tracks.length, MAX_TRACKS);
  const planned = tracks.map((track, index) => planTrack(track, `${parent}.${index}`, named));
  const items = planned.flatMap((track) => track.items as ComposeItem[]);
  const files = items.filter((item) => 'file' in item).length;
  if (items.every((item) => item.kind === 'empty')) throw missingParameter(`${parent}.0.Items`);
  refuseMore(parent, 'video, image and audio elements', files, MAX_ELEMENTS);
  refuseMore(parent, 'subtitles', items.filter(({ kind }) => kind === 'text').length, MAX_TEXTS);
  for (const track of planned) checkTimes(track, parent);
  return planned;
}

function refuseMore(parameter: string, things: string, count: number, most: number): void {
  if (count > most) {
    throw invalidValue(parameter, {
      en: `a list with at most ${most} ${things}`,
      zh: `不超过上限的列表（${things}：${most}）`,
    });
  }
}

function planTrack({ Type, Items }: Track, parameter: string, named: Named): ComposeTrack {
  const found = Object.entries(KINDS).find(([name]) => name === Type)?.[1];
  if (!found) throw invalidValue(`${parameter}.Type`, typesOf(Object.keys(KINDS)));
  const items = Items.map((item, index) => {
    const at = `${parameter}.Items.${index}`;
    if (!(found.items as readonly string[]).includes(item.Type))
      throw invalidValue(`${at}.Type`, typesOf(found.items, Type));
    return planItem(item, at, Type === 'Video', named);
  });
  return { kind: found.kind, items } as ComposeTrack;
}

function typesOf(names: readonly string[], track?: string) {
  const list = names.map((name) => `\`${name}\``);
  return {
    en: `one of ${list.join(', ')}${track ? ` on a track of the type ${track}` : ''}`,
    zh: ` ${list.join('、')} 之一${track ? `（${track} 轨道）` : ''}`,
  };
}

function planItem(item: Item, parameter: string, onVideo: boolean, named: Named): ComposeItem {
  const own = `${parameter}.${item.Type}`;
  switch (item.Type) {
    case 'Video':
      return {
        ...pictureOf(given(item.Video, own), own, false, named),
        volume: volumeOf(item.Video?.AudioOperations, own),
      };
    case 'Image':
      return { ...pictureOf(given(item.Image, own), own, true, named), volume: 0 };
    case 'Audio': {
      const audio = given(item.Audio, own);
      const volume = volumeOf(audio.AudioOperations, own);
      return { kind: 'sound', parameter: own, ...materialOf(audio, own, named), volume };
    }
    case 'Transition':
      // Its fields have defaults, all of them.
      return transitionOf(item.Transition ?? {}, own, onVideo);
    case 'Subtitle':
      return textOf(given(item.Subtitle, own), own, named);
    default: {
      const { Duration } = given(item.Empty, own);
      return { kind: 'empty', parameter: own, duration: secondsOf(Duration, `${own}.Duration`, 0.001) };
    }
  }
}

function given<T>(value: T | undefined, parameter: string): T {
  if (value === undefined) throw missingParameter(parameter);
  return value;
}

function pictureOf(
  seen: Seen,
  parameter: string,
  still: boolean,
  named: Named,
): Omit<PictureElement, 'volume'> {
  const size = (name: 'Width' | 'Height') => {
    const text = seen[name];
    if (!text || text === '0') return null;
    const length = lengthIn(text, name === 'Width' ? 'width' : 'height', `${parameter}.${name}`);
    return length.value === 0 ? null : length;
  };
  return {
    ...{ kind: 'picture', parameter, still },
    ...materialOf(seen, parameter, named),
    x: lengthIn(seen.XPos || '50%', 'width', `${parameter}.XPos`, true),
    y: lengthIn(seen.YPos || '50%', 'height', `${parameter}.YPos`, true),
    ...{ width: size('Width'), height: size('Height') },
    turns: turnsOf(seen.ImageOperations ?? [], `${parameter}.ImageOperations`),
  };
}

function turnsOf(
  operations: NonNullable<Video['ImageOperations']>,
  parameter: string,
): PictureElement['turns'] {
  refuseMore(parameter, 'operations', operations.length, 10);
  return operations.map(({ Type, RotateAngle = 0, FlipType = '' }, index) => {
    if (Type === 'Rotate') {
      if (RotateAngle < 0 || RotateAngle > 360)
        throw invalidValue(`${parameter}.${index}.RotateAngle`, { en: 'from 0 to 360', zh: ' 0 至 360' });
      return { kind: 'rotate', degrees: RotateAngle };
    }
    if (Type !== 'Flip') throw invalidValue(`${parameter}.${index}.Type`, typesOf(['Rotate', 'Flip']));
    return { kind: 'flip', axis: choice(FlipType, AXES, `${parameter}.${index}.FlipType`) };
  });
}

/** The first one is how the API spells it. */
const AXES: ReadonlyMap<string, 'horizontal' | 'vertical'> = new Map([
  ['Horizental', 'horizontal'],
  ['Horizontal', 'horizontal'],
  ['Vertical', 'vertical'],
]);

function volumeOf(operations: Sounding['AudioOperations'], parameter: string): number {
  let volume = 1;
  for (const [index, { Type, Volume = 1 }] of (operations ?? []).entries()) {
    const at = `${parameter}.AudioOperations.${index}`;
    if (Type !== 'Volume') throw invalidValue(`${at}.Type`, typesOf(['Volume']));
    if (Volume < 0 || Volume > 5) throw invalidValue(`${at}.Volume`, { en: 'from 0 to 5', zh: ' 0 至 5' });
    volume *= Volume;
  }
  return Math.min(5, volume);
}

function materialOf(
  { SourceMedia, TrackTime }: Omit<Sounding, 'AudioOperations'>,
  parameter: string,
  { fileOf }: Named,
) {
  const { FileId, StartTime, EndTime } = SourceMedia;
  const at = `${parameter}.SourceMedia`;
  const begin = momentOf(StartTime || '0s', `${at}.StartTime`);
  const end = EndTime ? momentOf(EndTime, `${at}.EndTime`) : null;
  const least = end?.of === 'seconds' ? LEAST_SECONDS : 0;
  if (end && end.of === begin.of && (end.value - begin.value < least || end.value === begin.value)) {
    throw invalidValue(`${at}.EndTime`, {
      en: `at least ${LEAST_SECONDS} seconds behind \`StartTime\``,
      zh: `晚于 \`StartTime\` 至少 ${LEAST_SECONDS} 秒`,
    });
  }
  return {
    file: fileOf(FileId, `${at}.FileId`),
    begin,
    end,
    ...timedOf(TrackTime, `${parameter}.TrackTime`),
  };
}

function timedOf(time: Video['TrackTime'], parameter: string) {
  return {
    start: time?.Start ? secondsOf(time.Start, `${parameter}.Start`, 0) : null,
    duration: time?.Duration ? secondsOf(time.Duration, `${parameter}.Duration`, LEAST_SECONDS) : null,
  };
}

function transitionOf(
  { Duration, Transitions = [] }: NonNullable<Item['Transition']>,
  parameter: string,
  onVideo: boolean,
): ComposeItem {
  const duration = Math.floor(secondsOf(Duration || '1s', `${parameter}.Duration`, 0));
  const base = { kind: 'transition' as const, parameter, duration };
  // The default is a fade, of all that there is.
  if (Transitions.length === 0) return { ...base, picture: onVideo ? 'fade' : null, sound: true };
  let picture: TransitionName | null = null;
  let sound = false;
  for (const [index, { Type }] of Transitions.entries()) {
    const at = `${parameter}.Transitions.${index}.Type`;
    if (Type === SOUND_TRANSITION) {
      if (sound) throw onlyOne(at);
      sound = true;
    } else {
      if (!onVideo) throw invalidValue(at, typesOf([SOUND_TRANSITION], 'Audio'));
      if (picture) throw onlyOne(at);
      picture = choice(Type, PICTURE_TRANSITIONS, at);
    }
  }
  return { ...base, picture, sound };
}

function onlyOne(parameter: string) {
  return invalidValue(parameter, {
    en: 'the only one of its kind: at most one of the picture and one of the sound',
    zh: '同类中唯一的一个：图像转场与音频转场各至多一个',
  });
}

function textOf(
  { StyleId, Text, TrackTime }: NonNullable<Item['Subtitle']>,
  parameter: string,
  { styles }: Named,
): ComposeItem {
  const style = styles.get(StyleId);
  if (style === undefined) {
    throw invalidValue(`${parameter}.StyleId`, {
      en: 'the `Id` of one of `ComposeConfig.Styles`',
      zh: ' `ComposeConfig.Styles` 中某一样式的 `Id`',
    });
  }
  if (Text.length > MAX_TEXT) {
    throw invalidValue(`${parameter}.Text`, {
      en: `of at most ${MAX_TEXT} characters`,
      zh: `不超过 ${MAX_TEXT} 个字符`,
    });
  }
  return { kind: 'text', parameter, text: Text, style, ...timedOf(TrackTime, `${parameter}.TrackTime`) };
}

/** What can be said before the materials are known. */
function checkTimes(track: ComposeTrack, parent: string): void {
  try {
    const last = trackTimes(track, (element) => {
      if (element.duration !== null || element.kind === 'text') return element.duration ?? 1;
      const { begin, end } = element;
      if (!end) return 1;
      // What ends in front of the end that was asked for is shorter: only a limit counts then.
      return begin.of === 'seconds' && end.of === 'seconds' ? end.value - begin.value : null;
    });
    if (last.some(({ end }) => end > MAX_SECONDS)) {
      throw invalidValue(parent, {
        en: `no longer than ${MAX_SECONDS} seconds`,
        zh: `总时长不超过 ${MAX_SECONDS} 秒`,
      });
    }
  } catch (error) {
    if (!(error instanceof TrackError)) throw error;
    throw invalidValue(error.parameter, TRACK_RULES[error.rule]);
  }
}

const TRACK_RULES = {
  'transition-place': {
    en: 'between two elements that are not empty',
    zh: '位于两个非空元素之间',
  },
  'transition-length': {
    en: 'shorter than the element before and the one behind it',
    zh: '短于其前后两个元素',
  },
  overlap: {
    en: 'an element that does not overlap with another one of its track',
    zh: '不与同一轨道中其他元素重叠的元素',
  },
};
