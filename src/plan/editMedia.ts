// From an EditMedia request to what is to be done: parts of files are cut out and joined, or put together on a canvas.
import type { ComposeOutput } from '../contract/compose.ts';
import type { JoinOutput, JoinPart } from '../contract/join.ts';
import type { AudioSpec, MediaOutput, VideoSpec } from '../contract/media.ts';
import { inputInfoEcho } from '../mps/echo.ts';
import { invalidValue, missingParameter } from '../mps/errors.ts';
import type { EditMediaRequest } from '../mps/requests.ts';
import { refuseCollisions } from './collisions.ts';
import { planComposition } from './compose/composeOutput.ts';
import { FileList, placeKey } from './fileList.ts';
import { inputLocation } from './input.ts';
import { numberRule } from './numberRule.ts';
import { objectKey } from './objectKey.ts';
import type { Plan } from './plan.ts';
import { shownOf } from './shown.ts';
import { bucketOf, echoOf, outputBucket } from './storage.ts';
import { saysSomething } from './unserved.ts';

/** Files of one task at most: each is open while they are joined. */
const MAX_FILES = 100;

const CONTAINERS = ['mp4', 'hls', 'mov', 'flv', 'avi'] as const;
type Container = (typeof CONTAINERS)[number];
type EditedOutput = MediaOutput | JoinOutput | ComposeOutput;

/** Where nothing is asked for: a picture that looks like its source. */
const VIDEO: VideoSpec = {
  ...{ codec: 'h264', profile: '', bitrate: 0, rateControl: 'crf', quality: 20, fps: 0, width: 0, height: 0 },
  ...{ adaptive: true, fill: 'black', gop: 0 },
};
const COPY: Pick<MediaOutput, 'video' | 'audio'> = {
  video: { ...VIDEO, codec: 'copy' },
  audio: { codec: 'copy', bitrate: 0, sampleRate: 0, channels: 0 },
};

/**
 * The plan of a request of the account `appId`: one subtask, which makes one file. Throws ApiError: MissingParameter,
 * InvalidParameterValue, UnsupportedOperation.
 */
export function planEditMedia(request: EditMediaRequest, appId: string): Plan {
  const { FileInfos, ComposeConfig } = request;
  const [first] = FileInfos;
  if (!first) throw missingParameter('FileInfos');
  if (FileInfos.length > MAX_FILES) {
    throw invalidValue('FileInfos', {
      en: `a list of at most ${MAX_FILES} files`,
      zh: `不超过 ${MAX_FILES} 个文件的列表`,
    });
  }
  const input = inputLocation(first.InputInfo, appId, 'FileInfos.0.InputInfo');
  const files = new FileList();
  const locations = FileInfos.map((info, index) =>
    inputLocation(info.InputInfo, appId, `FileInfos.${index}.InputInfo`),
  );
  const fileOf = (index: number): string | null => {
    const location = locations[index]!;
    if (placeKey(location) === placeKey(input)) return null;
    return files.add({ location, parameter: `FileInfos.${index}.InputInfo` });
  };
  const target = outputBucket('OutputStorage', request.OutputStorage, bucketOf(input), appId);
  if (!target) throw missingParameter('OutputStorage');
  const output = saysSomething(ComposeConfig)
    ? composedOutput(request, fileOf)
    : joinedOutput(request, fileOf);
  const storage = echoOf(target);
  const planned = {
    kind: 'EditMedia' as const,
    input: {
      FileInfoSet: FileInfos.map(({ InputInfo, StartTimeOffset = 0, EndTimeOffset = 0, Id = null }) => ({
        ...{ InputInfo: inputInfoEcho({ ...InputInfo }), StartTimeOffset, EndTimeOffset, Id },
      })),
    },
    ...{ storage, definition: 0, path: `/${output.main}` },
  };
  const subtask = { parameter: 'OutputObjectPath', planned, output, target };
  refuseCollisions([subtask], input, ...files.all().map((file) => file.location));
  return {
    subtasks: [planned],
    jobs: [
      {
        ...{ pool: 'cpu', kind: 'media', input, outputs: [output], targets: [target] },
        ...(files.all().length > 0 && { files: files.all() }),
      },
    ],
  };
}

