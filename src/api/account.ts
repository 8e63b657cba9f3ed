// Who may call.
import * as z from 'zod';

export const AppId = z.string().regex(/^\d{1,20}$/);
export const SecretKey = z.string().min(1).max(1024);

/** What signs a call. An account may have several: a new one comes before the old one goes. */
const key = {
  secretId: z.string().regex(/^[^\s/,=]{1,128}$/),
  secretKey: SecretKey,
  /** Of temporary credentials: every call must carry it (X-TC-Token, or Token under signature v1). */
  token: z.string().min(1).optional(),
};

/** false: the account exists, and is refused with FailedOperation.InvalidMpsUser. */
const mps = z.boolean().default(true);
/** true: as if it were not there (AuthFailure.SecretIdNotFound). */
const disabled = z.boolean().default(false);

/** An entry of MPS_ACCOUNTS: an account with one key, or with a list of them. */
export const AccountEntry = z.union([
  z.strictObject({ appId: AppId, ...key, mps, disabled }),
  z.strictObject({ appId: AppId, keys: z.array(z.strictObject({ ...key, disabled })), mps, disabled }),
]);

/** An account as one of its keys shows it. */
export interface Account {
  appId: string;
  secretId: string;
  secretKey: string;
  token?: string | undefined;
  mps: boolean;
}
