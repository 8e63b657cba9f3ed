// Brings an output's files to storage.
import { contentType } from '../../contract/media.ts';
import { pause } from '../../contract/retry.ts';
import { TransferError, uploadTo } from '../../contract/transfer.ts';
import { UPLOAD_GONE, type UploadGrant } from '../../contract/upload.ts';
import { writeRefusal } from '../../contract/writeRefusal.ts';
import { AttemptLost, EdgeError, type JobEdge } from '../edge.ts';
import { isEdgeUrl } from '../input/inputClient.ts';
import { JobFailure, passing } from '../jobFailure.ts';
import { diskSource } from './diskSource.ts';
import type { LocalFile } from './outputFiles.ts';

/** Files whose grants are asked for together: few enough that none expires before its turn. */
const BATCH_FILES = 16;
const BATCH_BYTES = 64 * 1024 * 1024;
const FILES_AT_ONCE = 4;
/** How often a file gets a new grant after its old one was refused (expired). */
const GRANTS_PER_FILE = 3;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Uploads the files, the last one only after all others are stored. A storage that is away is waited for, since all
 * the work is done, but not longer than `patienceMs` for each batch.
 * @throws JobFailure with retry when the storage does not take them; AttemptLost when the job is no longer ours
 */
export async function uploadFiles(
  edge: JobEdge,
  subtask: number,
  files: LocalFile[],
  patienceMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (const batch of [...batches(files.slice(0, -1)), files.slice(-1)]) {
    await uploadBatch(edge, subtask, batch, patienceMs, signal);
  }
}

async function uploadBatch(
  edge: JobEdge,
  subtask: number,
  files: LocalFile[],
  patienceMs: number,
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  let waiting = files;
  let refusals = 0;
  for (let absences = 0; waiting.length > 0; ) {
    const asked = waiting.map(({ path: _, ...file }) => file);
    const { grants } = await edge.requestUploads({ subtask, files: asked });
    const outcomes = new Map<LocalFile, Outcome>();
    const queue = [...waiting];
    const work = async () => {
      for (let file = queue.shift(); file; file = queue.shift()) {
        const grant = grants.find(({ key }) => key === file?.key);
        if (!grant) throw passing('The edge granted no upload of an output file.');
        outcomes.set(file, await uploadOne(edge, subtask, file, grant, signal));
      }
    };
    const workers = Array.from({ length: FILES_AT_ONCE }, work);
    try {
      await Promise.all(workers);
    } finally {
      queue.length = 0;
      // What goes on after a failure would write files that are being removed.
      await Promise.allSettled(workers);
    }
    waiting = waiting.filter((file) => outcomes.get(file) !== 'stored');
    const answers = waiting
      .flatMap((file) => outcomes.get(file) ?? [])
      .filter((answer) => answer !== 'stored');
    const refused = answers.find((answer) => answer.again === 'granted');
    if (refused && ++refusals >= GRANTS_PER_FILE) throw refused.failure;
    const away = answers.find((answer) => answer.again === 'later');
    if (away) {
      if (Date.now() >= deadline) throw away.failure;
      await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** absences++), signal);
    }
  }
}

/** "granted": another grant may help, for this one may have expired. "later": the storage does not answer, or not well. */
type Outcome = 'stored' | { again: 'granted' | 'later'; failure: JobFailure };

/** @throws AttemptLost, EdgeError; JobFailure when another try would not help */
async function uploadOne(
  edge: JobEdge,
  subtask: number,
  file: LocalFile,
  grant: UploadGrant,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const parts = await uploadTo(grant, diskSource(file), { baseUrl: edge.baseUrl, signal });
    if (parts && grant.kind === 'multipart') {
      await edge.completeUpload({
        ...{ subtask, key: file.key, size: file.size },
        ...{ uploadId: grant.uploadId, parts },
      });
    }
    return 'stored';
  } catch (error) {
    if (error instanceof EdgeError && error.status === UPLOAD_GONE) {
      const failure = passing(
        'An output file could not be stored: its upload was gone before it was complete.',
      );
      return { again: 'granted', failure };
    }
    if (!(error instanceof TransferError)) throw error;
    // The edge's own route says that the attempt is over.
    if (error.status === 409 && isEdgeUrl(grantUrl(grant))) throw new AttemptLost();
    return refusal(error, grant);
  }
}

/** What the storage's answer means for a file. */
function refusal({ status, code, message }: TransferError, grant: UploadGrant): Outcome {
  const failure = passing(`An output file could not be stored: ${message}.`);
  if (status === 0 || status === 408 || status === 429 || status >= 500) return { again: 'later', failure };
  const final = isEdgeUrl(grantUrl(grant)) ? null : writeRefusal(status, code);
  return { again: 'granted', failure: final ? new JobFailure(final) : failure };
}

function grantUrl(grant: UploadGrant): string {
  return grant.kind === 'put' ? grant.url : (grant.urls[0] ?? '');
}

function batches(files: LocalFile[]): LocalFile[][] {
  const all: LocalFile[][] = [];
  let bytes = 0;
  for (const file of files) {
    const last = all.at(-1);
    // A playlist appears after all that it names.
    const isNext = last && isPlaylist(file) !== isPlaylist(last[0]);
    if (!last || isNext || last.length >= BATCH_FILES || bytes + file.size > BATCH_BYTES) {
      all.push([file]);
      bytes = file.size;
    } else {
      last.push(file);
      bytes += file.size;
    }
  }
  return all;
}

function isPlaylist(file: LocalFile | undefined): boolean {
  return file?.contentType === contentType('.m3u8');
}
