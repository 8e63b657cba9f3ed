import type { Action } from './action.ts';

/** A set of actions under an address of its own. */
export interface Surface {
  /** What X-TC-Version must be. */
  version: string;
  /** Whether there is an action of this name. */
  has(name: string): boolean;
  /** The action. Throws UnsupportedOperation for one that is not offered. */
  action(name: string): Action;
}
