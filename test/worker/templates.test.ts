// Templates through the front door in workerd: the four actions of every kind, and their use by ProcessMedia.
import { createExecutionContext, runInDurableObject } from 'cloudflare:test';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { api } from '../../src/api/app.ts';
import { PRESETS, type TemplateKind } from '../../src/catalog/templates.ts';
import { responseSchema } from '../../src/mps/schema.ts';
import type { Env } from '../../src/platform/env.ts';
import { objectRoute } from '../../src/storage/objectRoute.ts';
import { taskAddress } from '../../src/task/taskId.ts';
import { pngOf } from '../support/pngOf.ts';
import { AUDIO, PNG, TEMPLATES, TRANSCODE, VIDEO } from '../support/templateRequests.ts';
import { env } from './fixtures.ts';
import { signedRequest } from './signedRequest.ts';

interface Answer {
  RequestId: string;
  Error?: { Code: string; Message: string };
  [field: string]: unknown;
}
type Template = Record<string, unknown>;

const UNLIMITED: Env = { ...env, RATE_LIMITS: '{"1250000000":{"*":10000},"1250000001":{"*":10000}}' };
const OTHER = { secretId: 'AKIDother', secretKey: 'other-secret-key' };

/** A call; an answer without an error is checked against the API's declaration. */
async function call<T extends Answer = Answer>(
  action: string,
  body: unknown,
  account = {},
  bindings = UNLIMITED,
): Promise<T> {
  const request = signedRequest(body, { action, ...account });
  const response = await api.fetch(request, bindings, createExecutionContext());
  const { Response: answer } = (await response.json()) as { Response: T };
  // A machine under load answers too late for the limiter's patience.
  if (answer.Error?.Code === 'RequestLimitExceeded') return call(action, body, account, bindings);
  if (!answer.Error) responseSchema(action).parse(answer);
  return answer;
}

async function refusal(action: string, body: unknown, account = {}): Promise<string> {
  const { Error: error } = await call(action, body, account);
  return `${error?.Code}: ${error?.Message}`;
}

async function create(kind: TemplateKind, request: object, account = {}): Promise<number> {
  const answer = await call(`Create${kind}Template`, request, account);
  expect(answer.Error).toBeUndefined();
  return answer.Definition as number;
}

async function describeOne(kind: TemplateKind, definition: number, account = {}): Promise<Template> {
  const { list, total } = await listed(kind, { Definitions: [definition] }, account);
  expect([list.length, total]).toEqual([1, 1]);
  return list[0]!;
}

async function listed(kind: TemplateKind, request: object, account = {}) {
  const answer = await call(`Describe${kind}Templates`, request, account);
  expect(answer.Error).toBeUndefined();
  return { list: answer[`${kind}TemplateSet`] as Template[], total: answer.TotalCount as number };
}

const ALL = Object.entries(TEMPLATES) as [TemplateKind, [object, object, object]][];

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

