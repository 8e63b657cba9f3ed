// The files of a finished output, under the names that the job asks for.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contentType } from '../../contract/media.ts';
import type { UploadFile } from '../../contract/upload.ts';
import { mainFile, type WrittenOutput } from '../ffmpeg/command.ts';
import { placeSegments } from './manifest.ts';

/** A file on local disk and what it is called in storage. */
export interface LocalFile extends UploadFile {
  path: string;
}

/** All files of an output in the order in which they must appear: the main file, which names the others, is last. */
export async function outputFiles(rendition: WrittenOutput): Promise<LocalFile[]> {
  const { output, folder } = rendition;
  const main = mainFile(rendition);
  if (!output.segment) return [await localFile(main, output.main)];
  const placed = placeSegments(await readFile(main, 'utf8'), output.main, output.segment);
  const manifest = join(folder, 'final.m3u8');
  await writeFile(manifest, placed.text);
  const files: LocalFile[] = [];
  for (const { file, key } of placed.segments) files.push(await localFile(join(folder, file), key));
  return [...files, await localFile(manifest, output.main)];
}

/** Size, MD5 and type of a file that is stored as `key`. */
export async function localFile(path: string, key: string): Promise<LocalFile> {
  const hash = createHash('md5');
  await pipeline(createReadStream(path), hash);
  const { size } = await stat(path);
  return { path, key, size, md5: hash.digest('hex'), contentType: contentType(key) };
}
