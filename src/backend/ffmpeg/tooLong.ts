// A program that did not end in the time that it has (Limits.time): the next attempt would not either.
import { JobFailure } from '../jobFailure.ts';

export const TOO_LONG = new JobFailure({
  code: 'SourceFileError.ContentUnsupported',
  message: 'The work on the source takes longer than it may.',
});