describe.each(ALL)('%s', (kind, [request, change, shown]) => {
  it('is created, shown, changed and deleted', async () => {
    const definition = await create(kind, { ...request, Name: 'first', Comment: 'a\nb' });
    expect(definition).toBeGreaterThanOrEqual(1_000_000);
    const Definition = kind === 'Transcode' ? String(definition) : definition;
    const head = { Definition, CreateTime: TIME, UpdateTime: TIME };
    const type = kind === 'Watermark' ? {} : { Type: 'Custom' };
    expect(await describeOne(kind, definition)).toMatchObject({
      ...head,
      ...type,
      Name: 'first',
      Comment: 'a\nb',
    });
    const changes = { Definition: definition, ...change, Name: 'second', Comment: '' };
    expect((await call(`Modify${kind}Template`, changes)).Error).toBeUndefined();
    const changed = { ...head, ...type, ...shown, Name: 'second', Comment: '' };
    expect(await describeOne(kind, definition)).toMatchObject(changed);
    expect((await call(`Delete${kind}Template`, { Definition: definition })).Error).toBeUndefined();
    expect(await listed(kind, { Definitions: [definition] })).toEqual({ list: [], total: 0 });
    for (const action of ['Modify', 'Delete']) {
      expect(await refusal(`${action}${kind}Template`, { Definition: definition })).toMatch(
        /^ResourceNotFound\.TemplateNotExist: /,
      );
    }
  });

  it('belongs to its account alone', async () => {
    const definition = await create(kind, request);
    expect(await listed(kind, { Definitions: [definition] }, OTHER)).toEqual({ list: [], total: 0 });
    for (const action of ['Modify', 'Delete']) {
      expect(await refusal(`${action}${kind}Template`, { Definition: definition }, OTHER)).toMatch(
        /^ResourceNotFound\.TemplateNotExist: /,
      );
    }
    expect(await describeOne(kind, definition)).toBeTruthy();
  });

  it('refuses what is too long, unknown, or a preset', async () => {
    const long = { ...request, Name: '长'.repeat(65) };
    expect(await refusal(`Create${kind}Template`, long)).toBe(
      'InvalidParameterValue.Name: The value of parameter `Name` is not valid: it must be at most 64 characters long.',
    );
    const wordy = { ...request, Comment: 'c'.repeat(257) };
    expect(await refusal(`Create${kind}Template`, wordy)).toMatch(
      /^InvalidParameterValue\.Comment: .*`Comment`/,
    );
    expect(await refusal(`Create${kind}Template`, { ...request, Nam: 'x' })).toMatch(
      /^UnknownParameter: .*`Nam`/,
    );
    for (const Limit of [0, 101]) {
      expect(await refusal(`Describe${kind}Templates`, { Limit })).toMatch(/^InvalidParameterValue\.Limit: /);
    }
    expect(await refusal(`Describe${kind}Templates`, { Type: 'Mine' })).toMatch(
      /^InvalidParameterValue\.Type: /,
    );
    const Definitions = Array.from({ length: 101 }, (_, index) => index);
    expect(await refusal(`Describe${kind}Templates`, { Definitions })).toMatch(
      /^InvalidParameterValue\.Definitions: /,
    );
    const [preset] = PRESETS[kind];
    if (!preset) return;
    const Definition = Number(preset.Definition);
    expect(await refusal(`Modify${kind}Template`, { Definition, Name: 'mine' })).toMatch(
      /^InvalidParameterValue\.ModifyDefaultTemplate: /,
    );
    expect(await refusal(`Delete${kind}Template`, { Definition })).toMatch(
      /^InvalidParameterValue\.DeleteDefaultTemplate: /,
    );
    const shownPreset = await describeOne(kind, Definition);
    expect(shownPreset).toMatchObject({ Definition: preset.Definition, Type: 'Preset', Name: preset.Name });
  });
});

const InputInfo = {
  Type: 'COS',
  CosInputInfo: { Bucket: 'templates-1250000000', Region: 'ap-guangzhou', Object: '/in/a.mp4' },
};
const process = (sets: object, account = {}, bindings = UNLIMITED) =>
  call('ProcessMedia', { InputInfo, MediaProcessTask: sets }, account, bindings);

async function planText(taskId: string): Promise<string> {
  const { book } = taskAddress(env, taskId)!;
  const stub = env.TASK_BOOK.get(env.TASK_BOOK.idFromName(book));
  return runInDurableObject(stub, (_, { storage }) => {
    return storage.sql.exec<{ plan: string }>('SELECT plan FROM tasks WHERE id = ?', taskId).one().plan;
  });
}

/** A task's first job as its pool has it; "" before that. */
async function jobText(taskId: string): Promise<string> {
  const pool = env.JOB_POOL.get(env.JOB_POOL.idFromName('cpu/0'));
  return runInDurableObject(pool, (_, { storage }) => {
    const rows = storage.sql.exec<{ spec: string }>('SELECT spec FROM jobs WHERE id = ?', `${taskId}-0`);
    return rows.toArray()[0]?.spec ?? '';
  });
}

