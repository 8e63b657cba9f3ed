// Brings an output's files to storage.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type ByteSource, TransferError, uploadTo } from '../../contract/transfer.ts';
import type { UploadGrant } from '../../contract/upload.ts';
import type { JobEdge } from '../edge.ts';
import { passing } from '../jobFailure.ts';
import type { LocalFile } from './outputFiles.ts';

/** Files whose grants are asked for together: few enough that none expires before its turn. */
const BATCH_FILES = 16;
const BATCH_BYTES = 64 * 1024 * 1024;
const FILES_AT_ONCE = 4;
/** How often a file gets a new grant after its old one was refused (expired). */
const GRANTS_PER_FILE = 3;

/**
 * Uploads the files, the last one only after all others are stored.
 * @throws JobFailure with retry when the storage does not take them; AttemptLost when the job is no longer ours
 */
export async function uploadFiles(
  edge: JobEdge,
  subtask: number,
  files: LocalFile[],
  signal: AbortSignal,
): Promise<void> {
  for (const batch of [...batches(files.slice(0, -1)), files.slice(-1)]) {
    await uploadBatch(edge, subtask, batch, signal);
  }
}

async function uploadBatch(
  edge: JobEdge,
  subtask: number,
  files: LocalFile[],
  signal: AbortSignal,
): Promise<void> {
  let waiting = files;
  for (let round = 1; waiting.length > 0; round++) {
    const asked = waiting.map(({ path: _, ...file }) => file);
    const { grants } = await edge.requestUploads({ subtask, files: asked });
    const refused: LocalFile[] = [];
    const queue = [...waiting];
    const work = async () => {
      for (let file = queue.shift(); file; file = queue.shift()) {
        const grant = grants.find(({ key }) => key === file?.key);
        if (!grant) throw passing('The edge granted no upload of an output file.');
        if (!(await uploadOne(edge, subtask, file, grant, signal))) refused.push(file);
      }
    };
    try {
      await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
    } finally {
      queue.length = 0;
    }
    if (refused.length > 0 && round >= GRANTS_PER_FILE) throw passing('The storage refused an output file.');
    waiting = refused;
  }
}

/** Whether the file is stored; false when its grant was refused, so that a new one may help. */
async function uploadOne(
  edge: JobEdge,
  subtask: number,
  file: LocalFile,
  grant: UploadGrant,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const parts = await uploadTo(grant, diskSource(file), { baseUrl: edge.baseUrl, signal });
    if (parts && grant.kind === 'multipart') {
      await edge.completeUpload({ subtask, key: file.key, uploadId: grant.uploadId, parts });
    }
    return true;
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    if (error.status === 401 || error.status === 403) return false;
    throw passing('An output file could not be stored.');
  }
}

function diskSource(file: LocalFile): ByteSource {
  return {
    size: file.size,
    open: (start, end) => {
      // An empty range can't be said to createReadStream, whose end is inclusive.
      if (end === start) return new Blob([]);
      const bytes: unknown = Readable.toWeb(createReadStream(file.path, { start, end: end - 1 }));
      // Node's type of a web stream is not the platform's, though the object is.
      return bytes as ReadableStream<Uint8Array>;
    },
  };
}

function batches(files: LocalFile[]): LocalFile[][] {
  const all: LocalFile[][] = [];
  let bytes = 0;
  for (const file of files) {
    const last = all.at(-1);
    if (!last || last.length >= BATCH_FILES || bytes + file.size > BATCH_BYTES) {
      all.push([file]);
      bytes = file.size;
    } else {
      last.push(file);
      bytes += file.size;
    }
  }
  return all;
}
