// Where callbacks may go.
import ipaddr from 'ipaddr.js';
import { invalidValue } from './errors.ts';

/**
 * Names that never mean a host of the public internet: RFC 6762 (local, and its Appendix G: intranet, private, corp,
 * home, lan), RFC 8375 (home.arpa), internal, which ICANN reserved for private use, and those that clusters use.
 */
const PRIVATE_NAME = /(^|\.)(local|internal|intranet|private|corp|home|lan|home\.arpa|localdomain|svc)$/;
/** Where a cloud's machines ask for their own keys, by a public name or a public address. */
const METADATA = /^(metadata\.tencentyun\.com|168\.63\.129\.16)$/;
const MAX_LENGTH = 2_048;
/** All IPv6 unicast that is assigned to the internet (IANA, IPv6 Global Unicast Address Assignments). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
const LOCALHOST = /(^|\.)localhost$/;

/**
 * Throws InvalidParameterValue unless `url` is an http(s) URL without credentials to a public address or a name
 * with a dot. `allowLoopback` adds the loopback address and localhost. A name may still resolve to a private
 * address: on Cloudflare's network a Worker can't reach one, elsewhere the local network must not let it.
 */
export function checkNotifyUrl(url: string, options: { allowLoopback: boolean }): void {
  if (url.length > MAX_LENGTH) {
    throw refused({ en: `a URL of up to ${MAX_LENGTH} characters`, zh: `不超过 ${MAX_LENGTH} 个字符的地址` });
  }
  const target = URL.parse(url);
  if (!target || (target.protocol !== 'http:' && target.protocol !== 'https:')) {
    throw refused({ en: 'an http or https URL', zh: 'http 或 https 地址' });
  }
  if (target.username || target.password) {
    throw refused({ en: 'a URL without user name and password', zh: '不含用户名和密码的地址' });
  }
  const allowed = hostKind(target.hostname);
  if (allowed === 'public' || (allowed === 'loopback' && options.allowLoopback)) return;
  throw refused({ en: 'a URL that is reachable from the internet', zh: '可从公网访问的地址' });
}

/** @param hostname as URL gives it: IPv4 in any spelling is dotted decimal by then, IPv6 is in brackets */
function hostKind(hostname: string): 'public' | 'loopback' | 'private' {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.+$/, '');
  if (METADATA.test(host)) return 'private';
  if (ipaddr.isValid(host)) {
    const ip = ipaddr.parse(host);
    const range = ip.range();
    // ipaddr.js calls all it has no name for unicast, IPv4-compatible addresses (::10.0.0.1) among it.
    if (range === 'unicast' && ip instanceof ipaddr.IPv6 && !ip.match(GLOBAL_UNICAST)) return 'private';
    return range === 'unicast' ? 'public' : range === 'loopback' ? 'loopback' : 'private';
  }
  if (LOCALHOST.test(host)) return 'loopback';
  return host.includes('.') && !PRIVATE_NAME.test(host) ? 'public' : 'private';
}

function refused(rule: { en: string; zh: string }) {
  return invalidValue('TaskNotifyConfig.NotifyUrl', rule);
}