/** What the plan of a task says of its first output. */
async function firstOutput(taskId: string): Promise<Record<string, unknown>> {
  const plan = JSON.parse(await planText(taskId)) as { jobs: { outputs: Record<string, unknown>[] }[] };
  return plan.jobs[0]!.outputs[0]!;
}

describe('ProcessMedia', () => {
  it('uses a template from the moment of its creation, and each change of it', async () => {
    const Definition = await create('Transcode', TRANSCODE);
    for (const Fps of [11, 12, 13]) {
      await call('ModifyTranscodeTemplate', { Definition, VideoTemplate: { Fps } });
      const { TaskId } = await process({ TranscodeTaskSet: [{ Definition }] });
      expect(await firstOutput(TaskId as string)).toMatchObject({
        container: 'mp4',
        video: { fps: Fps, width: 128 },
      });
    }
  });

  it('keeps what a template said when the task was accepted', async () => {
    const Definition = await create('SampleSnapshot', {
      SampleType: 'Time',
      SampleInterval: 3,
      Format: 'png',
    });
    const { TaskId } = await process({ SampleSnapshotTaskSet: [{ Definition }] });
    await call('ModifySampleSnapshotTemplate', { Definition, Format: 'webp' });
    await call('DeleteSampleSnapshotTemplate', { Definition });
    expect(await firstOutput(TaskId as string)).toMatchObject({
      picture: { format: 'png' },
      at: { every: 3 },
    });
    expect(await process({ SampleSnapshotTaskSet: [{ Definition }] })).toMatchObject({
      Error: { Code: 'InvalidParameterValue.Definition' },
    });
  });

  it('takes every kind of media template, several at once', async () => {
    const [sprite, animation, shot, adaptive, watermark] = await Promise.all([
      create('ImageSprite', TEMPLATES.ImageSprite[0]),
      create('AnimatedGraphics', TEMPLATES.AnimatedGraphics[0]),
      create('SnapshotByTimeOffset', TEMPLATES.SnapshotByTimeOffset[0]),
      create('AdaptiveDynamicStreaming', TEMPLATES.AdaptiveDynamicStreaming[0]),
      create('Watermark', TEMPLATES.Watermark[0]),
    ]);
    const { TaskId } = await process({
      TranscodeTaskSet: [{ Definition: 10, WatermarkSet: [{ Definition: watermark }] }],
      ImageSpriteTaskSet: [{ Definition: sprite }],
      AnimatedGraphicTaskSet: [{ Definition: animation, StartTimeOffset: 0, EndTimeOffset: 1 }],
      SnapshotByTimeOffsetTaskSet: [{ Definition: shot }],
      AdaptiveDynamicStreamingTaskSet: [{ Definition: adaptive }],
    });
    expect(await firstOutput(TaskId as string)).toBeTruthy();
    await expect
      .poll(() => jobText(TaskId as string))
      .toMatch(/"bucket":"_catalog","region":"","key":"watermark\/[0-9a-f-]{36}\.png"/);
  });

  it.each<[string, object]>([
    ['another account’s', OTHER],
    ['another kind’s', {}],
  ])('refuses %s template', async (_, account) => {
    const Definition = await create('SnapshotByTimeOffset', {});
    const sets =
      account === OTHER
        ? { SnapshotByTimeOffsetTaskSet: [{ Definition }] }
        : { TranscodeTaskSet: [{ Definition }] };
    expect(await process(sets, account)).toMatchObject({
      Error: { Code: 'InvalidParameterValue.Definition', Message: expect.stringContaining(`${Definition}`) },
    });
  });

  it('asks nobody for presets, and fails clearly when the catalog can not be reached', async () => {
    const down = { get: () => expect.unreachable('the catalog was asked'), idFromName: () => 'x' };
    const bindings = { ...UNLIMITED, CATALOG: down as unknown as DurableObjectNamespace };
    const { TaskId } = await process({ TranscodeTaskSet: [{ Definition: 30 }] }, {}, bindings);
    expect(TaskId).toBeTruthy();
    const custom = await process({ TranscodeTaskSet: [{ Definition: 1_234_567 }] }, {}, bindings);
    expect(custom.Error?.Code).toBe('InternalError');
  });

  it('does not need KV', async () => {
    const Definition = await create('Transcode', TRANSCODE);
    const broken = { get: () => Promise.reject(new Error('KV is down')) } as unknown as KVNamespace;
    const { TaskId } = await process(
      { TranscodeTaskSet: [{ Definition }] },
      {},
      { ...UNLIMITED, CATALOG_COPIES: broken },
    );
    expect(await firstOutput(TaskId as string)).toMatchObject({ video: { fps: 10 } });
  });

  it('refuses what a template asks for and nothing here does', async () => {
    const Definition = await create('Transcode', { ...TRANSCODE, StdExtInfo: '{}' });
    expect((await process({ TranscodeTaskSet: [{ Definition }] })).Error).toEqual({
      Code: 'UnsupportedOperation',
      Message:
        'The parameter `MediaProcessTask.TranscodeTaskSet.0.Definition.StdExtInfo` is not supported here.',
    });
  });
});

