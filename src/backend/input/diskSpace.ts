import { statfs } from 'node:fs/promises';
import { passing } from '../jobFailure.ts';

/** Bytes of the disk that are left free for outputs and others. */
const DISK_RESERVE = 256 * 1024 * 1024;

/** @throws JobFailure with retry when there is no room in `folder` for so many more bytes of a source */
export async function needSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bytes + DISK_RESERVE > bavail * bsize)
    throw passing('The backend has not enough disk space for the source.');
}
