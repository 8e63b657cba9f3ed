// wrangler.toml: what is deployed has every binding that is tested, and is small.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';

test('production has all bindings of the local settings, and containers besides', () => {
  const local = unstable_readConfig({ config: 'wrangler.toml' });
  const production = unstable_readConfig({ config: 'wrangler.toml', env: 'production' });
  const container = { name: 'BACKEND_CONTAINER', class_name: 'BackendContainer' };
  expect(production.durable_objects.bindings).toEqual([...local.durable_objects.bindings, container]);
  expect(production.queues).toEqual(local.queues);
  expect(production.r2_buckets).toEqual(local.r2_buckets);
  expect(production.kv_namespaces).toEqual(local.kv_namespaces);
  const containers = { tag: 'v3', new_sqlite_classes: ['BackendContainer'] };
  expect(production.migrations.toSpliced(2, 1)).toEqual(local.migrations);
  expect(production.migrations[2]).toEqual(containers);
  expect(production.vars).toMatchObject(local.vars);
  expect([local.containers, production.containers?.length]).toEqual([undefined, 1]);
  expect(local.dev.enable_containers).toBe(false);
});

/** KiB, gzip. Every isolate reads and evaluates all of it before its first answer; npm run bench:start says how long. */
const BUNDLE_BUDGET = 320;

test('the bundle is within its budget', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'edge-mps-bundle-'));
  try {
    const options = ['--dry-run', '--env', 'production', '--containers-rollout=none', '--outdir', folder];
    const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_WRITE_LOGS: 'false' };
    const wrangler = [join('node_modules', 'wrangler', 'bin', 'wrangler.js'), 'deploy', ...options];
    await promisify(execFile)(process.execPath, wrangler, { env });
    const bundle = await readFile(join(folder, 'worker.js'));
    expect(gzipSync(bundle).length / 1024).toBeLessThan(BUNDLE_BUDGET);
    // Of the texts that zod has in 50 languages only one is used.
    expect(bundle.includes('zod/v4/locales/en.js')).toBe(true);
    expect(bundle.includes('zod/v4/locales/ru.js')).toBe(false);
  } finally {
    await rm(folder, { recursive: true });
  }
});