describe('Modify', () => {
  it('loses neither of two changes that meet', async () => {
    const Definition = await create('Transcode', TRANSCODE);
    const changes = [{ VideoTemplate: { Fps: 20 } }, { VideoTemplate: { Bitrate: 300 } }, { Name: 'both' }];
    await Promise.all(changes.map((change) => call('ModifyTranscodeTemplate', { Definition, ...change })));
    expect(await describeOne('Transcode', Definition)).toMatchObject({
      Name: 'both',
      VideoTemplate: { Fps: 20, Bitrate: 300, Width: 128 },
    });
  });

  it('is checked as a whole, and changes nothing when it is refused', async () => {
    const Definition = await create('Transcode', { ...TRANSCODE, RemoveAudio: 1, AudioTemplate: undefined });
    const modify = (change: object) => refusal('ModifyTranscodeTemplate', { Definition, ...change });
    expect(await modify({ RemoveAudio: 0 })).toMatch(/^MissingParameter: .*`AudioTemplate`/);
    expect(await modify({ RemoveAudio: 0, AudioTemplate: { Codec: 'aac' } })).toMatch(
      /^MissingParameter: .*`AudioTemplate.Bitrate`/,
    );
    expect(await modify({ Container: 'webm' })).toMatch(
      /^InvalidParameterValue\.VideoCodec: .*`VideoTemplate.Codec`/,
    );
    expect(await modify({ VideoTemplate: { Fps: 121 } })).toMatch(/^InvalidParameterValue\.Fps: /);
    expect(await describeOne('Transcode', Definition)).toMatchObject({ Container: 'mp4', RemoveAudio: 1 });
    expect(
      (await call('ModifyTranscodeTemplate', { Definition, RemoveAudio: 0, AudioTemplate: AUDIO })).Error,
    ).toBeUndefined();
  });
});

