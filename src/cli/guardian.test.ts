import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startGuardian } from './guardian.ts';
import { groupMembers } from './processes.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'guardian-'));

/** A shell with a child, in a process group of their own; answers when both run. */
async function startGroup(script: string) {
  const child = spawn('sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return child;
}

test('the end of the guardian ends whole groups, even one that ignores SIGTERM', async () => {
  const guardian = await startGuardian(newFolder());
  const polite = await startGroup('sleep 1000 & echo up; wait');
  const deaf = await startGroup("trap '' TERM; sleep 1000 & echo up; wait");
  guardian.watch(polite.pid!);
  guardian.watch(deaf.pid!);
  await guardian.end();
  expect(groupMembers(polite.pid!)).toEqual([]);
  expect(groupMembers(deaf.pid!)).toEqual([]);
});

test('a forgotten group is left alone', async () => {
  const guardian = await startGuardian(newFolder());
  const group = await startGroup('sleep 1000 & echo up; wait');
  guardian.watch(group.pid!);
  guardian.forget(group.pid!);
  await guardian.end();
  expect(groupMembers(group.pid!)).toHaveLength(2);
  process.kill(-group.pid!, 'SIGKILL');
});

test('a state folder has one owner at a time, and is free again after the end', async () => {
  const folder = newFolder();
  const first = await startGuardian(folder);
  await expect(startGuardian(folder)).rejects.toThrow(
    `the state folder ${folder} is in use by process ${process.pid} (`,
  );
  await first.end();
  const second = await startGuardian(folder);
  await second.end();
});
