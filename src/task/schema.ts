// The tables of a TaskBook. docs/storage.md says what they mean.
export const TASK_BOOK_SCHEMA = [
  `CREATE TABLE book (name TEXT NOT NULL);
   CREATE TABLE tasks (
     id TEXT PRIMARY KEY, app_id TEXT NOT NULL, created_at INTEGER NOT NULL, finished INTEGER NOT NULL DEFAULT 0,
     request TEXT NOT NULL, plan TEXT NOT NULL, state TEXT NOT NULL);
   CREATE TABLE tombstones (id TEXT PRIMARY KEY);
   CREATE TABLE outbox (
     seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, task TEXT NOT NULL, body TEXT NOT NULL,
     attempts INTEGER NOT NULL DEFAULT 0, first_at INTEGER, due INTEGER NOT NULL, reason TEXT);
   CREATE INDEX outbox_due ON outbox (kind, due);
   CREATE INDEX outbox_task ON outbox (task, kind, seq);`,
  `ALTER TABLE tasks ADD COLUMN notify_key TEXT NOT NULL DEFAULT ''`,
  `CREATE TABLE attempts (
     id INTEGER PRIMARY KEY AUTOINCREMENT, callback INTEGER NOT NULL, attempt INTEGER NOT NULL, at INTEGER NOT NULL,
     took INTEGER NOT NULL, status INTEGER, error TEXT);
   CREATE INDEX attempts_callback ON attempts (callback, id);`,
];
