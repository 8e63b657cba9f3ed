// Which names a job may write.
import { isNumberedKey, type Output, outputKeys } from '../contract/output.ts';

/** Whether `key` is one of the files of `output`. */
export function isOutputKey(output: Output, key: string): boolean {
  const { single, numbered } = outputKeys(output);
  return single.includes(key) || numbered.some((keys) => isNumberedKey(keys, key));
}