describe('Describe', () => {
  it('shows presets, in pages, unchanged', async () => {
    const { list, total } = await listed('Transcode', { Type: 'Preset', Limit: 100 });
    expect(total).toBe(PRESETS.Transcode.length);
    expect(list.map(({ Definition }) => Definition)).toEqual(
      PRESETS.Transcode.map(({ Definition }) => Definition),
    );
    const page = await listed('Transcode', { Type: 'Preset', Offset: 60, Limit: 100 });
    expect(page.list).toEqual(list.slice(60));
    expect((await listed('Transcode', { Type: 'Preset' })).list).toHaveLength(10);
    expect((await listed('Transcode', { Offset: 10_000 })).list).toEqual([]);
    expect(list.find(({ Definition }) => Definition === '100010')).toMatchObject({
      ...{ Name: 'MP4-FLU', Type: 'Preset', AliasName: '', TEHDConfig: null, EnhanceConfig: null },
      CreateTime: '2020-03-04T07:39:36+08:00',
    });
  });

  it('pages through the account’s own ones and then the presets', async () => {
    const own = { secretId: 'AKIDother', secretKey: 'other-secret-key' };
    const ids: number[] = [];
    for (const Name of ['page-a', 'page-b', 'page-c'])
      ids.unshift(await create('ContentReview', { Name }, own));
    const pages = await Promise.all(
      [0, 2, 4].map((Offset) =>
        listed('ContentReview', { Offset, Limit: 2, Definitions: [...ids, 10, 20, 30] }, own),
      ),
    );
    expect(pages.map(({ total }) => total)).toEqual([5, 5, 5]);
    expect(pages.flatMap(({ list }) => list.map(({ Definition }) => Definition))).toEqual([...ids, 10, 20]);
    expect((await listed('ContentReview', { Name: 'page-b' }, own)).list).toMatchObject([{ Name: 'page-b' }]);
  });

  it('filters by what only its kind has', async () => {
    const base = { ...TRANSCODE, Name: 'filter' };
    const sound = {
      Container: 'mp3',
      RemoveVideo: 1,
      AudioTemplate: { ...AUDIO, Codec: 'mp3' },
      Name: 'filter',
    };
    const enhance = { VideoEnhance: { EnhanceSceneType: 'game', LowLightEnhance: { Switch: 'ON' } } };
    const [plain, tehd, enhanced, audio] = await Promise.all([
      create('Transcode', base),
      create('Transcode', { ...base, TEHDConfig: { Type: 'TEHD-100' } }),
      create('Transcode', { ...base, EnhanceConfig: enhance, VideoTemplate: { ...VIDEO, SceneType: 'ugc' } }),
      create('Transcode', sound),
    ]);
    const found = async (filter: object) =>
      (await listed('Transcode', { Name: 'filter', ...filter })).list
        .map(({ Definition }) => Number(Definition))
        .sort();
    expect(await found({ ContainerType: 'PureAudio' })).toEqual([audio]);
    expect(await found({ TEHDType: 'TEHD' })).toEqual([tehd]);
    expect(await found({ TranscodeType: 'Enhance' })).toEqual([enhanced]);
    expect(await found({ TranscodeType: 'Common' })).toEqual([plain, audio].sort());
    expect(await found({ EnhanceType: 'VideoEnhance', EnhanceSceneType: 'game', SceneType: 'ugc' })).toEqual([
      enhanced,
    ]);
    const { total } = await listed('Transcode', { Type: 'Preset', ContainerType: 'PureAudio' });
    expect(total).toBe(PRESETS.Transcode.filter(({ ContainerType }) => ContainerType === 'PureAudio').length);
    const text = { FontType: 'arial.ttf', FontSize: '24px', FontColor: '0xFFFFFF', FontAlpha: 0.5 };
    const watermark = await create('Watermark', { Type: 'text', TextTemplate: text, Name: 'filter' });
    const texts = await listed('Watermark', { Type: 'text', Name: 'filter' });
    expect(texts.list.map(({ Definition }) => Definition)).toEqual([watermark]);
    expect((await listed('Watermark', { Type: 'svg', Name: 'filter' })).total).toBe(0);
  });
});

