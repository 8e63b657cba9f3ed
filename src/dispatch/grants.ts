// Which files a job was allowed to write. What a failed subtask wrote is removed by this record.
import type { ObjectRef } from '../contract/location.ts';
import type { GrantedFile } from '../contract/rpc.ts';
import type { UploadFile } from '../contract/upload.ts';
import { type JobRow, remainingJob } from './jobRow.ts';
import { isOutputKey } from './names.ts';

interface GrantRow extends Record<string, SqlStorageValue> {
  target: string;
  upload_id: string;
  open_until: number;
}

/** "wait": an earlier attempt of the job may still write one of these files, for so many milliseconds. */
export type GrantAnswer = GrantedFile[] | { refused: string } | { wait: number };

/**
 * Records files of a subtask, in the order asked; says which name is not the job's to write. Where the edge can not
 * stop a PUT that is under way (`openUntil` says how long one may still begin), a successor waits until no one of its
 * predecessors can write any more.
 */
export function recordGrants(
  sql: SqlStorage,
  row: JobRow,
  subtask: number,
  files: UploadFile[],
  now: number,
  openUntil: (object: ObjectRef, file: UploadFile) => number | null,
): GrantAnswer {
  const job = remainingJob(row);
  const index = job.outputs.findIndex((output) => output.subtask === subtask);
  const output = job.outputs[index];
  const target = job.targets[index];
  if (!output || !target) return { refused: `subtask ${subtask} is not part of this attempt` };
  const stranger = files.find((file) => !isOutputKey(output, file.key));
  if (stranger) return { refused: `${stranger.key} is not a name of subtask ${subtask}` };
  const { open } = sql
    .exec<{ open: number | null }>(
      'SELECT max(open_until) AS open FROM grants WHERE job = ? AND subtask = ? AND attempt < ?',
      row.id,
      subtask,
      row.attempt,
    )
    .one();
  if (open !== null && open > now) return { wait: open - now };
  return files.map((file) => {
    const object = { ...target, key: file.key };
    const until = openUntil(object, file);
    sql.exec(
      `INSERT INTO grants (job, subtask, key, target, upload_id, attempt, open_until) VALUES (?, ?, ?, ?, '', ?, ?)
       ON CONFLICT DO UPDATE SET attempt = excluded.attempt, open_until = excluded.open_until`,
      row.id,
      subtask,
      file.key,
      JSON.stringify(object),
      row.attempt,
      until ?? 0,
    );
    return { target: object, uploadId: null, ...(job.lineage && { lineage: job.lineage }) };
  });
}

/** Notes a multipart upload of a granted file; an earlier one of the same file stays on record until it is aborted. */
export function setUploadId(sql: SqlStorage, job: string, key: string, uploadId: string): void {
  sql.exec(
    'INSERT OR IGNORE INTO grants (job, subtask, key, target, upload_id, attempt) SELECT job, subtask, key, target, ?, attempt FROM grants WHERE job = ? AND key = ? LIMIT 1',
    uploadId,
    job,
    key,
  );
}

/** The granted file that a multipart upload of the job is for; null when it was not granted, or has no such upload. */
export function grantOfUpload(
  sql: SqlStorage,
  row: JobRow,
  key: string,
  uploadId: string,
): GrantedFile | null {
  const file = sql
    .exec<GrantRow>('SELECT target, upload_id, open_until FROM grants WHERE job = ?', row.id)
    .toArray()
    .map(grantedFile)
    .find(({ target, uploadId: id }) => target.key === key && id === uploadId);
  if (!file) return null;
  const { lineage } = remainingJob(row);
  return { ...file, ...(lineage && { lineage }) };
}

/** Whether a job has files on record. */
export function hasGrants(sql: SqlStorage, job: string): boolean {
  return sql.exec('SELECT 1 FROM grants WHERE job = ? LIMIT 1', job).toArray().length > 0;
}

/** Takes the files of a subtask (null: of all) off the record and returns them. */
export function takeGrants(sql: SqlStorage, job: string, subtask: number | null): GrantedFile[] {
  const where = subtask === null ? 'job = ?' : 'job = ? AND subtask = ?';
  const bindings = subtask === null ? [job] : [job, subtask];
  return sql
    .exec<GrantRow>(`DELETE FROM grants WHERE ${where} RETURNING target, upload_id, open_until`, ...bindings)
    .toArray()
    .map(grantedFile);
}

function grantedFile(row: GrantRow): GrantedFile {
  return {
    target: JSON.parse(row.target),
    uploadId: row.upload_id || null,
    ...(row.open_until > 0 && { openUntil: row.open_until }),
  };
}
