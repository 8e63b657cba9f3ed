import { describe, expect, it, test } from 'vitest';
import type { EditMediaRequest } from '../mps/requests.ts';
import { planEditMedia } from './editMedia.ts';

const cos = (path: string) => ({
  Type: 'COS',
  CosInputInfo: { Bucket: 'b-1', Region: 'ap-guangzhou', Object: path },
});
const request = (more: Partial<EditMediaRequest> = {}): EditMediaRequest => ({
  FileInfos: [{ InputInfo: cos('/in/a.mp4'), StartTimeOffset: 1, EndTimeOffset: 3 }],
  OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: 'out-1', Region: 'ap-guangzhou' } },
  OutputObjectPath: '/clips/a.mp4',
  ...more,
});
const output = (more: Partial<EditMediaRequest> = {}) =>
  planEditMedia(request(more), '1').jobs[0]!.outputs[0]!;

describe('planEditMedia', () => {
  it('one file is cut precisely, as H.264', () => {
    const { subtasks, jobs } = planEditMedia(request(), '1');
    expect(jobs).toHaveLength(1);
    expect(jobs[0]).toMatchObject({
      input: { provider: 'cos', bucket: 'b-1', key: 'in/a.mp4' },
      targets: [{ bucket: 'out-1' }],
      outputs: [
        {
          ...{
            kind: 'media',
            container: 'mp4',
            main: 'clips/a.mp4',
            clip: { start: 1, end: 3 },
            segment: null,
          },
          video: { codec: 'h264', rateControl: 'crf', quality: 20 },
          audio: { codec: 'aac' },
        },
      ],
    });
    expect(jobs[0]!.files).toBeUndefined();
    expect(subtasks[0]).toMatchObject({
      ...{ kind: 'EditMedia', path: '/clips/a.mp4' },
      input: {
        FileInfoSet: [{ StartTimeOffset: 1, EndTimeOffset: 3, Id: null, InputInfo: { Type: 'COS' } }],
      },
    });
  });

  it('fast leaves the streams as they are', () => {
    expect(
      output({ OutputConfig: { Type: 'fast', Container: 'mov' }, OutputObjectPath: '/x' }),
    ).toMatchObject({
      ...{ kind: 'media', container: 'mov', main: 'x.mov' },
      ...{ video: { codec: 'copy' }, audio: { codec: 'copy' } },
    });
  });

  it('several files are joined in their order, each fetched once', () => {
    const FileInfos = [
      { InputInfo: cos('/in/a.mp4') },
      { InputInfo: cos('/in/b.mp4'), StartTimeOffset: -5 },
      { InputInfo: cos('/in/a.mp4'), StartTimeOffset: 10 },
      { InputInfo: cos('/in/b.mp4') },
    ];
    const [job] = planEditMedia(request({ FileInfos, OutputConfig: { Container: 'hls' } }), '1').jobs;
    expect(job!.files).toMatchObject([{ name: 'file-0', location: { key: 'in/b.mp4' } }]);
    expect(job!.outputs).toMatchObject([
      {
        ...{ kind: 'join', container: 'hls', main: 'clips/a.mp4.m3u8' },
        segment: { pattern: 'clips/a.mp4_{number}.ts' },
        parts: [
          { file: null, start: 0, end: 0 },
          { file: 'file-0', start: -5, end: 0 },
          { file: null, start: 10, end: 0 },
          { file: 'file-0', start: 0, end: 0 },
        ],
      },
    ]);
  });

  it('AVI has MP3', () => {
    expect(output({ OutputConfig: { Container: 'avi' }, OutputObjectPath: 'a.{format}' })).toMatchObject({
      ...{ container: 'avi', main: 'a.avi', audio: { codec: 'mp3' } },
    });
  });
});

test.each<[Partial<EditMediaRequest>, string, string]>([
  [{ FileInfos: [] }, 'MissingParameter', 'FileInfos'],
  [{ OutputObjectPath: '' }, 'MissingParameter', 'OutputObjectPath'],
  [{ OutputObjectPath: '/a/../b.mp4' }, 'InvalidParameterValue', 'OutputObjectPath'],
  [{ OutputObjectPath: '/a/{inputName}.mp4' }, 'InvalidParameterValue', 'OutputObjectPath'],
  [{ OutputConfig: { Container: 'mkv' } }, 'InvalidParameterValue.Container', 'OutputConfig.Container'],
  [{ OutputConfig: { Type: 'slow' } }, 'InvalidParameterValue', 'OutputConfig.Type'],
  [
    { FileInfos: [{ InputInfo: cos('/a') }, { InputInfo: cos('/b') }], OutputConfig: { Type: 'fast' } },
    ...(['InvalidParameterValue', 'OutputConfig.Type'] as const),
  ],
  [
    { FileInfos: [{ InputInfo: cos('/a'), StartTimeOffset: 3, EndTimeOffset: 2 }] },
    ...(['InvalidParameterValue', 'FileInfos.0.EndTimeOffset'] as const),
  ],
  [{ FileInfos: [{ InputInfo: { Type: 'COS' } }] }, 'MissingParameter', 'FileInfos.0.InputInfo.CosInputInfo'],
  [
    { FileInfos: Array.from({ length: 101 }, () => ({ InputInfo: cos('/a') })) },
    ...(['InvalidParameterValue', 'FileInfos'] as const),
  ],
  [
    {
      FileInfos: [{ InputInfo: cos('/a.mp4') }],
      OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: 'b-1', Region: 'ap-guangzhou' } },
      OutputObjectPath: '/a.mp4',
    },
    ...(['InvalidParameterValue', 'OutputObjectPath'] as const),
  ],
])('refuses %j', (more, code, field) => {
  expect(() => planEditMedia(request(more), '1')).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(field) }),
  );
});
