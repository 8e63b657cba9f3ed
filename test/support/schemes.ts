// Requests for schemes that several tests make.

/** An activity that leads to others. */
export function node(ActivityType: string, ReardriveIndex: number[] = [], ActivityPara?: object) {
  return { ActivityType, ReardriveIndex, ...(ActivityPara && { ActivityPara }) };
}

export function trans(after: number[], more: object = {}) {
  return node('action-trans', after, { TranscodeTask: { Definition: 10, ...more } });
}

/** `input` → one transcoding → `output`. */
export const SIMPLE = [node('input', [1]), trans([2]), node('output')];

/** The graph of CreateSchedule's example that the official command line publishes: eleven nodes. */
export const PUBLISHED = [
  node('input', [1, 2]),
  ...[[3], [6, 7], [4, 5], [10], [10], [10], [8], [9], [10]].map((after) => trans(after)),
  node('output'),
];

export function cosTrigger(Bucket: string, more: object = {}) {
  return { Type: 'CosFileUpload', CosFileUploadTrigger: { Bucket, Region: 'ap-guangzhou', ...more } };
}
