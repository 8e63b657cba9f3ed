import { describe, expect, it } from 'vitest';
import { ApiError } from '../mps/errors.ts';
import { outputDirectory, type PathRequest, transcodePaths } from './paths.ts';

const input = { directory: '/movie/201907/', name: 'WildAnimal', format: 'mov' };
const request: PathRequest = {
  parameter: 'T',
  outputDir: '/out/',
  input,
  definition: 210,
  format: 'm3u8',
  segmentFormat: 'ts',
  objectPath: undefined,
  segmentName: undefined,
};
const paths = (objectPath?: string, segmentName?: string) => {
  const { main, segment } = transcodePaths({ ...request, objectPath, segmentName });
  return [main, segment];
};

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiError) return `${error.code}: ${/`([^`]+)`/.exec(error.message)?.[1]}`;
    throw error;
  }
  return 'accepted';
}

describe('transcodePaths', () => {
  const defaultSegment = 'WildAnimal_transcode_210_{number}.ts';
  it.each<[string | undefined, string | undefined, string, string]>([
    [undefined, undefined, 'out/WildAnimal_transcode_210.m3u8', `out/${defaultSegment}`],
    ['', '', 'out/WildAnimal_transcode_210.m3u8', `out/${defaultSegment}`],
    [
      '{inputName}_from_{inputFormat}.{format}',
      '{inputName}_from_{inputFormat}_{number}.{format}',
      'out/WildAnimal_from_mov.m3u8',
      'out/WildAnimal_from_mov_{number}.ts',
    ],
    ['/abs/x_{definition}.{format}', undefined, 'abs/x_210.m3u8', `abs/${defaultSegment}`],
    ['sub/x.{format}', 'parts/{number}.{format}', 'out/sub/x.m3u8', 'out/sub/parts/{number}.ts'],
    ['/x.{format}', '{number}.ts', 'x.m3u8', '{number}.ts'],
    ['影片.{format}', '{definition}/{number}.{format}', 'out/影片.m3u8', 'out/210/{number}.ts'],
    ['a}b{.{format}', undefined, 'out/a}b{.m3u8', `out/${defaultSegment}`],
  ])('OutputObjectPath %s, SegmentObjectName %s', (objectPath, segmentName, main, segment) => {
    expect(paths(objectPath, segmentName)).toEqual([main, segment]);
  });

  const path = 'InvalidParameterValue: T.OutputObjectPath';
  const name = 'InvalidParameterValue: T.SegmentObjectName';
  it.each<[string, string | undefined, string]>([
    ['x.mp4', undefined, path],
    ['x{format}', undefined, path],
    ['x.{format}/', undefined, path],
    ['/dir/.{format}', undefined, path],
    ['.{format}', undefined, path],
    ['../x.{format}', undefined, path],
    ['/a/./x.{format}', undefined, path],
    ['//x.{format}', undefined, path],
    ['a\u0000.{format}', undefined, path],
    ['{name}.{format}', undefined, path],
    ['{constructor}.{format}', undefined, path],
    ['{}.{format}', undefined, path],
    ['{number}.{format}', undefined, path],
    [`${'x'.repeat(1020)}.{format}`, undefined, path],
    ['x.{format}', '/abs_{number}.{format}', name],
    ['x.{format}', 'x.{format}', name],
    ['x.{format}', 'x_{number}', name],
    ['x.{format}', 'x_{number}.m3u8', name],
    ['x.{format}', '../x_{number}.{format}', name],
    ['x.{format}', '{subStreamNumber}_{number}.{format}', name],
    ['x.{format}', `${'x'.repeat(998)}_{number}.{format}`, name],
  ])('refuses OutputObjectPath %j, SegmentObjectName %j', (objectPath, segmentName, expected) => {
    expect(refusal(() => paths(objectPath, segmentName))).toBe(expected);
  });

  it('refuses a name that the input makes illegal', () => {
    const named = { ...request, input: { ...input, name: 'a/../../b' } };
    expect(refusal(() => transcodePaths(named))).toBe(path);
  });

  it('says which variables there are', () => {
    expect(() => paths('{name}.{format}')).toThrow(
      'it must be a path with the variables {inputName} {inputFormat} {definition} {format}; `{name}` is not one of them.',
    );
  });
});

describe('outputDirectory', () => {
  it.each([
    [undefined, '/movie/201907/'],
    ['', '/movie/201907/'],
    ['/', '/'],
    ['/out/a b/', '/out/a b/'],
  ])('%s is %s', (outputDir, expected) => {
    expect(outputDirectory(outputDir, input)).toBe(expected);
  });

  it.each(['out/', '/out', 'out', '//', '/a/../b/', '/a\t/', `/${'x'.repeat(1024)}/`])(
    'refuses %j',
    (outputDir) => {
      expect(refusal(() => outputDirectory(outputDir, input))).toBe('InvalidParameterValue: OutputDir');
    },
  );
});
