// The tables of a JobPool. docs/storage.md says what they mean.
export const JOB_POOL_SCHEMA = [
  `CREATE TABLE pool (name TEXT NOT NULL);
   CREATE TABLE jobs (
     id TEXT PRIMARY KEY, task TEXT NOT NULL, book TEXT NOT NULL, app_id TEXT NOT NULL, spec TEXT NOT NULL,
     priority INTEGER NOT NULL, offline INTEGER NOT NULL, created_at INTEGER NOT NULL,
     state TEXT NOT NULL, not_before INTEGER NOT NULL, deadline INTEGER NOT NULL,
     attempt INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, reason TEXT,
     done TEXT NOT NULL DEFAULT '[]', backend TEXT, boot TEXT, lease_until INTEGER);
   CREATE INDEX jobs_ready ON jobs (state, offline, priority DESC, created_at);
   CREATE INDEX jobs_deadline ON jobs (state, deadline);
   CREATE INDEX jobs_backend ON jobs (backend, state);
   CREATE TABLE backends (
     id TEXT PRIMARY KEY, boot TEXT NOT NULL, url TEXT, slots INTEGER NOT NULL, version TEXT NOT NULL,
     capabilities TEXT NOT NULL, draining INTEGER NOT NULL, seen_at INTEGER NOT NULL, rest_until INTEGER NOT NULL DEFAULT 0);
   CREATE TABLE grants (
     job TEXT NOT NULL, subtask INTEGER NOT NULL, key TEXT NOT NULL, target TEXT NOT NULL, upload_id TEXT NOT NULL,
     PRIMARY KEY (job, key, upload_id));
   CREATE TABLE outbox (
     seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, book TEXT NOT NULL, task TEXT NOT NULL, body TEXT NOT NULL,
     due INTEGER NOT NULL);`,
  `DROP INDEX jobs_ready;
   CREATE INDEX jobs_ready ON jobs (offline, app_id, priority DESC, created_at) WHERE state = 'ready';
   CREATE INDEX jobs_age ON jobs (offline, created_at) WHERE state = 'ready';
   CREATE TABLE turns (
     turn INTEGER PRIMARY KEY AUTOINCREMENT, offline INTEGER NOT NULL, app_id TEXT NOT NULL, UNIQUE (offline, app_id));
   CREATE INDEX turns_order ON turns (offline, turn);
   INSERT INTO turns (offline, app_id) SELECT DISTINCT offline, app_id FROM jobs WHERE state = 'ready';`,
  'ALTER TABLE jobs ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0',
  `ALTER TABLE grants ADD COLUMN attempt INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE grants ADD COLUMN open_until INTEGER NOT NULL DEFAULT 0;`,
  `ALTER TABLE jobs ADD COLUMN parent TEXT;
   CREATE TABLE chunks (
     parent TEXT NOT NULL, subtask INTEGER NOT NULL, number INTEGER NOT NULL, job TEXT NOT NULL, range TEXT NOT NULL,
     state TEXT NOT NULL, attempt INTEGER NOT NULL, target TEXT NOT NULL, PRIMARY KEY (parent, subtask, number));
   CREATE UNIQUE INDEX chunks_job ON chunks (job);`,
];
