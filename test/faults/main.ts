// npm run test:faults -- [--seed N] [--runs K] [--verbose]: K runs with the seeds N, N+1, …; fails if any has complaints.
import { parseArgs } from 'node:util';
import { faultRun } from './run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
  },
});
const first = Number(values.seed);
let failed = 0;
const total: Record<string, number> = {};
for (let seed = first; seed < first + Number(values.runs); seed++) {
  const start = Date.now();
  const note = (line: string) => values.verbose && console.log(`  ${Date.now() - start} ms ${line}`);
  const { complaints, counts, folder } = await faultRun(seed, note);
  for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  console.log(
    `seed ${seed}: ${complaints.length === 0 ? 'holds' : 'FAILS'} (${Math.round((Date.now() - start) / 1000)} s)`,
  );
  if (complaints.length > 0) failed++;
  for (const complaint of complaints) console.log(`  ${complaint}`);
  if (folder) console.log(`  logs: ${folder}/logs`);
}
console.log(
  Object.entries(total)
    .map(([name, count]) => `${name} ${count}`)
    .join(', '),
);
console.log(`${Number(values.runs) - failed} of ${values.runs} runs hold`);
process.exitCode = failed > 0 ? 1 : 0;
