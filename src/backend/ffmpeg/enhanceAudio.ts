// Filters that make a sound better than its source.
import type { AudioEnhancement } from '../../contract/enhancement.ts';
import type { AudioSource } from './source.ts';

/** Filters from the source's samples to better ones, in the order in which they act. */
export function soundFilters(enhance: AudioEnhancement = {}, source: AudioSource): string[] {
  const { separate, denoise, declick, deesser, volume } = enhance;
  return [
    ...(declick ? ['adeclick'] : []),
    ...(denoise ? ['highpass=f=60', 'afftdn=nr=18:nf=-40:tn=1'] : []),
    ...(separate ? separateFilters(separate, source) : []),
    ...(deesser ? ['deesser=i=0.5'] : []),
    // loudnorm works at 192 kHz.
    ...(volume === 'loudness'
      ? ['loudnorm=I=-16:TP=-1.5:LRA=11', `aresample=${source.sampleRate || 48_000}`]
      : []),
    ...(volume === 'gain' ? ['dynaudnorm=f=250:g=15:p=0.9:m=8'] : []),
  ];
}

/**
 * Voices are what both sides of a stereo mix have in common, the rest is what differs: as far as it goes without a
 * trained model. Of 5.1 the centre is the voice. A sound of one channel has only its frequencies: those of speech.
 */
function separateFilters(
  { kind, keep }: NonNullable<AudioEnhancement['separate']>,
  { channels }: AudioSource,
): string[] {
  const voice = kind === 'normal' ? ['highpass=f=100', 'lowpass=f=7500'] : ['highpass=f=100'];
  if (channels >= 6) {
    return keep === 'vocal'
      ? ['pan=stereo|c0=FC|c1=FC', ...voice]
      : ['pan=stereo|c0=FL+0.7*BL+0.7*SL|c1=FR+0.7*BR+0.7*SR'];
  }
  if (channels >= 2) {
    return keep === 'vocal'
      ? [
          'aformat=channel_layouts=stereo',
          'dialoguenhance=original=0:enhance=1:voice=4',
          'pan=stereo|c0=FC|c1=FC',
          ...voice,
        ]
      : ['pan=stereo|c0=0.7*FL-0.7*FR|c1=0.7*FR-0.7*FL'];
  }
  return keep === 'vocal' ? voice : ['bandreject=f=1000:width_type=h:width=1800'];
}
