// From ComposeConfig to what is to be made.
import type { ComposeOutput } from '../../contract/compose.ts';
import { invalidValue } from '../../mps/errors.ts';
import type { EditMediaRequest } from '../../mps/requests.ts';
import { refuseUnserved } from '../unserved.ts';
import { planStyles } from './styles.ts';
import { type ComposeConfig, planTarget } from './target.ts';
import { planTracks } from './tracks.ts';

type Composition = Omit<ComposeOutput, 'subtask' | 'main' | 'segment'>;

/**
 * What is composed; `fileOf` answers the job's file of a FileInfo, and is asked for those that are used only.
 * Throws ApiError: MissingParameter, InvalidParameterValue, UnsupportedOperation (offsets of files: elements have their own).
 */
export function planComposition(
  config: ComposeConfig,
  infos: EditMediaRequest['FileInfos'],
  fileOf: (index: number) => string | null,
): Composition {
  const indexOf = new Map<string, number>();
  for (const [index, info] of infos.entries()) {
    refuseUnserved(`FileInfos.${index}`, info, ['StartTimeOffset', 'EndTimeOffset']);
    if (!info.Id) continue;
    if (indexOf.has(info.Id)) {
      throw invalidValue(`FileInfos.${index}.Id`, { en: 'one that no other file has', zh: '不重复的标识' });
    }
    indexOf.set(info.Id, index);
  }
  const { styles, indexOf: styleOf } = planStyles(config.Styles ?? []);
  const tracks = planTracks(config.Tracks ?? [], {
    styles: styleOf,
    fileOf: (id, parameter) => {
      const index = indexOf.get(id);
      if (index !== undefined) return fileOf(index);
      throw invalidValue(parameter, {
        en: 'the `Id` of one of `FileInfos`',
        zh: ' `FileInfos` 中某一文件的 `Id`',
      });
    },
  });
  return { kind: 'compose', ...planTarget(config), styles, tracks };
}
