// The parameters of /notifications: a few texts and numbers.
import { invalidValue, missingParameter, unknownParameter, wrongType } from '../../mps/errors.ts';

/**
 * Reads them by name. Throws UnknownParameter for any other, MissingParameter for a text that is not there, and
 * InvalidParameter for a wrong type.
 */
export class Parameters {
  private readonly given: Map<string, unknown>;

  constructor(given: unknown, names: string[]) {
    this.given = new Map(Object.entries(given as Record<string, unknown>));
    for (const name of this.given.keys()) if (!names.includes(name)) throw unknownParameter(name);
  }

  text(name: string): string {
    const value = this.given.get(name) ?? '';
    if (typeof value !== 'string') throw wrongType(name, 'string');
    if (value === '') throw missingParameter(name);
    return value;
  }

  /** Forms and queries have texts only, so a number may be one. */
  integer(name: string, otherwise: number, [least, most]: [number, number]): number {
    const value = this.given.get(name) ?? otherwise;
    const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) throw wrongType(name, 'integer');
    if (number < least || number > most) {
      throw invalidValue(name, { en: `from ${least} to ${most}`, zh: ` ${least} 到 ${most}` });
    }
    return number;
  }
}
