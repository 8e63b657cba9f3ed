// Backends in Cloudflare Containers: named container-0, container-1, …; asleep until a job is leased to one.
import type { Env } from '../platform/env.ts';

/** Hostnames under it lead to a BackendContainer, not into the network (.internal is reserved for private use). */
const DOMAIN = '.container.internal';

/** What is known of a container. */
export interface KnownContainer {
  /** It was heard from within the lease: then it is a backend like any other. */
  awake: boolean;
  /** It gets no job before; ms since 1970. */
  restUntil: number;
  /** Jobs that were leased to it. */
  running: number;
}

/** A container that can be started, or is starting, with the slots that it will have free. */
export interface SleepingContainer {
  id: string;
  url: string;
  free: number;
}

/**
 * The names of all containers: CONTAINER_MAX of them, none where there are no containers or the Worker does not know
 * its own address, at which they report.
 */
export function containerNames(env: Env): string[] {
  const max = env.BACKEND_CONTAINER && env.PUBLIC_URL ? wholeNumber(env.CONTAINER_MAX, 0) : 0;
  return Array.from({ length: max }, (_, n) => `container-${n}`);
}

/** Jobs that one container runs at once. */
export function containerSlots(env: Env): number {
  return wholeNumber(env.CONTAINER_SLOTS, 1);
}

/** Where a container is reached. */
export function containerUrl(name: string): string {
  return `http://${name}${DOMAIN}`;
}

/** The container that a URL leads to; null for any other. */
export function containerOf(url: URL): string | null {
  return url.hostname.endsWith(DOMAIN) ? url.hostname.slice(0, -DOMAIN.length) : null;
}

/** Containers with free slots that are not backends yet; those that are being started come first. */
export function sleepingContainers(
  names: string[],
  slots: number,
  known: (name: string) => KnownContainer,
  now: number,
): SleepingContainer[] {
  return names
    .map((id) => ({ id, ...known(id) }))
    .filter(({ awake, restUntil, running }) => !awake && restUntil <= now && running < slots)
    .sort((a, b) => b.running - a.running)
    .map(({ id, running }) => ({ id, url: containerUrl(id), free: slots - running }));
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  const value = Number(text || otherwise);
  return Number.isInteger(value) && value >= 0 ? value : otherwise;
}
