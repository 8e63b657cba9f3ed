// The ScrollToken of DescribeTasks: where the next page begins. Opaque to callers, and no secret: whoever makes one
// up gets another page of his own tasks.
import { invalidValue } from '../mps/errors.ts';

export interface ScrollPosition {
  /** Milliseconds since 1970. */
  createdAt: number;
  taskId: string;
}

const FORM = /^(\d{1,15}) (\d{1,20}-[A-Za-z]{1,40}-[0-9a-z]{1,64})$/;

/** The token of a position; "" at the end of the list. */
export function scrollToken(position: ScrollPosition | null): string {
  return position ? Buffer.from(`${position.createdAt} ${position.taskId}`).toString('base64url') : '';
}

/** The position of a token; null for the first page. Throws InvalidParameterValue for what is no token of ours. */
export function readScrollToken(token: string | undefined): ScrollPosition | null {
  if (!token) return null;
  const match = FORM.exec(Buffer.from(token, 'base64url').toString());
  if (!match) {
    throw invalidValue('ScrollToken', {
      en: 'the ScrollToken of an answer of DescribeTasks',
      zh: ' DescribeTasks 返回的 ScrollToken',
    });
  }
  return { createdAt: Number(match[1]), taskId: match[2]! };
}
