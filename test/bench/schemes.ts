// What schemes cost: ProcessMedia with a scheme of 20 nodes against the same subtasks inline, and long lists of schemes.
import { table } from '../../src/cli/table.ts';
import { cosTrigger, node, trans } from '../support/schemes.ts';
import { signedRequest } from '../worker/signedRequest.ts';
import { type EdgeProcess, UNLIMITED } from './edgeProcess.ts';
import { type Call, closedLoop, type LoadResult, percentile } from './load.ts';

/** Nodes of the scheme: `input`, `output`, and transcodings. */
const NODES = 20;
const SCHEMES = 1_000;
const LISTS = 200;
const INPUT = {
  Type: 'COS',
  CosInputInfo: { Bucket: 'bench-1250000000', Region: 'r', Object: '/in/clip.mov' },
};
const CALLS_PER_SECOND = 800;

/** Prints what both cost; `seconds` are those of one measurement. */
export async function measureSchemes(edge: EdgeProcess, seconds: number, rounds: number): Promise<void> {
  const work = Array.from({ length: NODES - 2 }, (_, index) => ({
    ...{ Definition: 10, OutputObjectPath: `out_${index}.{format}` },
  }));
  const Activities = [
    node(
      'input',
      work.map((_, index) => index + 1),
    ),
    ...work.map((task) => trans([NODES - 1], task)),
    node('output'),
  ];
  const scheme = (ScheduleName: string) => ({
    ScheduleName,
    Trigger: cosTrigger('bench-1250000000'),
    Activities,
  });
  const { ScheduleId } = await ask(edge, 'CreateSchedule', scheme('measured'));
  const kinds = {
    inline: { InputInfo: INPUT, MediaProcessTask: { TranscodeTaskSet: work } },
    scheme: { InputInfo: INPUT, ScheduleId },
  };
  const rates: Record<keyof typeof kinds, number[]> = { inline: [], scheme: [] };
  // The first calls of each kind are slower.
  for (const round of Array.from({ length: rounds + 1 }).keys()) {
    for (const kind of ['inline', 'scheme'] as const) {
      const result = await full(edge, kinds[kind], round === 0 ? 2 : seconds);
      if (result.errors.size > 0)
        throw new Error(`ProcessMedia failed: ${[...result.errors.keys()].join(', ')}`);
      if (round > 0) rates[kind].push(result.answered / result.seconds);
    }
  }
  const [inline, one] = [median(rates.inline), median(rates.scheme)];
  console.log(
    `\nProcessMedia, ${NODES - 2} subtasks inline: ${inline.toFixed(0)}/s; by a scheme of ${NODES} nodes: ${one.toFixed(0)}/s; ratio ${(inline / one).toFixed(2)}`,
  );
  for (let n = 0; n < SCHEMES - 1; n += 20) {
    const names = Array.from({ length: Math.min(20, SCHEMES - 1 - n) }, (_, index) => `scheme ${n + index}`);
    await Promise.all(names.map((name) => ask(edge, 'CreateSchedule', scheme(name))));
  }
  const rows = [];
  for (const request of [
    { Limit: 10 },
    { Limit: 100 },
    { Limit: 100, Offset: SCHEMES - 100 },
    { Limit: 100, Status: 'Enabled' },
  ]) {
    const times: number[] = [];
    for (let n = 0; n < LISTS; n++) {
      const start = performance.now();
      await ask(edge, 'DescribeSchedules', request);
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    rows.push([
      JSON.stringify(request),
      ...[0.5, 0.99].map((share) => `${percentile(times, share).toFixed(1)} ms`),
    ]);
  }
  console.log(table([[`DescribeSchedules of ${SCHEMES}`, 'p50', 'p99'], ...rows]));
}

async function full(edge: EdgeProcess, body: object, seconds: number): Promise<LoadResult> {
  const calls: Call[] = Array.from({ length: Math.ceil(seconds * CALLS_PER_SECOND) }, () =>
    call(edge, 'ProcessMedia', body),
  );
  return closedLoop(edge.url, calls.values(), seconds);
}

function call(edge: EdgeProcess, action: string, request: object): Call {
  const body = JSON.stringify(request);
  const { headers } = signedRequest(body, { action, url: `${edge.url}/`, ...UNLIMITED });
  return { path: '/', headers: Object.fromEntries(headers), body };
}

async function ask(edge: EdgeProcess, action: string, request: object): Promise<Record<string, unknown>> {
  const { path, headers, body } = call(edge, action, request);
  const response = await fetch(edge.url + path, { method: 'POST', headers, body });
  const { Response: answer } = (await response.json()) as { Response: Record<string, unknown> };
  if (answer.Error) throw new Error(`${action}: ${JSON.stringify(answer.Error)}`);
  return answer;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
