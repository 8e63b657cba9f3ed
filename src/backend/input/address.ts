// Which addresses an input may be fetched from.
import ipaddr from 'ipaddr.js';

/** All IPv6 unicast that is assigned to the internet (IANA, IPv6 Global Unicast Address Assignments). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

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
  if (!ipaddr.isValid(address)) return 'invalid';
  const ip = ipaddr.parse(address);
  const range = ip.range();
  // ipaddr.js calls all it has no name for unicast, IPv4-compatible addresses (::10.0.0.1) among it.
  return range === 'unicast' && ip instanceof ipaddr.IPv6 && !ip.match(GLOBAL_UNICAST) ? 'reserved' : range;
}
