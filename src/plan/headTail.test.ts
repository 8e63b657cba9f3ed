import { describe, expect, it } from 'vitest';
import { Output } from '../contract/output.ts';
import { ApiError } from '../mps/errors.ts';
import type { TranscodeTaskInput } from '../mps/requests.ts';
import { planProcessMedia } from './processMedia.ts';

const InputInfo = { Type: 'COS', CosInputInfo: { Bucket: 'b', Region: 'r', Object: '/movie/Wild.mov' } };
const intro = { Type: 'COS', CosInputInfo: { Bucket: 'b', Region: 'r', Object: '/movie/intro.mp4' } };
const outro = { Type: 'URL', UrlInputInfo: { Url: 'https://a.example/outro.mp4?sign=1' } };
const set = 'MediaProcessTask.TranscodeTaskSet.0';
const parameter = `${set}.HeadTailParameter`;

function plan(task: Partial<TranscodeTaskInput>) {
  const TranscodeTaskSet = [{ Definition: 30, ...task }];
  const { subtasks, jobs } = planProcessMedia({ InputInfo, MediaProcessTask: { TranscodeTaskSet } }, '1');
  return { echo: subtasks[0]?.input, job: jobs[0]!, output: Output.parse(jobs[0]?.outputs[0]) };
}

describe('HeadTailParameter', () => {
  it('adds its files to the job, each once, and repeats them without what signs a URL', () => {
    const { job, output, echo } = plan({ HeadTailParameter: { HeadSet: [intro, outro], TailSet: [intro] } });
    expect(output).toMatchObject({ head: ['file-0', 'file-1'], tail: ['file-0'] });
    expect(job.files).toMatchObject([
      { name: 'file-0', parameter: `${parameter}.HeadSet.0`, location: { key: 'movie/intro.mp4' } },
      {
        ...{ name: 'file-1', parameter: `${parameter}.HeadSet.1` },
        location: { url: 'https://a.example/outro.mp4?sign=1' },
      },
    ]);
    expect(job.files?.every(({ maxBytes }) => maxBytes === undefined)).toBe(true);
    expect(echo?.HeadTailParameter).toMatchObject({
      HeadSet: [{ CosInputInfo: { Object: '/movie/intro.mp4' } }, { Type: 'URL' }],
      TailSet: [{ Type: 'COS' }],
    });
    expect(JSON.stringify(echo)).not.toContain('sign=1');
  });

  it('of nothing is not there', () => {
    const { output, echo, job } = plan({ HeadTailParameter: { HeadSet: [], TailSet: [] } });
    expect(output).not.toHaveProperty('head');
    expect([job.files, echo?.HeadTailParameter]).toEqual([undefined, null]);
  });

  const raw = (video: object, audio: object = {}) => ({
    Definition: 0,
    RawParameter: {
      Container: 'mp4',
      VideoTemplate: { Codec: 'h264', Fps: 0, Bitrate: 0, ...video },
      AudioTemplate: { Codec: 'aac', Bitrate: 0, SampleRate: 0, ...audio },
    },
  });
  it.each<[string, Partial<TranscodeTaskInput>, string]>([
    [
      'a copied picture',
      raw({ Codec: 'copy' }),
      `UnsupportedOperation: \`${parameter}\` \`VideoTemplate.Codec\` \`copy\``,
    ],
    [
      'a copied sound',
      raw({}, { Codec: 'copy' }),
      `UnsupportedOperation: \`${parameter}\` \`AudioTemplate.Codec\` \`copy\``,
    ],
    [
      "the source's times",
      raw({ RawPts: 1 }),
      `UnsupportedOperation: \`${parameter}\` \`VideoTemplate.RawPts\` \`1\``,
    ],
    [
      'too many files',
      { HeadTailParameter: { TailSet: Array.from({ length: 11 }, () => intro) } },
      `InvalidParameterValue: \`${parameter}.TailSet\``,
    ],
    [
      'what is no file',
      { HeadTailParameter: { HeadSet: [{ Type: 'URL', UrlInputInfo: { Url: 'file:///etc/passwd' } }] } },
      `InvalidParameterValue: \`${parameter}.HeadSet.0.UrlInputInfo.Url\``,
    ],
    [
      'a file that would be overwritten',
      { OutputObjectPath: '/movie/intro.{format}' },
      `InvalidParameterValue: \`${set}\` \`/movie/intro.mp4\``,
    ],
  ])('refuses %s', (_, task, expected) => {
    const refused = () => plan({ HeadTailParameter: { HeadSet: [intro] }, ...task });
    expect(refused).toThrow(ApiError);
    try {
      refused();
    } catch (error) {
      const { code, message } = error as ApiError;
      expect(`${code}: ${[...message.matchAll(/`[^`]*`/g)].join(' ')}`).toBe(expected);
    }
  });
});
