// wrangler.toml: what is deployed has every binding that is tested.
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
