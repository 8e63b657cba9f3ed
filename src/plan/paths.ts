// Names of output files (MPS document 862/37039 "filename variables").
import { invalidValue } from '../mps/errors.ts';
import type { InputName } from './inputName.ts';
import { MAX_NUMBER_LENGTH } from './numberRule.ts';
import { objectKey } from './objectKey.ts';

/** The parameters of one subtask that name its files; what is undefined or "" takes its default. */
export interface PathRequest {
  /** Dotted name of the subtask in the request, for messages. */
  parameter: string;
  /** Directory of relative paths, with slashes at both ends. */
  outputDir: string;
  input: InputName;
  definition: number;
  /** {format} of the main file, and of its segments: "m3u8" and "ts". */
  format: string;
  segmentFormat: string;
  objectPath: string | undefined;
  segmentName: string | undefined;
}

export interface OutputPaths {
  /** Key of the main file. */
  main: string;
  /** Key of the segments with {number} in it. */
  segment: string;
}

/**
 * OutputDir of a request: itself, else the directory of the input. Throws InvalidParameterValue unless it starts
 * and ends with a slash.
 */
export function outputDirectory(outputDir: string | undefined, input: InputName): string {
  if (!outputDir) return input.directory;
  if (!outputDir.startsWith('/') || !outputDir.endsWith('/')) {
    throw invalidValue('OutputDir', {
      en: 'a directory that starts and ends with `/`',
      zh: '以 `/` 开头和结尾的目录',
    });
  }
  // Checked with a file in it, so that the message names OutputDir and not the path made from it.
  objectKey('OutputDir', `${outputDir}0`);
  return outputDir;
}

/**
 * Keys of a transcoding's files. OutputObjectPath is relative to OutputDir, or absolute, and ends with ".{format}".
 * SegmentObjectName is relative to the main file's directory, so that a manifest finds its segments wherever it is
 * put, has {number} in it, and ends with ".{format}" or the extension itself. Throws InvalidParameterValue for
 * anything else, unknown variables, and what is no object key.
 */
export function transcodePaths(request: PathRequest): OutputPaths {
  const { parameter, segmentFormat } = request;
  const stem = '{inputName}_transcode_{definition}';
  const main = mainKey(request, request.objectPath || `${stem}.{format}`, {});

  const nameParameter = `${parameter}.SegmentObjectName`;
  const segmentName = request.segmentName || `${stem}_{number}.{format}`;
  const variables = { ...request, format: segmentFormat };
  const name = expand(nameParameter, segmentName, variables, { number: '{number}' });
  if (
    segmentName.startsWith('/') ||
    !segmentName.includes('{number}') ||
    !name.endsWith(`.${segmentFormat}`)
  ) {
    throw invalidValue(nameParameter, {
      en: 'a relative path that has `{number}` in it and ends with `.{format}`',
      zh: '包含 `{number}` 并以 `.{format}` 结尾的相对路径',
    });
  }
  const segment = main.slice(0, main.lastIndexOf('/') + 1) + name;
  // The longest name that can come of it must be a key too.
  objectKey(nameParameter, segment.replaceAll('{number}', '0'.repeat(MAX_NUMBER_LENGTH)));
  return { main, segment };
}

/** What the variables of every path stand for. */
type Variables = Pick<PathRequest, 'input' | 'definition' | 'format'>;

/**
 * Key of OutputObjectPath: a path relative to OutputDir, or absolute, that ends with ".{format}". `more` are variables
 * of its own. Throws InvalidParameterValue.
 */
export function mainKey(
  request: Variables & Pick<PathRequest, 'parameter' | 'outputDir'>,
  objectPath: string,
  more: Record<string, string>,
): string {
  const parameter = `${request.parameter}.OutputObjectPath`;
  if (!/[^/]\.\{format\}$/.test(objectPath)) {
    throw invalidValue(parameter, {
      en: 'the path of a file that ends with `.{format}`',
      zh: '以 `.{format}` 结尾的文件路径',
    });
  }
  const path = expand(parameter, objectPath, request, more);
  return objectKey(parameter, path.startsWith('/') ? path : request.outputDir + path);
}

/** `template` with its variables replaced. Throws InvalidParameterValue naming `parameter` for one that is unknown. */
export function expand(
  parameter: string,
  template: string,
  { input, definition, format }: Variables,
  more: Record<string, string>,
): string {
  const variables = new Map([
    ['inputName', input.name],
    ['inputFormat', input.format],
    ['definition', String(definition)],
    ['format', format],
    ...Object.entries(more),
  ]);
  return template.replaceAll(/\{([^{}]*)\}/g, (variable, name: string) => {
    const value = variables.get(name);
    if (value === undefined) {
      const known = [...variables.keys()].map((each) => `{${each}}`).join(' ');
      throw invalidValue(parameter, {
        en: `a path with the variables ${known}; \`${variable}\` is not one of them`,
        zh: `仅含变量 ${known} 的路径；\`${variable}\` 不可用`,
      });
    }
    return value;
  });
}
