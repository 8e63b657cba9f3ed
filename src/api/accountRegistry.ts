// AccountRegistry: the truth about the accounts that were added at run time. One object, "all": changes come one after the
// other and each is made to what the one before it left. KV has copies, which calls are checked against.
import { DurableObject } from 'cloudflare:workers';
import { Alarm } from '../platform/alarm.ts';
import { type Env, scaled } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import { OUTBOX_RETRY } from '../platform/settings.ts';
import { Schema } from '../platform/sql.ts';
import { accountName, holderOf, pointerName, readStored, type StoredAccount } from './storedAccounts.ts';

const SCHEMA = [
  `CREATE TABLE accounts (app_id TEXT PRIMARY KEY, record TEXT) WITHOUT ROWID;
   CREATE TABLE keys (secret_id TEXT PRIMARY KEY, app_id TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE copies (seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT);`,
];

/** An account as it is to be. A key without `sealed` is one that it has already. */
export type GivenAccount = Omit<StoredAccount, 'appId' | 'updatedAt' | 'keys'> & {
  keys: { secretId: string; disabled: boolean; sealed: string | null }[];
};

/** `copied` false: KV did not take the copy; it is tried again until it does. */
export type WriteAnswer =
  | { account: StoredAccount; copied: boolean }
  | { holder: string; secretId: string }
  | { unknown: string };

export interface RegistryRpc {
  read(appId: string): Promise<StoredAccount | null>;
  write(appId: string, given: GivenAccount): Promise<WriteAnswer>;
  remove(appId: string): Promise<{ copied: boolean } | null>;
}

