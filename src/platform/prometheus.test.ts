import { expect, test } from 'vitest';
import { prometheusText, series } from './prometheus.ts';

test('labels are sorted and escaped', () => {
  expect(series('n', {})).toBe('n');
  expect(series('n', { b: 2, a: 'x"y\\z\n' })).toBe('n{a="x\\"y\\\\z\\n",b="2"}');
});

test('a metric is a block with help and type; one without samples is left out', () => {
  const text = prometheusText([
    {
      name: 'a_total',
      help: 'As.',
      type: 'counter',
      samples: [
        ['a_total{k="1"}', 2],
        ['a_total{k="2"}', 0],
      ],
    },
    { name: 'empty', help: 'None.', type: 'gauge', samples: [] },
    { name: 'b', help: 'Bs.', type: 'gauge', samples: [['b', 1.5]] },
  ]);
  expect(text).toBe(
    '# HELP a_total As.\n# TYPE a_total counter\na_total{k="1"} 2\na_total{k="2"} 0\n# HELP b Bs.\n# TYPE b gauge\nb 1.5\n',
  );
});
