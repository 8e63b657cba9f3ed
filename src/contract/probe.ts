// What a backend answers to POST /probe: what is in an input, or why that can't be said.
import * as z from 'zod';
import { MediaFacts } from './facts.ts';
import { Failure } from './report.ts';

export const ProbeAnswer = z.union([z.object({ facts: MediaFacts }), z.object({ failure: Failure })]);

export type ProbeAnswer = z.infer<typeof ProbeAnswer>;
