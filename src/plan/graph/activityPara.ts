// The parameters of one activity (ActivityPara): those of its type, and no others.
import { invalidValue, missingParameter } from '../../mps/errors.ts';
import type { Activity, ActivityPara, ExecRulesTask } from '../../mps/requests.ts';
import { saysSomething } from '../unserved.ts';
import { ACTIVITY_TYPES, EXEC_RULES } from './activityTypes.ts';

/** Throws MissingParameter and InvalidParameterValue naming fields of `parameter`, "Activities.3". */
export function checkActivityPara(
  { ActivityType, ActivityPara, ReardriveIndex }: Activity,
  parameter: string,
): void {
  const wanted = ACTIVITY_TYPES.get(ActivityType)?.parameter;
  for (const [field, value] of Object.entries(ActivityPara ?? {})) {
    if (field === wanted || !saysSomething(value)) continue;
    throw invalidValue(`${parameter}.ActivityPara.${field}`, {
      en: `left out: the node is of the type \`${ActivityType}\``,
      zh: `空：该节点类型为 \`${ActivityType}\``,
    });
  }
  if (!wanted) return;
  const path = `${parameter}.ActivityPara.${wanted}`;
  if (!ActivityPara?.[wanted]) throw missingParameter(path);
  if (ActivityType === EXEC_RULES) checkRules(ActivityPara, path, (ReardriveIndex ?? []).map(Number));
}

function checkRules({ ExecRulesTask: task }: ActivityPara, path: string, after: readonly number[]): void {
  const rules = (task as ExecRulesTask).Rules ?? [];
  if (rules.length === 0) throw missingParameter(`${path}.Rules`);
  for (const [index, { Conditions = [], RearDriveIndexs = [], Linker }] of rules.entries()) {
    const rule = `${path}.Rules.${index}`;
    if (Conditions.length === 0) throw missingParameter(`${rule}.Conditions`);
    if (Conditions.length > 1 && !Linker) throw missingParameter(`${rule}.Linker`);
    for (const [position, { Key }] of Conditions.entries()) {
      if (!Key) throw missingParameter(`${rule}.Conditions.${position}.Key`);
    }
    if (RearDriveIndexs.length === 0) throw missingParameter(`${rule}.RearDriveIndexs`);
    for (const [position, next] of RearDriveIndexs.entries()) {
      if (after.includes(Number(next))) continue;
      throw invalidValue(`${rule}.RearDriveIndexs.${position}`, {
        en: `one of the node's ReardriveIndex (${after.join(', ')})`,
        zh: `该节点 ReardriveIndex 之一（${after.join('、')}）`,
      });
    }
  }
}