it('Create refuses what is over the limit of the kind', async () => {
  const account = { secretId: 'AKIDother', secretKey: 'other-secret-key' };
  const { total } = await listed('AnimatedGraphics', { Type: 'Custom' }, account);
  for (let count = total; count < 16; count += 1) await create('AnimatedGraphics', { Fps: 1 }, account);
  expect(await refusal('CreateAnimatedGraphicsTemplate', { Fps: 1 }, account)).toMatch(
    /^LimitExceeded\.TooMuchTemplate: /,
  );
  expect((await listed('AnimatedGraphics', { Type: 'Custom' }, account)).total).toBe(16);
});

describe('pictures of watermarks', () => {
  const image = (ImageContent: string, rest = {}) => ({
    Type: 'image',
    ImageTemplate: { ImageContent, ...rest },
  });
  const read = async (url: string) => {
    const response = await new Hono()
      .route(
        '/objects',
        objectRoute(async () => true),
      )
      .request(url, {}, env);
    return {
      status: response.status,
      type: response.headers.get('Content-Type'),
      body: await response.arrayBuffer(),
    };
  };

  it('are kept and shown by a URL that anybody can read, also after they were replaced', async () => {
    const created = await call('CreateWatermarkTemplate', image(PNG));
    const Definition = created.Definition as number;
    const { ImageTemplate } = await describeOne('Watermark', Definition);
    const { ImageUrl } = ImageTemplate as { ImageUrl: string };
    for (const url of [created.ImageUrl as string, ImageUrl]) {
      expect(url).toMatch(
        /^http:\/\/127\.0\.0\.1:8787\/objects\/1250000000\/_catalog\/watermark\/[0-9a-f-]{36}\.png\?/,
      );
      const { status, type, body } = await read(url);
      expect([status, type, Buffer.from(body).toString('base64')]).toEqual([200, 'image/png', PNG]);
    }
    const larger = pngOf(30, 30);
    const changed = await call('ModifyWatermarkTemplate', {
      Definition,
      ImageTemplate: { ImageContent: larger },
    });
    expect(Buffer.from((await read(changed.ImageUrl as string)).body).toString('base64')).toBe(larger);
    // Tasks that were accepted before still need the old one.
    expect((await read(ImageUrl)).status).toBe(200);
  });

  it.each([
    ['no base64', '!!!'],
    ['no picture', Buffer.from('hello').toString('base64')],
    ['half a picture', Buffer.from(Buffer.from(PNG, 'base64').subarray(0, 50)).toString('base64')],
    ['nothing', ''],
    ['a picture that is too large', pngOf(1, 9000)],
  ])('%s is refused, and nothing is kept', async (_, content) => {
    const before = (await env.MEDIA.list({ prefix: '1250000000/_catalog/watermark/' })).objects.length;
    expect(await refusal('CreateWatermarkTemplate', image(content))).toMatch(
      /^InvalidParameterValue\.ImageContent: .*`ImageTemplate.ImageContent`/,
    );
    expect((await env.MEDIA.list({ prefix: '1250000000/_catalog/watermark/' })).objects).toHaveLength(before);
  });

  it.each([
    [{ Type: 'image' }, 'MissingParameter: .*`ImageTemplate`'],
    [{ Type: 'text' }, 'MissingParameter: .*`TextTemplate`'],
    [{ Type: 'video' }, 'InvalidParameterValue\\.Type: '],
    [image(PNG, { Width: '5px' }), 'InvalidParameterValue\\.Width: .*`ImageTemplate.Width`'],
    [image(PNG, { Height: '101%' }), 'InvalidParameterValue\\.Height: '],
    [image(PNG, { RepeatType: 'twice' }), 'InvalidParameterValue\\.RepeatType: '],
    [{ ...image(PNG), XPos: '10' }, 'InvalidParameterValue\\.XPos: '],
    [{ Type: 'svg', SvgTemplate: { Width: '10X%' } }, 'InvalidParameterValue\\.SvgTemplateWidth: '],
  ])('%o is refused', async (request, expected) => {
    expect(await refusal('CreateWatermarkTemplate', request)).toMatch(new RegExp(`^${expected}`));
  });
});
