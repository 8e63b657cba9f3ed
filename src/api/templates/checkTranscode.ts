import { customTranscode } from '../../catalog/customTemplates.ts';
import { ApiError } from '../../mps/errors.ts';
import type { CreateTranscodeTemplateRequest } from '../../mps/requests.ts';
import { checkCombinations } from '../../plan/combinations.ts';
import { renditionOf } from '../../plan/rendition.ts';

const NOBODY = { id: '0', version: 0, name: '', body: '', objects: [], createdAt: 0, updatedAt: 0 };

/**
 * Throws InvalidParameterValue.<…> for values that can't be together. What MPS does and nothing here can is kept like
 * anything else: a task that uses it is refused.
 */
export function checkTranscode(request: CreateTranscodeTemplateRequest): void {
  const name = (field: string) => field;
  try {
    checkCombinations(renditionOf(customTranscode(NOBODY, request), name), name);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'UnsupportedOperation') throw error;
  }
}
