// The two kinds of schemes: Schedules, which have a graph of activities, and the older Workflows, which have the
// parameters of ProcessMedia.
import type { SchemeFields, SchemeKind } from '../../catalog/scheme.ts';
import { missingParameter } from '../../mps/errors.ts';
import type { MediaInputInfo, ProcessMediaRequest } from '../../mps/requests.ts';
import { checkActivities } from '../../plan/graph/planActivities.ts';
import { type PlannedScheme, planProcessMedia } from '../../plan/processMedia.ts';
import { saysSomething } from '../../plan/unserved.ts';

export interface SchemeSpec<Kind extends SchemeKind> {
  kind: Kind;
  id: `${Kind}Id`;
  name: `${Kind}Name`;
  /** Throws for what is wrong with what is to be done, whether it can be done here or not. */
  checkWork(fields: SchemeFields[Kind], context: Parameters<typeof checkActivities>[1]): void;
  /** The task that a file starts. */
  task(fields: SchemeFields[Kind], input: MediaInputInfo): SchemeTask;
}

/** What ProcessMedia would be asked for. */
export interface SchemeTask {
  request: ProcessMediaRequest;
  scheme?: PlannedScheme;
}

export const SCHEDULE: SchemeSpec<'Schedule'> = {
  kind: 'Schedule',
  id: 'ScheduleId',
  name: 'ScheduleName',
  checkWork: ({ Activities = [] }, context) => checkActivities(Activities, context),
  task: ({ TaskNotifyConfig, ResourceId, ...scheme }, InputInfo) => ({
    request: { InputInfo, ...(TaskNotifyConfig && { TaskNotifyConfig }), ...(ResourceId && { ResourceId }) },
    scheme,
  }),
};

const WORK = ['MediaProcessTask', 'AiContentReviewTask', 'AiAnalysisTask', 'AiRecognitionTask'] as const;

export const WORKFLOW: SchemeSpec<'Workflow'> = {
  kind: 'Workflow',
  id: 'WorkflowId',
  name: 'WorkflowName',
  checkWork: (fields) => {
    if (!WORK.some((name) => saysSomething(fields[name]))) throw missingParameter('MediaProcessTask');
  },
  task: ({ Trigger: _, TaskPriority, ...fields }, InputInfo) => ({
    request: { ...fields, InputInfo, ...(TaskPriority !== undefined && { TasksPriority: TaskPriority }) },
  }),
};

/** The plan of a scheme for a file. Throws ApiError. */
export const planTask = (
  { request, scheme }: SchemeTask,
  appId: string,
  templates: Parameters<typeof planProcessMedia>[2],
) => planProcessMedia(request, appId, templates, scheme && { scheme });