function composedOutput(
  { ComposeConfig = {}, FileInfos, OutputObjectPath }: EditMediaRequest,
  fileOf: (index: number) => string | null,
): EditedOutput {
  const composition = planComposition(ComposeConfig, FileInfos, fileOf);
  return { subtask: 0, ...composition, ...outputNames(OutputObjectPath, composition.container) };
}

function joinedOutput(request: EditMediaRequest, fileOf: (index: number) => string | null): EditedOutput {
  const container = containerOf(request.OutputConfig?.Container);
  const parts = request.FileInfos.map((info, index): JoinPart => {
    const part = shownOf(info, `FileInfos.${index}`);
    return { file: fileOf(index), ...part };
  });
  const names = outputNames(request.OutputObjectPath, container);
  return outputOf({ container, ...names, parts, fast: isFast(request, parts.length) });
}

interface Edit {
  container: Container;
  main: string;
  segment: MediaOutput['segment'];
  parts: JoinPart[];
  fast: boolean;
}

/** A single part is an output like any other; `fast` leaves its streams as they are, from key frame on. */
function outputOf({ container, main, segment, parts, fast }: Edit): MediaOutput | JoinOutput {
  const [only, ...others] = parts;
  const common = { subtask: 0, container, main, segment };
  if (!only || others.length > 0) return { kind: 'join', ...common, parts };
  const { start, end } = only;
  return {
    ...{ kind: 'media', ...common, ...(fast ? COPY : { video: VIDEO, audio: audioOf(container) }) },
    ...(start !== 0 || end !== 0 ? { clip: { start, end } } : {}),
  };
}

/** AVI players know no AAC. */
function audioOf(container: Container): AudioSpec {
  const codec = container === 'avi' ? 'mp3' : 'aac';
  return { codec, bitrate: 128_000, sampleRate: 44_100, channels: 2 };
}

function containerOf(text: string | undefined): Container {
  if (!text) return 'mp4';
  const found = CONTAINERS.find((container) => container === text);
  if (found) return found;
  throw invalidValue(
    'OutputConfig.Container',
    { en: '`mp4`, `hls`, `mov`, `flv` or `avi`', zh: ' `mp4`、`hls`、`mov`、`flv` 或 `avi`' },
    'InvalidParameterValue.Container',
  );
}

function isFast({ OutputConfig }: EditMediaRequest, files: number): boolean {
  const type = OutputConfig?.Type || 'normal';
  if (type !== 'normal' && type !== 'fast') {
    throw invalidValue('OutputConfig.Type', { en: '`normal` or `fast`', zh: ' `normal` 或 `fast`' });
  }
  if (type === 'fast' && files > 1) {
    throw invalidValue('OutputConfig.Type', {
      en: '`normal` where several files are joined',
      zh: '多文件拼接时仅支持 `normal`',
    });
  }
  return type === 'fast';
}

/** OutputObjectPath is the file's path; the container's extension is added where it, or `.{format}`, is not there. */
function outputNames(path: string, container: Container | 'mp3'): Pick<Edit, 'main' | 'segment'> {
  if (path === '') throw missingParameter('OutputObjectPath');
  const extension = container === 'hls' ? 'm3u8' : container;
  const filled = path.replaceAll('{format}', extension);
  if (/[{}]/.test(filled)) throw unsupportedVariable();
  const main = objectKey(
    'OutputObjectPath',
    filled.endsWith(`.${extension}`) ? filled : `${filled}.${extension}`,
  );
  if (container !== 'hls') return { main, segment: null };
  const pattern = `${main.slice(0, -extension.length - 1)}_{number}.ts`;
  objectKey('OutputObjectPath', pattern.replace('{number}', '0'.repeat(20)));
  return { main, segment: { pattern, number: numberRule('OutputObjectPath', undefined) } };
}

function unsupportedVariable() {
  return invalidValue('OutputObjectPath', {
    en: 'a path without variables other than `{format}`',
    zh: '仅可包含变量 `{format}` 的路径',
  });
}
