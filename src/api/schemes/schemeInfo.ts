// A scheme as lists show it (SchedulesInfo, WorkflowInfo).

import type { Item } from '../../catalog/item.ts';
import { type SchemeKind, shownScheme } from '../../catalog/scheme.ts';
import { fieldsOf } from '../../mps/declarations.ts';
import { notifyConfigEcho } from '../../mps/echo.ts';
import { apiTime } from '../../mps/times.ts';
import { activityGraph } from '../../plan/graph/activityGraph.ts';

type Values = Record<string, unknown>;

/** SchedulesInfo: PredriveIndex is made here, from the ReardriveIndex of the others. */
export function scheduleInfo(item: Item): Values {
  const { status, fields } = shownScheme<'Schedule'>(item);
  const { before } = activityGraph(fields.Activities);
  return {
    ScheduleId: Number(item.id),
    ScheduleName: item.name,
    Type: 'Custom',
    Status: status,
    Trigger: schemeEcho('WorkflowTrigger', fields.Trigger),
    Activities: fields.Activities.map((activity, index) => ({
      ...schemeEcho('Activity', activity),
      PredriveIndex: before[index],
    })),
    ...common(item, fields),
    ResourceId: fields.ResourceId ?? '',
  };
}

/** WorkflowInfo. */
export function workflowInfo(item: Item): Values {
  const { status, fields } = shownScheme<'Workflow'>(item);
  return {
    WorkflowId: Number(item.id),
    WorkflowName: item.name,
    Status: status,
    Trigger: schemeEcho('WorkflowTrigger', fields.Trigger),
    MediaProcessTask: schemeEcho('MediaProcessTaskInput', fields.MediaProcessTask),
    AiContentReviewTask: schemeEcho('AiContentReviewTaskInput', fields.AiContentReviewTask),
    AiAnalysisTask: schemeEcho('AiAnalysisTaskInput', fields.AiAnalysisTask),
    AiRecognitionTask: schemeEcho('AiRecognitionTaskInput', fields.AiRecognitionTask),
    ...common(item, fields),
    TaskPriority: fields.TaskPriority ?? 0,
  };
}

function common(item: Item, fields: ReturnType<typeof shownScheme<SchemeKind>>['fields']): Values {
  const { OutputStorage, OutputDir, TaskNotifyConfig } = fields;
  return {
    OutputStorage: schemeEcho('TaskOutputStorage', OutputStorage),
    OutputDir: OutputDir ?? '',
    TaskNotifyConfig: notifyConfigEcho((TaskNotifyConfig as Values | undefined) ?? null),
    CreateTime: apiTime(item.createdAt),
    UpdateTime: apiTime(item.updatedAt),
  };
}

/** Numbers whose default is 0 where their documentation does not say that they may be null. */
const ZERO =
  /^(Remove(Video|Audio)|Width|Height|Gop|AudioChannel|Definition|(Start|End)TimeOffset|InitialValue)$/;

/** A value of the type as it was given; what was not given is null, or empty where it can't be. */
function schemeEcho(type: string, given: object | undefined): Values | null {
  if (!given) return null;
  const values = given as Values;
  return Object.fromEntries(
    fieldsOf(type).map(({ field, name, list }) => {
      const value = values[field];
      if (typeof name === 'object') {
        const inner = name.type;
        if (!list) return [field, schemeEcho(inner, value as object | undefined)];
        return [field, ((value as object[] | undefined) ?? []).map((item) => schemeEcho(inner, item))];
      }
      if (value !== undefined) return [field, value];
      if (list) return [field, []];
      if (name === 'string') return [field, /^S3Secret/.test(field) ? null : ''];
      if (name === 'boolean') return [field, false];
      if (type === 'NumberFormat') return [field, field === 'InitialValue' ? 0 : 1];
      return [field, ZERO.test(field) ? 0 : null];
    }),
  );
}
