// SQLite of a Durable Object: tables made on the first write, never on a read, since even an empty
// database costs a file and a round trip.

/** Creates what is missing, once per life of the object. */
export class Schema {
  private state: 'unknown' | 'absent' | 'present' = 'unknown';
  private readonly storage: DurableObjectStorage;
  private readonly steps: string[];

  /** `steps` only ever grow: step n brings the tables from version n to n + 1. */
  constructor(storage: DurableObjectStorage, steps: string[]) {
    this.storage = storage;
    this.steps = steps;
  }

  /** Whether the object has ever been written. */
  exists(): boolean {
    if (this.state === 'unknown') {
      const tables = this.storage.sql.exec(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'",
      );
      if (tables.next().done) this.state = 'absent';
      else this.upgrade();
    }
    return this.state === 'present';
  }

  /** Call before the first write. */
  ensure(): void {
    if (this.exists()) return;
    this.storage.sql.exec('CREATE TABLE schema_version (version INTEGER NOT NULL)');
    this.storage.sql.exec('INSERT INTO schema_version VALUES (0)');
    this.upgrade();
  }

  /** After deleteAll(): the tables are gone. */
  forget(): void {
    this.state = 'absent';
  }

  private upgrade(): void {
    const { version } = this.storage.sql
      .exec<{ version: number }>('SELECT version FROM schema_version')
      .one();
    if (version < this.steps.length) {
      this.storage.transactionSync(() => {
        for (const step of this.steps.slice(version)) this.storage.sql.exec(step);
        this.storage.sql.exec('UPDATE schema_version SET version = ?', this.steps.length);
      });
    }
    this.state = 'present';
  }
}
