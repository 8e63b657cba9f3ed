// npm run test:faults -- [--seed N] [--runs K] [--together M] [--verbose]: K runs with the seeds N, N+1, …; M of them share
// a stack. Fails if there are complaints.
import { parseArgs } from 'node:util';
import { faultRuns } from './run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1' },
    together: { type: 'string', default: '5' },
    verbose: { type: 'boolean', default: false },
  },
});
const [first, runs, together] = [values.seed, values.runs, values.together].map(Number) as [
  number,
  number,
  number,
];
if (![first, runs, together].every((value) => Number.isInteger(value)) || runs < 1 || together < 1) {
  console.error('usage: npm run test:faults -- [--seed N] [--runs K] [--together M] [--verbose]');
  process.exit(2);
}
let failed = 0;
const total: Record<string, number> = {};
for (let from = first; from < first + runs; from += together) {
  const seeds = Array.from({ length: Math.min(together, first + runs - from) }, (_, n) => from + n);
  const start = Date.now();
  const note = (line: string) => values.verbose && console.log(`  ${Date.now() - start} ms ${line}`);
  const { complaints, counts, folder } = await faultRuns(seeds, note);
  for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`seeds ${seeds.join(', ')}: ${complaints.length === 0 ? 'hold' : 'FAIL'} (${seconds} s)`);
  if (complaints.length > 0) failed += seeds.length;
  for (const complaint of complaints) console.log(`  ${complaint}`);
  if (folder) console.log(`  logs: ${folder}/logs`);
}
console.log(
  Object.entries(total)
    .map(([name, count]) => `${name} ${count}`)
    .join(', '),
);
console.log(`${runs - failed} of ${runs} runs hold`);
process.exitCode = failed > 0 ? 1 : 0;
