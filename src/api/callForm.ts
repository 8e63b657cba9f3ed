// A call, whatever form it came in.
import type { Account } from './account.ts';

export interface CallForm {
  /** Action, Version, Region, Language or Token as it was sent; undefined when it was not. */
  common(name: CommonParameter): string | undefined;
  /** The account that signed the call. Throws what verifyTc3 and verifyV1 throw. */
  signer(find: FindAccount, now: number): Promise<Account>;
  /** What is not common, unchecked. Throws InvalidParameter, InvalidRequest, UnsupportedOperation. */
  parameters(action: string): Promise<Record<string, unknown>>;
}

/** The account of a SecretId; undefined when there is none. */
export type FindAccount = (secretId: string) => Promise<Account | undefined> | Account | undefined;

export type CommonParameter = 'Action' | 'Version' | 'Region' | 'Language' | 'Token';
