// Filters that make a picture better than its source. The best that ffmpeg has without trained models.
import type { VideoEnhancement } from '../../contract/enhancement.ts';

type Strength = 'weak' | 'normal' | 'strong';

/** Spatial and temporal strength of hqdn3d; its own default is 4:3:6:4.5. */
const DENOISE: Record<Strength, string> = {
  weak: 'hqdn3d=3:2:4:3',
  normal: 'hqdn3d=4:3:6:4.5',
  strong: 'hqdn3d=8:6:12:9',
};
/** `spp` takes the mean of shifted transforms, which smooths the edges of blocks and the rings beside edges. */
const ARTIFACTS: Record<'weak' | 'strong', string> = {
  weak: 'deblock=filter=weak:block=8,spp=quality=3',
  strong: 'deblock=filter=strong:block=8,spp=quality=4',
};
const COLOR: Record<Strength, string> = {
  weak: 'vibrance=intensity=0.2',
  normal: 'vibrance=intensity=0.4,eq=contrast=1.04',
  strong: 'vibrance=intensity=0.7,eq=contrast=1.08',
};
/** Sharpening that adapts to the local contrast, so that edges get no halos. */
const SHARPEN: Record<Strength, string> = { weak: 'cas=0.3', normal: 'cas=0.5', strong: 'cas=0.8' };
const QUALITY: Record<Strength, string> = {
  weak: 'vibrance=intensity=0.1',
  normal: 'vibrance=intensity=0.15',
  strong: 'vibrance=intensity=0.25',
};
/** Raises the dark half and leaves black, and what is light, where they are. */
const LOW_LIGHT = "curves=all='0/0 0.08/0.2 0.25/0.45 0.5/0.65 0.8/0.86 1/1'";

/** Repairs, in the source's size and before anything else is done with the frames. */
export function repairFilters(enhance: VideoEnhancement = {}): string[] {
  const { scratches = 0, artifacts, denoise, lowLight, color, quality, upscale } = enhance;
  return [
    // What is on one frame only is not the middle one of three.
    ...(scratches > 0
      ? [
          `split[whole][worn];[worn]tmedian=radius=1[mended];[whole][mended]blend=all_opacity=${(1 - scratches).toFixed(3)}`,
        ]
      : []),
    ...(artifacts ? [ARTIFACTS[artifacts]] : []),
    ...(denoise ? [DENOISE[denoise]] : quality ? [DENOISE[quality]] : upscale === 'lq' ? [DENOISE.weak] : []),
    // Noise shows where dark parts are raised, so it is gone before.
    ...(lowLight ? [LOW_LIGHT] : []),
    ...(color ? [COLOR[color]] : quality ? [QUALITY[quality]] : []),
  ];
}

/** What is done to frames that have their final size. */
export function sharpenFilters(
  enhance: VideoEnhancement = {},
  source: { width: number },
  target: { width: number },
): string[] {
  const larger = target.width > source.width;
  if (enhance.quality) return [SHARPEN[enhance.quality]];
  return enhance.upscale && larger ? [SHARPEN.weak] : [];
}

/** Frames between frames where the source has fewer; "" where it has enough. */
export function interpolateFilter(enhance: VideoEnhancement = {}, sourceFps: number): string {
  const { interpolate = 0 } = enhance;
  if (interpolate <= sourceFps + 0.005) return '';
  // The filter ends two frames before its input does.
  return `tpad=stop=2:stop_mode=clone,minterpolate=fps=${interpolate}:mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1`;
}
