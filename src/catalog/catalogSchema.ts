// The tables of a CatalogObject. docs/storage.md says what they mean.
export const CATALOG_SCHEMA = [
  `CREATE TABLE sequence (next INTEGER NOT NULL);
   CREATE TABLE items (
     seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
     name TEXT NOT NULL, facets TEXT NOT NULL, body TEXT NOT NULL, copied INTEGER NOT NULL DEFAULT 0,
     created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, UNIQUE (kind, id));
   CREATE INDEX items_kind ON items (kind, seq);
   CREATE TABLE outbox (key TEXT PRIMARY KEY, value TEXT, due INTEGER NOT NULL) WITHOUT ROWID;
   CREATE INDEX outbox_due ON outbox (due);`,
  `ALTER TABLE items ADD COLUMN objects TEXT NOT NULL DEFAULT '[]';
   CREATE TABLE discards (key TEXT PRIMARY KEY, due INTEGER NOT NULL) WITHOUT ROWID;
   CREATE INDEX discards_due ON discards (due);`,
];
