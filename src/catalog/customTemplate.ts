// What a custom template has besides what its author wrote.
import { apiTime } from '../mps/times.ts';
import type { Item } from './item.ts';

export interface TemplateHead {
  Definition: number;
  Name: string;
  Comment: string;
  CreateTime: string;
  UpdateTime: string;
}

/** @param comment as its author wrote it */
export function templateHead(
  { id, name, createdAt, updatedAt }: Item,
  comment: string | undefined,
): TemplateHead {
  return {
    Definition: Number(id),
    Name: name,
    Comment: comment ?? '',
    CreateTime: apiTime(createdAt),
    UpdateTime: apiTime(updatedAt),
  };
}

export function flag(value: number | undefined): 0 | 1 {
  return value === 1 ? 1 : 0;
}
