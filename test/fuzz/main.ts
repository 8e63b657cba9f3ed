// npm run fuzz -- [SECONDS] [SEED]: 60 seconds and a seed of its own unless said otherwise.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const [seconds = '60', seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
if (!/^[1-9]\d{0,5}$/.test(seconds) || !/^\d{1,10}$/.test(seed)) {
  console.error('usage: npm run fuzz -- [SECONDS] [SEED]');
  process.exit(2);
}
console.log(`fuzzing for ${seconds} s; to do it again: npm run fuzz -- ${seconds} ${seed}`);
const { status } = spawnSync('vitest', ['run', '--project', 'worker', 'test/fuzz'], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_SECONDS: seconds, FUZZ_SEED: seed },
});
process.exit(status ?? 1);
