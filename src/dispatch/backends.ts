// The backends of a pool: they announce themselves by heartbeat.
import type { Heartbeat } from '../contract/report.ts';
import { type Env, scaled } from '../platform/env.ts';
import { log } from '../platform/log.ts';
import { DAY, LEASE } from '../platform/settings.ts';
import { containerNames, containerSlots, type SleepingContainer, sleepingContainers } from './containers.ts';

/** A process that can take a job. */
export interface FreeBackend {
  id: string;
  boot: string;
}

/** One that the edge reaches. */
export interface ReachableBackend extends FreeBackend {
  url: string;
}

interface SlotRow extends Record<string, SqlStorageValue> {
  id: string;
  boot: string;
  url: string | null;
  free: number;
}

export class Backends {
  private readonly sql: SqlStorage;
  private readonly env: Env;
  /** When each backend was last heard from; on disk only from time to time. */
  private readonly seenAt = new Map<string, number>();

  constructor(sql: SqlStorage, env: Env) {
    this.sql = sql;
    this.env = env;
  }

  /** Takes a heartbeat. The disk is written when something changed or the stored time grows old. */
  seen(pool: string, beat: Heartbeat, now: number): void {
    if (this.sql.exec('SELECT 1 FROM pool').toArray().length === 0)
      this.sql.exec('INSERT INTO pool VALUES (?)', pool);
    this.seenAt.set(beat.backendId, now);
    const fields = [
      beat.bootId,
      beat.url,
      beat.slots,
      beat.version,
      JSON.stringify(beat.capabilities),
      beat.draining ? 1 : 0,
    ];
    const known = this.sql
      .exec<Record<string, SqlStorageValue>>(
        'SELECT boot, url, slots, version, capabilities, draining, seen_at FROM backends WHERE id = ?',
        beat.backendId,
      )
      .toArray()[0];
    const same =
      known &&
      Object.values(known)
        .slice(0, -1)
        .every((value, index) => value === fields[index]);
    if (same && now - (known.seen_at as number) < scaled(this.env, LEASE) / 3) return;
    if (!known || known.boot !== beat.bootId)
      log('backend.announced', { backend: beat.backendId, url: beat.url, slots: beat.slots });
    this.sql.exec(
      `INSERT INTO backends (boot, url, slots, version, capabilities, draining, id, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET rest_until = CASE WHEN boot = excluded.boot THEN rest_until ELSE 0 END,
         boot = excluded.boot, url = excluded.url, slots = excluded.slots, version = excluded.version,
         capabilities = excluded.capabilities, draining = excluded.draining, seen_at = excluded.seen_at`,
      ...fields,
      beat.backendId,
      now,
    );
  }

  /** The reachable backend with the most free slots; null when none has any. */
  free(now: number): ReachableBackend | null {
    const awake = this.reachable(now).sort((a, b) => b.free - a.free)[0];
    if (awake) return awake;
    const container = this.sleeping(now)[0];
    // Its process is not known yet: it adopts the attempt with its first heartbeat.
    return container ? { ...container, boot: '' } : null;
  }

  /** Slots that could take a job now, on all reachable backends. */
  freeSlots(now: number): number {
    return [...this.reachable(now), ...this.sleeping(now)].reduce((sum, row) => sum + row.free, 0);
  }

  /** Whether a backend besides `id` could take a job now. */
  freeBeside(id: string, now: number): boolean {
    return this.withFreeSlots(now).some((row) => row.id !== id) || this.sleeping(now).length > 0;
  }

  /** Whether this process is announced and has a free slot. */
  hasFreeSlot(backend: FreeBackend, now: number): boolean {
    return this.withFreeSlots(now).some(({ id, boot }) => id === backend.id && boot === backend.boot);
  }

  /** Gives a backend no job until `time`. */
  rest(id: string, time: number): void {
    // A container that never started has no row yet.
    this.sql.exec(
      `INSERT INTO backends (id, boot, url, slots, version, capabilities, draining, seen_at, rest_until)
       VALUES (?, '', NULL, 0, '', '[]', 1, 0, ?) ON CONFLICT (id) DO UPDATE SET rest_until = excluded.rest_until`,
      id,
      time,
    );
  }

  /** Where a backend is reached; null when it is unknown or pulls. */
  url(id: string): string | null {
    return (
      this.sql.exec<{ url: string | null }>('SELECT url FROM backends WHERE id = ?', id).toArray()[0]?.url ??
      null
    );
  }

  /** Drops backends that have been silent for a day. */
  forget(now: number): void {
    const cut = now - scaled(this.env, DAY);
    if (this.sql.exec('SELECT 1 FROM backends WHERE seen_at < ?', cut).toArray().length > 0)
      this.sql.exec('DELETE FROM backends WHERE seen_at < ?', cut);
  }

  /** Where live backends are reached, for what takes no slot. */
  urls(now: number): string[] {
    return this.sql
      .exec<{ id: string; url: string; seen_at: number }>(
        'SELECT id, url, seen_at FROM backends WHERE draining = 0 AND url IS NOT NULL',
      )
      .toArray()
      .filter((row) => this.isAlive(row, now))
      .map((row) => row.url);
  }

  count(now: number): { backends: number; slots: number } {
    const alive = this.alive(now);
    const asleep = containerNames(this.env).filter((id) => !alive.some((row) => row.id === id)).length;
    const slots = alive.reduce((sum, row) => sum + row.slots, 0) + asleep * containerSlots(this.env);
    return { backends: alive.length + asleep, slots };
  }

  /** The pool's name, as the backends gave it. Before the first of them there are containers only: they are for "cpu". */
  pool(): string {
    return this.sql.exec<{ name: string }>('SELECT name FROM pool').toArray()[0]?.name ?? 'cpu';
  }

  private sleeping(now: number): SleepingContainer[] {
    const names = containerNames(this.env);
    if (names.length === 0) return [];
    const known = (id: string) => {
      const row = this.sql
        .exec<{ id: string; seen_at: number; rest_until: number }>(
          'SELECT id, seen_at, rest_until FROM backends WHERE id = ?',
          id,
        )
        .toArray()[0];
      const { running } = this.sql
        .exec<{ running: number }>(
          "SELECT count(*) AS running FROM jobs WHERE backend = ? AND state = 'running'",
          id,
        )
        .one();
      return { awake: row ? this.isAlive(row, now) : false, restUntil: row?.rest_until ?? 0, running };
    };
    return sleepingContainers(names, containerSlots(this.env), known, now);
  }

  private reachable(now: number): (SlotRow & { url: string })[] {
    return this.withFreeSlots(now).filter((row): row is SlotRow & { url: string } => row.url !== null);
  }

  private withFreeSlots(now: number): SlotRow[] {
    return this.sql
      .exec<SlotRow & { seen_at: number }>(
        `SELECT id, boot, url, seen_at, slots - (SELECT count(*) FROM jobs WHERE backend = backends.id AND state = 'running') AS free
         FROM backends WHERE draining = 0 AND rest_until <= ?`,
        now,
      )
      .toArray()
      .filter((row) => row.free > 0 && this.isAlive(row, now));
  }

  private alive(now: number): { id: string; slots: number; seen_at: number }[] {
    return this.sql
      .exec<{ id: string; slots: number; seen_at: number }>(
        'SELECT id, slots, seen_at FROM backends WHERE draining = 0',
      )
      .toArray()
      .filter((row) => this.isAlive(row, now));
  }

  private isAlive(row: { id: string; seen_at: number }, now: number): boolean {
    return now - Math.max(row.seen_at, this.seenAt.get(row.id) ?? 0) < scaled(this.env, LEASE);
  }
}
