// What every action is given, and what it gives back.
import type { Env } from '../platform/env.ts';
import type { LogFields } from '../platform/log.ts';
import type { Account } from './account.ts';

export interface ActionContext {
  env: Env;
  account: Account;
  /** Milliseconds since 1970. */
  now: number;
  /** Where the call came in: "https://mps.example.com". */
  origin: string;
  /** Goes into the request's log line: an action adds what it finds out, such as taskId. */
  fields: LogFields;
}

/** `parameters` is the request's JSON, unchecked. The result is the API's Response without RequestId. */
export type Action = (context: ActionContext, parameters: unknown) => Promise<Record<string, unknown>>;
