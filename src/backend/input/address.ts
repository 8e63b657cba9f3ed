// Which addresses an input may be fetched from.
import ipaddr from 'ipaddr.js';

/** Whether an IP address is one of the public internet: no private, loopback, link-local, mapped or reserved one. */
export function isPublic(address: string): boolean {
  return rangeOf(address) === 'unicast';
}

/** 127.0.0.0/8 or ::1. */
export function isLoopback(address: string): boolean {
  return rangeOf(address) === 'loopback';
}

function rangeOf(address: string): string {
  // A scoped address (fe80::1%eth0) is never public, and ipaddr.js does not take them all.
  return ipaddr.isValid(address) ? ipaddr.parse(address).range() : 'invalid';
}
