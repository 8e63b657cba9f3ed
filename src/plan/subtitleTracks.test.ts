import { describe, expect, it } from 'vitest';
import { Output } from '../contract/output.ts';
import { ApiError } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { planProcessMedia } from './processMedia.ts';

type Override = NonNullable<TranscodeTaskInput['OverrideParameter']>;
const InputInfo = { Type: 'COS', CosInputInfo: { Bucket: 'b', Region: 'r', Object: '/movie/Wild.mov' } };
const Subtitle = { Type: 'URL', UrlInputInfo: { Url: 'https://a.example/s.srt?sign=1' } };
const parameter = 'MediaProcessTask.TranscodeTaskSet.0.OverrideParameter.AddOnSubtitles';

function plan(OverrideParameter: Override, Definition = 30) {
  const TranscodeTaskSet = [{ Definition, OverrideParameter }];
  const { subtasks, jobs } = planProcessMedia({ InputInfo, MediaProcessTask: { TranscodeTaskSet } }, '1');
  return { echo: subtasks[0]?.input, job: jobs[0]!, output: Output.parse(jobs[0]?.outputs[0]) };
}

describe('AddOnSubtitles of a transcoding', () => {
  it('are tracks with a name, a language and a default', () => {
    const { output, job, echo } = plan({
      AddOnSubtitles: [
        { Type: 'subtitle-stream', Subtitle, SubtitleName: '中文 (1)', SubtitleLanguage: 'chi' },
        { Subtitle, DefaultTrack: true },
      ],
    });
    expect(output).toMatchObject({
      subtitles: [
        { file: 'file-0', name: '中文 (1)', language: 'chi', isDefault: false },
        { file: 'file-0', name: '', language: '', isDefault: true },
      ],
    });
    expect(job.files).toMatchObject([{ parameter: `${parameter}.0.Subtitle`, maxBytes: 10 * 1024 * 1024 }]);
    expect(echo?.OverrideParameter).toMatchObject({ AddOnSubtitles: [{ SubtitleLanguage: 'chi' }, {}] });
    expect(JSON.stringify(echo)).not.toContain('sign=1');
  });

  it('have no effect beside RawParameter, as OverrideParameter has none', () => {
    const VideoTemplate = { Codec: 'h264', Fps: 0, Bitrate: 0 };
    const AudioTemplate = { Codec: 'aac', Bitrate: 0, SampleRate: 0 };
    const RawParameter = { Container: 'mp4', VideoTemplate, AudioTemplate };
    const OverrideParameter = { AddOnSubtitles: [{ Subtitle }] };
    const TranscodeTaskSet = [{ Definition: 0, RawParameter, OverrideParameter }];
    const { jobs } = planProcessMedia({ InputInfo, MediaProcessTask: { TranscodeTaskSet } }, '1');
    expect(jobs[0]).not.toHaveProperty('files');
  });

  it.each<[string, Override, string]>([
    ['HLS', { Container: 'hls' }, 'hls'],
    ['FLV', { Container: 'flv' }, 'flv'],
    ['sound alone', { Container: 'mp3', AudioTemplate: { Codec: 'mp3' } }, 'mp3'],
  ])('are refused in %s', (_, override, container) => {
    expect(() => plan({ ...override, AddOnSubtitles: [{ Subtitle }] })).toThrow(
      `Parameter \`${parameter}\` is not supported here for the container \`${container}\`.`,
    );
  });

  it.each<[string, NonNullable<Override['AddOnSubtitles']>, string]>([
    ['captions in the picture', [{ Type: 'close-caption-608', Subtitle }], `${parameter}.0.Type`],
    ['TTML', [{ Subtitle, OutputFormat: 'TTML' }], `${parameter}.0.OutputFormat`],
    ['no file', [{ Type: 'subtitle-stream' }], `${parameter}.0.Subtitle`],
    [
      'two defaults',
      [
        { Subtitle, DefaultTrack: true },
        { Subtitle, DefaultTrack: true },
      ],
      parameter,
    ],
  ])('refuse %s', (_, AddOnSubtitles, named) => {
    expect(() => plan({ AddOnSubtitles })).toThrow(ApiError);
    expect(() => plan({ AddOnSubtitles })).toThrow(`\`${named}\``);
  });
});
