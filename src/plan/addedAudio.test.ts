import { describe, expect, it } from 'vitest';
import { Output } from '../contract/output.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { planProcessMedia } from './processMedia.ts';

type Override = NonNullable<TranscodeTaskInput['OverrideParameter']>;
const InputInfo = { Type: 'COS', CosInputInfo: { Bucket: 'b', Region: 'r', Object: '/movie/Wild.mov' } };
const track = (name: string) => ({ Type: 'URL', UrlInputInfo: { Url: `https://a.example/${name}?sign=1` } });
const parameter = 'MediaProcessTask.TranscodeTaskSet.0.OverrideParameter.AddonAudioStream';

function plan(OverrideParameter: Override) {
  const TranscodeTaskSet = [{ Definition: 30, OverrideParameter }];
  const { subtasks, jobs } = planProcessMedia({ InputInfo, MediaProcessTask: { TranscodeTaskSet } }, '1');
  return { echo: subtasks[0]?.input, job: jobs[0]!, output: Output.parse(jobs[0]?.outputs[0]) };
}

describe('AddonAudioStream', () => {
  it('adds its files to the job', () => {
    const { output, job, echo } = plan({ AddonAudioStream: [track('en.mp3'), track('fr.mp3')] });
    expect(output).toMatchObject({ addedAudio: ['file-0', 'file-1'] });
    expect(job.files?.map((file) => file.parameter)).toEqual([`${parameter}.0`, `${parameter}.1`]);
    expect(echo?.OverrideParameter).toMatchObject({ AddonAudioStream: [{ Type: 'URL' }, { Type: 'URL' }] });
    expect(JSON.stringify(echo)).not.toContain('sign=1');
    expect(plan({ AddonAudioStream: [] }).output).not.toHaveProperty('addedAudio');
  });

  it.each<[string, Override, string]>([
    ['in HLS', { Container: 'hls' }, `\`${parameter}\` is not supported here for the container \`hls\``],
    [
      'without sound',
      { RemoveAudio: 1 },
      `\`${parameter}\` is not supported here for an output without sound`,
    ],
    [
      'of more than 16 tracks',
      { AddonAudioStream: Array.from({ length: 16 }, (_, n) => track(String(n))) },
      `\`${parameter}\` is not valid: it must be a list of at most 15 files`,
    ],
    [
      'of what is no file',
      { AddonAudioStream: [{ Type: 'URL', UrlInputInfo: { Url: 'ftp://a.example/a' } }] },
      `\`${parameter}.0.UrlInputInfo.Url\``,
    ],
  ])('is refused %s', (_, override, message) => {
    expect(() => plan({ AddonAudioStream: [track('en.mp3')], ...override })).toThrow(message);
  });
});
