// What is laid over the picture of an output: watermarks and then subtitles.
import type { VideoSpec } from '../contract/media.ts';
import { unsupportedParameter } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { said } from '../mps/said.ts';
import { planBurnedSubtitle, type SubtitleTemplate } from './burnedSubtitle.ts';
import type { SubtaskContext } from './subtask.ts';
import { planWatermarks } from './watermarks.ts';

/** `name` is the template's dotted name below its task. */
interface Wanted {
  WatermarkSet: TranscodeTaskInput['WatermarkSet'];
  subtitles: { name: string; template: SubtitleTemplate | null | undefined };
}

/**
 * What a picture has besides its own. Typed clients send empty lists and objects for none.
 * Throws UnsupportedOperation where there is no picture that is encoded, and what the parts throw.
 */
export function drawnOver(
  { WatermarkSet, subtitles: { name, template } }: Wanted,
  isEncoded: boolean,
  context: SubtaskContext,
): Pick<VideoSpec, 'watermarks' | 'subtitle'> {
  const wanted = template && Object.keys(said(template)).length > 0 ? template : null;
  const [first] = [...(WatermarkSet?.length ? ['WatermarkSet'] : []), ...(wanted ? [name] : [])];
  if (first && !isEncoded) throw unsupportedParameter(`${context.parameter}.${first}`);
  const subtitle = wanted && planBurnedSubtitle(wanted, `${context.parameter}.${name}`, context);
  const watermarks = planWatermarks(WatermarkSet, context);
  return { ...(watermarks.length > 0 && { watermarks }), ...(subtitle && { subtitle }) };
}
