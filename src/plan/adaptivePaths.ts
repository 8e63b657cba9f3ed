// Names of an adaptive stream's files (MPS document 862/37039 "filename variables").
import { invalidValue } from '../mps/errors.ts';
import type { InputName } from './inputName.ts';
import { MAX_NUMBER_LENGTH } from './numberRule.ts';
import { objectKey } from './objectKey.ts';
import { expand, mainKey } from './paths.ts';

export interface AdaptivePathRequest {
  /** Dotted name of the subtask in the request, for messages. */
  parameter: string;
  /** Directory of relative paths, with slashes at both ends. */
  outputDir: string;
  input: InputName;
  definition: number;
  /** {format} of the manifest, of the sub streams and of the segments: "m3u8", "m3u8" and "ts". */
  formats: { main: string; subStream: string; segment: string };
  objectPath: string | undefined;
  subStreamName: string | undefined;
  segmentName: string | undefined;
}

export interface AdaptivePaths {
  main: string;
  /** With {subStreamNumber} in it. */
  subStream: string;
  /** With {subStreamNumber} and {segmentNumber} in it. */
  segment: string;
  /** Of what each sub stream's segments begin with. */
  init: string;
}

const STEM = '{inputName}_adaptiveDynamicStreaming_{definition}';

/**
 * Keys of an adaptive stream's files. Those of sub streams and segments are relative to the manifest's directory, so
 * that it finds them wherever it is put. Throws InvalidParameterValue, also for names that two files would share.
 */
export function adaptivePaths(request: AdaptivePathRequest): AdaptivePaths {
  const { formats, objectPath, subStreamName, segmentName } = request;
  const main = mainKey({ ...request, format: formats.main }, objectPath || `${STEM}.{format}`, {});
  const beside = (field: string, format: string, name: string, variables: string[]) => {
    const parameter = `${request.parameter}.${field}`;
    const own = Object.fromEntries(variables.map((variable) => [variable, `{${variable}}`]));
    const expanded = expand(parameter, name, { ...request, format }, own);
    const complete = variables.every((variable) => name.includes(`{${variable}}`));
    if (name.startsWith('/') || !complete || !expanded.endsWith(`.${format}`)) {
      const listed = variables.map((variable) => `\`{${variable}}\``);
      throw invalidValue(parameter, {
        en: `a relative path that has ${listed.join(' and ')} in it and ends with \`.{format}\``,
        zh: `包含 ${listed.join(' 和 ')} 并以 \`.{format}\` 结尾的相对路径`,
      });
    }
    const key = main.slice(0, main.lastIndexOf('/') + 1) + expanded;
    // The longest name that can come of it must be a key too.
    objectKey(parameter, key.replaceAll(/\{\w+\}/g, '0'.repeat(MAX_NUMBER_LENGTH)));
    return key;
  };
  const subStream = beside(
    'SubStreamObjectName',
    formats.subStream,
    subStreamName || `${STEM}_{subStreamNumber}.{format}`,
    ['subStreamNumber'],
  );
  const segment = beside(
    'SegmentObjectName',
    formats.segment,
    segmentName || `${STEM}_{subStreamNumber}_{segmentNumber}.{format}`,
    ['subStreamNumber', 'segmentNumber'],
  );
  // It stands beside the segments, where their number would be.
  const init = `${segment.replaceAll('{segmentNumber}', 'init').replace(/\.\w+$/, '')}.mp4`;
  return { main, subStream, segment, init };
}
