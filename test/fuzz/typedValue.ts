// Values of the API's own types: the right fields, and in them what may be right.
import fc from 'fast-check';
import { type Field, fieldsOf } from '../../src/mps/declarations.ts';
import { RULES } from '../../src/mps/rules/all.ts';
import { float, integer, text } from './values.ts';

/** What a field of that name is likely to take, so that requests get past the first checks. */
const LIKELY: Record<string, readonly (string | number)[]> = {
  Type: ['COS', 'URL', 'AWS-S3', 'Transcode', 'image'],
  Bucket: ['b-1250000000', 'TopRankVideo-125xxx88'],
  Region: ['ap-guangzhou'],
  Object: ['/a.mov', 'dir/a b.mp4', '/视频.mov'],
  Url: ['http://example.com/a.mp4', 'https://example.com/a%20b.mp4?x=1#y'],
  Definition: [10, 20, 30, 40, 210, 510, 875, 1010, 100010],
  OutputDir: ['/', '/out/'],
  OutputObjectPath: ['/out/{inputName}_{definition}.{format}', 'x.mp4'],
  SegmentObjectName: ['{inputName}_{number}.{format}'],
  NotifyType: ['URL', 'TDMQ-CMQ'],
  NotifyUrl: ['http://127.0.0.1:9/'],
  NotifyMode: ['Finish', 'Change'],
  Container: ['mp4', 'hls', 'mp3'],
  Codec: ['libx264', 'libx265', 'aac', 'libmp3lame'],
  Status: ['WAITING', 'PROCESSING', 'FINISH'],
  StartTime: ['2019-07-16T06:21:27Z'],
  EndTime: ['2039-07-16T06:21:27Z'],
  OperationType: ['Abort'],
  TaskId: ['1250000000-WorkflowTask-0123456789abcdef0123456789abcdeftt0'],
  TaskType: ['Online', 'Offline'],
};

/** A value of a type of the API, with up to `most` optional fields; `depth` levels of optional objects at most. */
export function typedValue(type: string, depth: number, most = 4): fc.Arbitrary<Record<string, unknown>> {
  const fields = fieldsOf(type).filter(
    ({ name, required }) => required || depth > 0 || typeof name !== 'object',
  );
  // What is behind a field is made when it is chosen: a type may hold itself.
  const member = (field: Field) =>
    fc
      .constant(null)
      .chain(() => fieldValue(type, field, depth))
      .map((value): [string, unknown] => [field.field, value]);
  const required = fields.filter((field) => field.required);
  const optional = fields.filter((field) => !field.required);
  return fc
    .tuple(
      fc.tuple(...required.map(member)),
      fc
        .subarray(optional, { maxLength: Math.min(most, optional.length) })
        .chain((some) => fc.tuple(...some.map(member))),
    )
    .map(([must, may]) => Object.fromEntries([...must, ...may]));
}

/** A value for a field of `type`. */
export function fieldValue(type: string, field: Field, depth: number): fc.Arbitrary<unknown> {
  const item = itemValue(type, field, depth);
  return field.list ? fc.array(item, { maxLength: 3 }) : item;
}

function itemValue(type: string, { field, name }: Field, depth: number): fc.Arbitrary<unknown> {
  if (typeof name === 'object') return depth > -4 ? typedValue(name.type, depth - 1) : fc.constant({});
  const allowed = [RULES.get(type)?.[field] ?? []]
    .flat()
    .flatMap(({ oneOf, range }) => [...(oneOf ?? []), ...(range ?? [])]);
  const likely = [...(LIKELY[field] ?? []), ...allowed];
  const any = { string: text, integer, unsigned: integer, float, boolean: fc.boolean() }[name];
  return likely.length > 0
    ? fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...likely) }, { weight: 1, arbitrary: any })
    : any;
}