export class AccountRegistry extends DurableObject<Env> implements RegistryRpc {
  private readonly sql: SqlStorage;
  private readonly schema: Schema;
  private readonly alarmClock: Alarm;
  private copying: Promise<boolean> = Promise.resolve(true);

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
    this.schema = new Schema(ctx.storage, SCHEMA);
    this.alarmClock = new Alarm(ctx.storage);
  }

  /** The account as it is now; null when there is none. */
  async read(appId: string): Promise<StoredAccount | null> {
    // Tables are made by the first change.
    const row = this.schema.exists() ? this.row(appId) : undefined;
    return row ? this.account(appId) : readStored(this.env, appId);
  }

  /** Replaces an account, or says which account has one of its keys, or which key is new and has no secret. */
  async write(appId: string, given: GivenAccount): Promise<WriteAnswer> {
    this.schema.ensure();
    await this.adopt(appId);
    for (const { secretId } of given.keys) await this.adoptHolder(secretId);
    await this.alarmClock.by(Date.now() + scaled(this.env, OUTBOX_RETRY));
    const answer = this.ctx.storage.transactionSync(() => this.replace(appId, given));
    if (!('account' in answer)) return answer;
    return { ...answer, copied: await this.copy() };
  }

  /** Removes an account; null when there is none. */
  async remove(appId: string): Promise<{ copied: boolean } | null> {
    this.schema.ensure();
    await this.adopt(appId);
    await this.alarmClock.by(Date.now() + scaled(this.env, OUTBOX_RETRY));
    const found = this.ctx.storage.transactionSync(() => {
      const account = this.account(appId);
      if (!account) return false;
      this.sql.exec('UPDATE accounts SET record = NULL WHERE app_id = ?', appId);
      this.sql.exec('DELETE FROM keys WHERE app_id = ?', appId);
      this.post(accountName(appId), null);
      for (const { secretId } of account.keys) this.post(pointerName(secretId), null);
      return true;
    });
    return found ? { copied: await this.copy() } : null;
  }

  override async alarm(): Promise<void> {
    this.alarmClock.fired();
    if (this.schema.exists()) await this.copy();
  }

  /** Within a transaction. */
  private replace(appId: string, given: GivenAccount): { account: StoredAccount } | WriteAnswer {
    const previous = this.account(appId)?.keys ?? [];
    const keys: StoredAccount['keys'] = [];
    for (const { secretId, disabled, sealed } of given.keys) {
      const holder = this.holder(secretId);
      if (holder !== null && holder !== appId) return { holder, secretId };
      const known = sealed ?? previous.find((key) => key.secretId === secretId)?.sealed;
      if (!known) return { unknown: secretId };
      keys.push({ secretId, disabled, sealed: known });
    }
    const account = { appId, ...given, keys, updatedAt: new Date().toISOString() };
    this.keep(account);
    // Pointers first: a key that the account has is found from the moment on that the account is copied.
    const now = keys.map(({ secretId }) => secretId);
    const before = previous.map(({ secretId }) => secretId);
    for (const added of now.filter((one) => !before.includes(one))) this.post(pointerName(added), appId);
    this.post(accountName(appId), JSON.stringify(account));
    for (const removed of before.filter((one) => !now.includes(one))) this.post(pointerName(removed), null);
    return { account };
  }

  private keep(account: StoredAccount): void {
    const { appId } = account;
    this.sql.exec('INSERT OR REPLACE INTO accounts VALUES (?, ?)', appId, JSON.stringify(account));
    this.sql.exec('DELETE FROM keys WHERE app_id = ?', appId);
    for (const { secretId } of account.keys)
      this.sql.exec('INSERT OR REPLACE INTO keys VALUES (?, ?)', secretId, appId);
  }

  /** Takes over an account that only KV knows: it was written before this object existed. */
  private async adopt(appId: string): Promise<void> {
    if (this.row(appId)) return;
    const stored = await readStored(this.env, appId);
    if (!stored || this.row(appId)) return;
    // A key that another account has by now stays with that one.
    const keys = stored.keys.filter(({ secretId }) => (this.holder(secretId) ?? appId) === appId);
    this.ctx.storage.transactionSync(() => this.keep({ ...stored, keys }));
  }

  private async adoptHolder(secretId: string): Promise<void> {
    if (this.holder(secretId) !== null) return;
    const holder = await holderOf(this.env, secretId);
    if (holder !== null) await this.adopt(holder);
  }

  private account(appId: string): StoredAccount | null {
    const record = this.row(appId)?.record;
    return record ? (JSON.parse(record) as StoredAccount) : null;
  }

  /** A row without a record is an account that was removed. */
  private row(appId: string): { record: string | null } | undefined {
    return this.sql
      .exec<{ record: string | null }>('SELECT record FROM accounts WHERE app_id = ?', appId)
      .toArray()[0];
  }

  private holder(secretId: string): string | null {
    const row = this.sql
      .exec<{ app_id: string }>('SELECT app_id FROM keys WHERE secret_id = ?', secretId)
      .toArray()[0];
    return row?.app_id ?? null;
  }

  /** A record for KV to get, or to lose (null). Within the transaction of its cause. */
  private post(key: string, value: string | null): void {
    this.sql.exec('INSERT OR REPLACE INTO copies (key, value) VALUES (?, ?)', key, value);
  }

  /** Brings KV up to date, one record after the other. False when KV does not take one: the alarm tries again. */
  private copy(): Promise<boolean> {
    this.copying = this.copying.catch(() => false).then(() => this.copyAll());
    return this.copying;
  }

  private async copyAll(): Promise<boolean> {
    try {
      for (let row = this.nextCopy(); row; row = this.nextCopy()) {
        if (row.value === null) await this.env.ACCOUNTS.delete(row.key);
        else await this.env.ACCOUNTS.put(row.key, row.value);
        this.sql.exec('DELETE FROM copies WHERE seq = ?', row.seq);
      }
      return true;
    } catch (error) {
      logError('accounts.copy', error);
      await this.alarmClock.by(Date.now() + scaled(this.env, OUTBOX_RETRY));
      return false;
    }
  }

  private nextCopy(): { seq: number; key: string; value: string | null } | undefined {
    return this.sql
      .exec<{ seq: number; key: string; value: string | null }>('SELECT * FROM copies ORDER BY seq LIMIT 1')
      .toArray()[0];
  }
}
