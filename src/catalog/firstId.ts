/** Ids of an account's own items start here, far above the presets'. */
export const FIRST_ID = 1_000_000;
