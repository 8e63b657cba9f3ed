// CatalogObject: the truth about what one account has named: templates, schemes, samples. Its name is the AppId.
// KV has copies for reading; each version of an item has a key of its own, so no copy is ever out of date.
import { DurableObject } from 'cloudflare:workers';
import { Alarm } from '../platform/alarm.ts';
import { type Env, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { OUTBOX_RETRY } from '../platform/settings.ts';
import { Schema } from '../platform/sql.ts';
import { CATALOG_SCHEMA } from './catalogSchema.ts';
import { CopyOutbox } from './copyOutbox.ts';
import { Discards } from './discards.ts';
import { FIRST_ID } from './firstId.ts';
import {
  type CurrentVersion,
  copyKey,
  type Item,
  type ItemFilter,
  type ItemKind,
  type ItemRef,
  type ItemRules,
  type NewItem,
} from './item.ts';

/** Why nothing was written. */
export type Refusal = 'limit' | 'name' | 'exists';

interface ItemRow extends Record<string, SqlStorageValue> {
  kind: string;
  id: string;
  version: number;
  name: string;
  body: string;
  objects: string;
  copied: number;
  created_at: number;
  updated_at: number;
}

const COLUMNS = 'kind, id, version, name, body, objects, copied, created_at, updated_at';

export class CatalogObject extends DurableObject<Env> {
  private readonly sql: SqlStorage;
  private readonly schema: Schema;
  private readonly alarmClock: Alarm;
  private readonly outbox: CopyOutbox;
  private readonly discards: Discards;
  private draining: Promise<void> | null = null;
  private again = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
    this.schema = new Schema(ctx.storage, CATALOG_SCHEMA);
    this.alarmClock = new Alarm(ctx.storage);
    this.outbox = new CopyOutbox(ctx.storage.sql, env);
    this.discards = new Discards(ctx.storage.sql, env);
  }

  /** Adds items, all or none. Returns their ids. */
  async create(
    appId: string,
    kind: ItemKind,
    items: NewItem[],
    rules: ItemRules,
    now: number,
  ): Promise<{ ids: string[] } | { refusal: Refusal }> {
    this.schema.ensure();
    await this.alarmFirst();
    const answer = this.ctx.storage.transactionSync(() => {
      const refusal = this.refusal(kind, items, rules);
      if (refusal) return { refusal };
      const ids = items.map((item) => {
        const id = item.id ?? this.nextId();
        this.write(appId, { kind, id }, item, { version: 1, createdAt: now, now }, rules);
        return id;
      });
      return { ids };
    });
    this.drainSoon();
    return answer;
  }

  /** Writes an item over the version that the caller has read. */
  async replace(
    appId: string,
    ref: ItemRef,
    version: number,
    item: NewItem,
    rules: ItemRules,
    now: number,
  ): Promise<'replaced' | 'changed' | 'absent' | 'name'> {
    if (!this.schema.exists()) return 'absent';
    await this.alarmFirst();
    const answer = this.ctx.storage.transactionSync(() => {
      const row = this.row(ref);
      if (!row) return 'absent';
      if (row.version !== version) return 'changed';
      if (!this.nameIsFree(ref.kind, ref.id, item.name, rules)) return 'name';
      this.outbox.remove(copyKey(appId, ref, version), now);
      this.discards.add(without(row, item.objects ?? []), now);
      this.write(appId, ref, item, { version: version + 1, createdAt: row.created_at, now }, rules);
      return 'replaced';
    });
    this.drainSoon();
    return answer;
  }

  /** Removes items. Returns those that were there. */
  async remove(appId: string, kind: ItemKind, ids: string[], now: number): Promise<Item[]> {
    if (!this.schema.exists()) return [];
    await this.alarmFirst();
    const removed = this.ctx.storage.transactionSync(() => {
      const rows = ids.map((id) => this.row({ kind, id })).filter((row) => row !== null);
      for (const row of rows) {
        this.sql.exec('DELETE FROM items WHERE kind = ? AND id = ?', kind, row.id);
        this.outbox.remove(copyKey(appId, row, row.version), now);
        this.discards.add(without(row, []), now);
      }
      return rows.map(itemOf);
    });
    this.drainSoon();
    return removed;
  }

  /** The newest versions of those that there are, with their bodies where KV has none. */
  async current(refs: ItemRef[]): Promise<CurrentVersion[]> {
    return this.rows(refs).map(({ ref, row }) => ({
      ref,
      version: row.version,
      item: row.copied ? null : itemOf(row),
    }));
  }

  /** Those that there are, as they are now. */
  async read(refs: ItemRef[]): Promise<{ ref: ItemRef; item: Item }[]> {
    return this.rows(refs).map(({ ref, row }) => ({ ref, item: itemOf(row) }));
  }

  /** A page of a kind, newest first, and how many there are in all. */
  async list(
    kind: ItemKind,
    filter: ItemFilter,
    offset: number,
    limit: number,
  ): Promise<{ total: number; items: Item[] }> {
    if (!this.schema.exists()) return { total: 0, items: [] };
    const where = ['kind = ?'];
    const values: SqlStorageValue[] = [kind];
    if (filter.ids) {
      where.push('id IN (SELECT value FROM json_each(?))');
      values.push(JSON.stringify(filter.ids));
    }
    if (filter.name) {
      where.push('instr(name, ?) > 0');
      values.push(filter.name);
    }
    for (const [facet, wanted] of Object.entries(filter.facets ?? {})) {
      where.push(
        'EXISTS (SELECT 1 FROM json_each(facets, ?) WHERE value IN (SELECT value FROM json_each(?)))',
      );
      values.push(`$.${facet}`, JSON.stringify(wanted));
    }
    const from = `FROM items WHERE ${where.join(' AND ')}`;
    const { total } = this.sql.exec<{ total: number }>(`SELECT count(*) AS total ${from}`, ...values).one();
    const rows = this.sql
      .exec<ItemRow>(
        `SELECT ${COLUMNS} ${from} ORDER BY seq DESC LIMIT ? OFFSET ?`,
        ...[...values, limit, offset],
      )
      .toArray();
    return { total, items: rows.map(itemOf) };
  }

  override async alarm(): Promise<void> {
    this.alarmClock.fired();
    const due = this.schema.exists() ? this.nextDue() : null;
    if (due === null) return;
    if (due > Date.now()) return this.alarmClock.by(due);
    await this.alarmFirst();
    await this.drain();
  }

  private refusal(kind: ItemKind, items: NewItem[], rules: ItemRules): Refusal | null {
    if (this.count(kind) + items.length > rules.limit) return 'limit';
    for (const { id, name } of items) {
      if (id !== undefined && this.row({ kind, id })) return 'exists';
      if (!this.nameIsFree(kind, id ?? '', name, rules)) return 'name';
    }
    return null;
  }

  private write(
    appId: string,
    ref: ItemRef,
    { name, facets, body, objects = [] }: NewItem,
    { version, createdAt, now }: { version: number; createdAt: number; now: number },
    rules: ItemRules,
  ): void {
    this.sql.exec(
      `INSERT INTO items (kind, id, version, name, facets, body, objects, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, name = excluded.name, facets = excluded.facets,
         body = excluded.body, objects = excluded.objects, updated_at = excluded.updated_at, copied = 0`,
      ...[
        ref.kind,
        ref.id,
        version,
        name,
        JSON.stringify(facets),
        body,
        JSON.stringify(objects),
        createdAt,
        now,
      ],
    );
    if (!rules.copies) return;
    const copy: Item = { id: ref.id, version, name, body, objects: [...objects], createdAt, updatedAt: now };
    this.outbox.put(copyKey(appId, ref, version), JSON.stringify(copy), now);
  }

  private nameIsFree(kind: ItemKind, id: string, name: string, { uniqueName }: ItemRules): boolean {
    if (!uniqueName) return true;
    return (
      this.sql.exec('SELECT 1 FROM items WHERE kind = ? AND name = ? AND id <> ?', kind, name, id).toArray()
        .length === 0
    );
  }

  private count(kind: ItemKind): number {
    return this.sql.exec<{ count: number }>('SELECT count(*) AS count FROM items WHERE kind = ?', kind).one()
      .count;
  }

  /**
   * A number that no item of this account ever had. Accounts count from different numbers, drawn at random: an id that
   * was meant for another account most likely names nothing here.
   */
  private nextId(): string {
    const [row] = this.sql.exec<{ next: number }>('SELECT next FROM sequence').toArray();
    const [drawn] = crypto.getRandomValues(new Uint32Array(1));
    const id = row?.next ?? FIRST_ID + (drawn! % (9 * FIRST_ID));
    this.sql.exec(row ? 'UPDATE sequence SET next = ?' : 'INSERT INTO sequence VALUES (?)', id + 1);
    return String(id);
  }

  private row({ kind, id }: ItemRef): ItemRow | null {
    const rows = this.sql.exec<ItemRow>(`SELECT ${COLUMNS} FROM items WHERE kind = ? AND id = ?`, kind, id);
    return rows.toArray()[0] ?? null;
  }

  private rows(refs: ItemRef[]): { ref: ItemRef; row: ItemRow }[] {
    if (!this.schema.exists()) return [];
    return refs.flatMap((ref) => {
      const row = this.row(ref);
      return row ? [{ ref, row }] : [];
    });
  }

  /** What was written must reach KV even if this object dies after the transaction. */
  private async alarmFirst(): Promise<void> {
    await this.alarmClock.by(Date.now() + scaled(this.env, OUTBOX_RETRY));
  }

  private drainSoon(): void {
    this.ctx.waitUntil(this.drain());
  }

  /** One run at a time. Never throws. */
  private drain(): Promise<void> {
    this.again = true;
    this.draining ??= this.drainAll().finally(() => {
      this.draining = null;
    });
    return this.draining;
  }

  private async drainAll(): Promise<void> {
    try {
      while (this.again) {
        this.again = false;
        await this.outbox.drain((key) => this.copied(key));
        await this.discards.drain();
        const next = this.nextDue();
        if (next !== null) await this.alarmClock.by(next);
      }
    } catch (error) {
      logError('catalog.outbox', error);
    }
  }

  private nextDue(): number | null {
    const dues = [this.outbox.nextDue(), this.discards.nextDue()].filter((due) => due !== null);
    return dues.length > 0 ? Math.min(...dues) : null;
  }

  /** The key of a copy ends with kind, id and version. */
  private copied(key: string): void {
    const [, , kind, id, version] = key.split('/');
    this.sql.exec(
      'UPDATE items SET copied = 1 WHERE kind = ? AND id = ? AND version = ?',
      ...[kind!, id!, Number(version)],
    );
  }
}

function itemOf({ id, version, name, body, objects, created_at, updated_at }: ItemRow): Item {
  return {
    ...{ id, version, name, body, objects: JSON.parse(objects) as string[] },
    ...{ createdAt: created_at, updatedAt: updated_at },
  };
}

/** An item's objects that are not among `kept`. */
function without({ objects }: ItemRow, kept: readonly string[]): string[] {
  return (JSON.parse(objects) as string[]).filter((key) => !kept.includes(key));
}
