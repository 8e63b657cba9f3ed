// The text format of Prometheus (prometheus.io/docs/instrumenting/exposition_formats).

export type Labels = Record<string, string | number>;

export interface Metric {
  name: string;
  help: string;
  type: 'counter' | 'gauge';
  /** Series, as `series` writes them, with their values. */
  samples: [series: string, value: number][];
}

/** `name{label="value"}`, labels in alphabetical order. */
export function series(name: string, labels: Labels): string {
  const text = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => `${label}="${escaped(String(value))}"`)
    .join(',');
  return text === '' ? name : `${name}{${text}}`;
}

/** All metrics as one text; one without samples is left out. */
export function prometheusText(metrics: Metric[]): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, type, samples }) =>
      [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...samples.map(([key, value]) => `${key} ${value}`),
        '',
      ].join('\n'),
    )
    .join('');
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
