// Do the installed packages match the lock file? Plain JavaScript, because an older Node must run it too.
// Exit codes: 0 they do, 10 this Node is too old, 11 they do not. Contents are compared, not times: a checkout
// gives files new times, and another branch's lock file may be older than what is installed.
import { existsSync, readFileSync } from 'node:fs';

const OLDEST_NODE = 20;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) process.exit(10);
process.exit(matches() ? 0 : 11);

/** Whether everything that the lock file asks for, but what is for other platforms, is there in that version. */
function matches() {
  const wanted = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    if (!found) return optional === true;
    return found.version === version && found.integrity === integrity && existsSync(path);
  });
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}
