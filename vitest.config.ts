import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

// unit: pure rooms and the backend, in Node. worker: inside workerd with its Durable Objects, R2 and queues.
// e2e: real processes and the official SDK. faults: the fault injector with a few
// fixed seeds. queues: emulators, not part of npm test. conformance: the official SDKs in all their request forms.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // ffmpeg is waited for most of the time; on two cores vitest would run one file at once.
          maxWorkers: 2,
          // Projects with different numbers of workers run one after the other.
          sequence: { groupOrder: 1 },
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: workerBindings() },
          }),
        ],
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.ts', 'test/fuzz/**/*.test.ts'],
          provide: {
            fuzzSeconds: Number(process.env.FUZZ_SECONDS ?? 0),
            fuzzSeed: Number(process.env.FUZZ_SEED ?? 0),
          },
          testTimeout: 60_000,
          deps: { optimizer: { ssr: { enabled: true, include: ['itty-durable'] } } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          testTimeout: 300_000,
          fileParallelism: false,
        },
      },
      { test: { name: 'queues', include: ['test/queues/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          globalSetup: ['test/conformance/globalSetup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

/** The secrets of .dev.vars.example, so that tests do not depend on a person's own .dev.vars. */
function workerBindings(): Record<string, string> {
  return {
    MPS_ACCOUNTS: JSON.stringify([
      { appId: '1250000000', secretId: 'AKIDlocal', secretKey: 'local-secret-key' },
      { appId: '1250000001', secretId: 'AKIDother', secretKey: 'other-secret-key' },
    ]),
    INTERNAL_TOKEN: 'local-internal-token',
    SIGNING_KEY: 'local-signing-key',
    ALLOW_LOOPBACK: 'true',
    // Nothing leaves this machine: nobody listens there.
    MPS_NOTIFY: JSON.stringify({ '*': { sqs: { endpoint: 'http://127.0.0.1:9' } } }),
    MPS_BUCKETS: JSON.stringify([
      { match: { type: 'COS', bucket: 'kept-*' }, accounts: ['1250000001'], to: { provider: 'r2' } },
      { match: { type: 'VOD', bucket: 'vod-*' }, to: { provider: 'r2', prefix: 'vod/{appId}/' } },
      // Nothing listens there.
      {
        match: { type: 'AWS-S3', bucket: 'far' },
        to: { provider: 's3', endpoint: 'http://127.0.0.1:9', credentials: 'FAR_KEYS' },
      },
    ]),
    FAR_KEYS: JSON.stringify({ secretId: 'far-id', secretKey: 'far-key' }),
    // Tests lease jobs themselves.
    DIRECT_STARTS: '0',
  };
}
