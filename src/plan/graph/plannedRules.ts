// The rules of an `action-exec-rules` node, ready to be applied.
import { invalidValue, unsupportedParameter } from '../../mps/errors.ts';
import type { ExecRulesTask } from '../../mps/requests.ts';
import { type PlannedRule, RULE_KEYS, readCondition } from './rules.ts';

/**
 * Nodes of `successors` that no rule names are always led to. Throws UnsupportedOperation for a key that is none of
 * RULE_KEYS and InvalidParameterValue for a value that the key can't have, naming fields of `parameter`.
 */
export function plannedRules(
  { Rules = [] }: ExecRulesTask,
  parameter: string,
  successors: readonly number[],
): PlannedRule[] {
  const rules = Rules.map(({ Conditions = [], Linker, RearDriveIndexs = [] }, index): PlannedRule => {
    const conditions = Conditions.map(({ Key = '', Value = '' }, position) => {
      const path = `${parameter}.Rules.${index}.Conditions.${position}`;
      if (!RULE_KEYS.includes(Key)) throw unsupportedParameter(`${path}.Key`);
      const condition = readCondition(Key, Value);
      if (condition) return condition;
      throw invalidValue(`${path}.Value`, {
        en: `a value that \`${Key}\` can have, such as \`>=720\`, \`!=h264\` or \`true\``,
        zh: ` \`${Key}\` 可取的值，例如 \`>=720\`、\`!=h264\` 或 \`true\``,
      });
    });
    return { any: Linker === '||', conditions, leadsTo: RearDriveIndexs.map(Number) };
  });
  const named = new Set(rules.flatMap(({ leadsTo }) => leadsTo));
  const always = successors.filter((index) => !named.has(index));
  return always.length > 0 ? [...rules, { any: false, conditions: [], leadsTo: always }] : rules;
}
