// Which files a job was allowed to write. What a failed subtask wrote is removed by this record.
import type { GrantedFile } from '../contract/rpc.ts';
import type { UploadFile } from '../contract/upload.ts';
import { type JobRow, remainingJob } from './jobRow.ts';
import { isOutputKey } from './names.ts';

interface GrantRow extends Record<string, SqlStorageValue> {
  target: string;
  upload_id: string;
}

/** Records files of a subtask, in the order asked; says which name is not the job's to write. */
export function recordGrants(
  sql: SqlStorage,
  row: JobRow,
  subtask: number,
  files: UploadFile[],
): GrantedFile[] | { refused: string } {
  const job = remainingJob(row);
  const index = job.outputs.findIndex((output) => output.subtask === subtask);
  const output = job.outputs[index];
  const target = job.targets[index];
  if (!output || !target) return { refused: `subtask ${subtask} is not part of this attempt` };
  const stranger = files.find((file) => !isOutputKey(output, file.key));
  if (stranger) return { refused: `${stranger.key} is not a name of subtask ${subtask}` };
  return files.map((file) => {
    const object = { ...target, key: file.key };
    sql.exec(
      "INSERT OR IGNORE INTO grants (job, subtask, key, target, upload_id) VALUES (?, ?, ?, ?, '')",
      row.id,
      subtask,
      file.key,
      JSON.stringify(object),
    );
    return { target: object, uploadId: null };
  });
}

/** Notes a multipart upload of a granted file; an earlier one of the same file stays on record until it is aborted. */
export function setUploadId(sql: SqlStorage, job: string, key: string, uploadId: string): void {
  sql.exec(
    'INSERT OR IGNORE INTO grants (job, subtask, key, target, upload_id) SELECT job, subtask, key, target, ? FROM grants WHERE job = ? AND key = ? LIMIT 1',
    uploadId,
    job,
    key,
  );
}

/** All files on record for a job. */
export function grantedFiles(sql: SqlStorage, job: string): GrantedFile[] {
  return sql
    .exec<GrantRow>('SELECT target, upload_id FROM grants WHERE job = ?', job)
    .toArray()
    .map(grantedFile);
}

/** Takes the files of a subtask (null: of all) off the record and returns them. */
export function takeGrants(sql: SqlStorage, job: string, subtask: number | null): GrantedFile[] {
  const where = subtask === null ? 'job = ?' : 'job = ? AND subtask = ?';
  const bindings = subtask === null ? [job] : [job, subtask];
  return sql
    .exec<GrantRow>(`DELETE FROM grants WHERE ${where} RETURNING target, upload_id`, ...bindings)
    .toArray()
    .map(grantedFile);
}

function grantedFile(row: GrantRow): GrantedFile {
  return { target: JSON.parse(row.target), uploadId: row.upload_id || null };
}
