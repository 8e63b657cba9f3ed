// Sheets of small pictures, and the WebVTT file that tells a player which one is shown when.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { segmentKey } from '../contract/media.ts';
import type { PictureSpec, SpriteOutput } from '../contract/picture.ts';
import { picturesEvery } from './ffmpeg/moments.ts';
import { targetSize } from './ffmpeg/picture.ts';
import { sheetCommand } from './ffmpeg/pictureCommand.ts';
import { JobFailure } from './jobFailure.ts';
import { localFile } from './output/outputFiles.ts';
import { relativeUri } from './output/relativeUri.ts';
import { webVtt } from './output/webVtt.ts';
import type { Made, PictureWork } from './pictureWork.ts';
import { picturesEach } from './takePictures.ts';

/** What the formats can hold: 16-bit sides in JPEG, 14-bit ones in WebP, and what fits into memory. */
const MAX_SIDE: Record<PictureSpec['format'], number> = { jpg: 65_500, png: 65_500, webp: 16_383 };
const MAX_SHEET_PIXELS = 100_000_000;

/** @throws JobFailure ConfigurationUnsupported when a sheet would be too large, ContentMalformed for a damaged source */
export async function makeSprite(output: SpriteOutput, work: PictureWork): Promise<Made> {
  const { rows, columns, picture, at, main } = output;
  const { width, height } = targetSize(picture, work.video);
  refuseLarge(picture.format, width * columns, height * rows);
  const every = picturesEvery(at, work.videoDuration);
  const tile: PictureSpec = { ...picture, format: 'png' };
  const tiles = await picturesEach(work, tile, { ...every, rough: true });
  const sheetOf = (name: string) => join(work.folder, `sheet-${name}.${picture.format}`);
  const sheet = { rows, columns, format: picture.format };
  await work.ffmpeg(sheetCommand(join(work.folder, '%06d.png'), sheetOf('%06d'), sheet), 0, () => {});

  const sheets = Math.ceil(tiles.length / (rows * columns));
  const files = [];
  for (let n = 0; n < sheets; n++) {
    const file = sheetOf(String(n).padStart(6, '0'));
    if (!existsSync(file)) throw new Error(`ffmpeg made ${n} of ${sheets} sheets`);
    files.push(await localFile(file, segmentKey(output.files, n)));
  }
  const vtt = join(work.folder, 'main.vtt');
  const layout = {
    ...{ tiles: tiles.length, rows, columns, width, height },
    ...{ interval: every.seconds, duration: work.videoDuration },
    sheetUri: (n: number) => relativeUri(main, segmentKey(output.files, n)),
  };
  await writeFile(vtt, webVtt(layout));
  files.push(await localFile(vtt, main));
  return {
    files,
    facts: { kind: 'sprite', tiles: tiles.length, width, height, sheets, files: files.length },
  };
}

function refuseLarge(format: PictureSpec['format'], width: number, height: number): void {
  if (Math.max(width, height) <= MAX_SIDE[format] && width * height <= MAX_SHEET_PIXELS) return;
  throw new JobFailure({
    code: 'InvalidInput.ConfigurationUnsupported',
    message: `A sheet of ${width}x${height} pixels is too large for ${format}.`,
  });
}
