// An HTTP agent that connects to public addresses only. The address that was checked is the one connected to, so a
// name that changes its mind between look-up and connection gains nothing.
import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { isLoopback, isPublic } from './address.ts';

export interface GuardOptions {
  /** Loopback addresses are allowed too. */
  allowLoopback: boolean;
  /** Milliseconds without a byte after which a connection counts as dead. */
  stallMs: number;
  /** Name look-up; the system's by default. */
  lookup?: LookupFunction;
}

/** The host is not one that inputs may come from. */
export class AddressRefused extends Error {
  readonly code = 'ADDRESS_REFUSED';

  constructor() {
    super('the address is not a public one');
    this.name = 'AddressRefused';
  }
}

/** An agent whose connections fail with AddressRefused unless every address of the host is allowed. */
export function guardedAgent({ allowLoopback, stallMs, lookup = dns.lookup }: GuardOptions): Agent {
  const allowed = (address: string) => isPublic(address) || (allowLoopback && isLoopback(address));
  const guardedLookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const [first] = addresses;
      if (error) return callback(error, []);
      if (!first || !addresses.every(({ address }) => allowed(address)))
        return callback(new AddressRefused(), []);
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ lookup: guardedLookup, timeout: 10_000 });
  return new Agent({
    bodyTimeout: stallMs,
    headersTimeout: stallMs,
    connect: (options, callback) => {
      // An address in the URL is never looked up.
      if (isIP(options.hostname) !== 0 && !allowed(options.hostname)) callback(new AddressRefused(), null);
      else connect(options, callback);
    },
  });
}
