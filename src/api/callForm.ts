// A call, whatever form it came in.
import type { Account } from './accounts.ts';

export interface CallForm {
  /** Action, Version, Region, Language or Token as it was sent; undefined when it was not. */
  common(name: CommonParameter): string | undefined;
  /** The account that signed the call. Throws what verifyTc3 and verifyV1 throw. */
  signer(find: (secretId: string) => Account | undefined, now: number): Promise<Account>;
  /** What is not common, unchecked. Throws InvalidParameter, InvalidRequest, UnsupportedOperation. */
  parameters(action: string): Promise<Record<string, unknown>>;
}

export type CommonParameter = 'Action' | 'Version' | 'Region' | 'Language' | 'Token';
