// What every client's scenario must have seen.
import * as z from 'zod';

const Refusal = z.object({
  code: z.string(),
  message: z.string().min(1),
  requestId: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
});

/** One line of a scenario: the same calls in one form of request. Refusals are the SDK's own exceptions. */
export const ScenarioLine = z.object({
  /** Signature, HTTP method and, where the payload is not signed, "unsigned payload". */
  form: z.string(),
  /** The only subtask of a ProcessMedia with a typed Definition, when the task was FINISH. */
  task: z.object({ status: z.string(), definition: z.number(), path: z.string() }),
  /** DescribeTaskDetail of a task that does not exist. */
  refused: Refusal,
  /** The same by an account that is over its rate. */
  throttled: Refusal,
});
export type ScenarioLine = z.infer<typeof ScenarioLine>;

export const V3_FORMS = [
  'TC3-HMAC-SHA256 POST',
  'TC3-HMAC-SHA256 GET',
  'TC3-HMAC-SHA256 POST unsigned payload',
];
export const ALL_FORMS = [...V3_FORMS, 'HmacSHA1 POST', 'HmacSHA1 GET', 'HmacSHA256 POST', 'HmacSHA256 GET'];

/** What is wrong with the lines of a scenario; empty when it went as it must. */
export function scenarioFaults(lines: ScenarioLine[], forms: string[], path: string): string[] {
  const seen = lines.map(({ form }) => form);
  const missing = forms.filter((form) => !seen.includes(form)).map((form) => `${form}: did not run`);
  const wrong = lines.flatMap(({ form, task, refused, throttled }) => {
    const expected = [
      ['subtask', task.status, 'SUCCESS'],
      ['Definition', task.definition, 1010],
      ['Path', task.path, path],
      ['unknown task', refused.code, 'ResourceNotFound'],
      ['over the rate', throttled.code, 'RequestLimitExceeded'],
    ];
    return expected
      .filter(([, actual, wanted]) => actual !== wanted)
      .map(([what, actual, wanted]) => `${form}: ${what} is ${actual}, not ${wanted}`);
  });
  return [...missing, ...wrong];
}
