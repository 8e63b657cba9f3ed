// Names of pictures (MPS document 862/37039 "filename variables").
import { invalidValue } from '../mps/errors.ts';
import type { InputName } from './inputName.ts';
import { MAX_NUMBER_LENGTH } from './numberRule.ts';
import { objectKey } from './objectKey.ts';
import { expand, mainKey } from './paths.ts';

export interface PicturePathRequest {
  /** Dotted name of the subtask in the request, for messages. */
  parameter: string;
  /** Directory of relative paths, with slashes at both ends. */
  outputDir: string;
  input: InputName;
  definition: number;
  format: string;
  objectPath: string | undefined;
}

/**
 * Key of an animated picture; OutputObjectPath's default is `{inputName}_animatedGraphic_{definition}.{format}`.
 * Throws InvalidParameterValue.
 */
export function animationKey(request: PicturePathRequest): string {
  return mainKey(request, request.objectPath || '{inputName}_animatedGraphic_{definition}.{format}', {});
}

/**
 * Key of pictures with {number} in it; OutputObjectPath's default is `{inputName}_<kind>_{definition}_{number}.{format}`.
 * A path without {number}, which the documentation allows, gets `_{number}` before its extension unless only
 * one picture is asked for: none may overwrite another. Throws InvalidParameterValue.
 */
export function pictureKeys(request: PicturePathRequest, kind: string, isOne: boolean): string {
  const objectPath = request.objectPath || `{inputName}_${kind}_{definition}_{number}.{format}`;
  const numbered =
    isOne || objectPath.includes('{number}')
      ? objectPath
      : objectPath.replace(/\.\{format\}$/, '_{number}.{format}');
  const key = mainKey(request, numbered, { number: '{number}' });
  // The longest name that can come of it must be a key too.
  objectKey(
    `${request.parameter}.OutputObjectPath`,
    key.replaceAll('{number}', '0'.repeat(MAX_NUMBER_LENGTH)),
  );
  return key;
}

/**
 * Key of a sprite's WebVTT file, relative to the directory of its sheets, whose key is `sheets`. Throws
 * InvalidParameterValue unless WebVttObjectName is a relative path that ends with ".{format}" or ".vtt".
 */
export function webVttKey(
  request: Omit<PicturePathRequest, 'objectPath'>,
  sheets: string,
  objectName: string | undefined,
): string {
  const parameter = `${request.parameter}.WebVttObjectName`;
  const name = objectName || '{inputName}_imageSprite_{definition}.{format}';
  const expanded = expand(parameter, name, { ...request, format: 'vtt' }, {});
  if (name.startsWith('/') || !/[^/]\.vtt$/.test(expanded)) {
    throw invalidValue(parameter, {
      en: 'a relative path that ends with `.{format}`',
      zh: '以 `.{format}` 结尾的相对路径',
    });
  }
  // {number} in a directory's name would make as many directories as sheets.
  const directory = sheets.slice(0, sheets.lastIndexOf('/') + 1);
  if (directory.includes('{number}')) {
    throw invalidValue(`${request.parameter}.OutputObjectPath`, {
      en: 'a path with `{number}` in the file name only',
      zh: '仅在文件名中包含 `{number}` 的路径',
    });
  }
  return objectKey(parameter, directory + expanded);
}
