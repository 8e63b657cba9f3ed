// What the four actions of a kind of template need to know about it.
import type { Facets } from '../../catalog/item.ts';
import type { TemplateKind, TemplateTypes } from '../../catalog/templates.ts';
import type { ActionContext } from '../action.ts';

/** What is stored: the fields of the Create request. */
export type TemplateBody = Record<string, unknown>;

export interface TemplateKindActions<Kind extends TemplateKind> {
  kind: Kind;
  /** How many of its own an account may have. */
  limit: number;
  /** Throws ApiError for what the rules of single fields can't say. `request` is a whole Create request. */
  check?(request: never): void;
  /** What lists can be filtered by besides Definitions, Type and Name: the parameters' names. */
  facets?(template: TemplateTypes[Kind]): Facets;
  /** A request's fields as they are stored; Modify gives only some. Without it they are stored as they are. */
  store?(context: ActionContext, fields: TemplateBody): Promise<StoredFields>;
  /** The Create request that would have made what is stored. */
  request?(body: TemplateBody): TemplateBody;
  /** What Create and Modify answer besides the Definition. */
  answer?(template: TemplateTypes[Kind], context: ActionContext): Record<string, unknown>;
  /** The template as Describe shows it; what its type does not declare is left out afterwards. */
  show?(template: TemplateTypes[Kind], context: ActionContext): object;
}

export interface StoredFields {
  fields: TemplateBody;
  /** Keys in storage of what came with the request. */
  objects: string[];
}
