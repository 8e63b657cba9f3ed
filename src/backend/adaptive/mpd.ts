// MPEG-DASH manifests (ISO/IEC 23009-1): the "on-demand" profile for sub streams of one file each, the "live" profile
// for those in segments.

export interface Representation {
  id: string;
  /** Bits per second at the peak. */
  bandwidth: number;
  codecs: string;
  /** `frameRate` is an integer or a fraction (ISO/IEC 23009-1, FrameRateType). */
  video: { width: number; height: number; frameRate: string } | null;
  audio: { sampleRate: number; channels: number } | null;
  media: IndexedFile | NumberedSegments;
}

/** A file that has its initialization section and an index before its segments. */
export interface IndexedFile {
  kind: 'file';
  uri: string;
  /** Bytes of the initialization section, and of the index behind it. */
  initBytes: number;
  indexBytes: number;
}

export interface NumberedSegments {
  kind: 'segments';
  init: string;
  /** With $Number$ in it; numbers count from 0. */
  template: string;
  timescale: number;
  /** Ticks. */
  times: { start: number; duration: number }[];
}

export interface AdaptationSet {
  contentType: 'video' | 'audio';
  /** "" when unknown. */
  language: string;
  label: string;
  isMain: boolean;
  representations: Representation[];
}

export interface TextTrack {
  id: string;
  uri: string;
  language: string;
  label: string;
  isMain: boolean;
  /** Bits per second. */
  bandwidth: number;
}

export interface Presentation {
  /** Seconds. */
  duration: number;
  /** Seconds of the longest segment. */
  segmentSeconds: number;
  sets: AdaptationSet[];
  texts: TextTrack[];
}

type Attributes = Record<string, string | number | undefined>;

/** The text of the manifest. */
export function mpdText({ duration, segmentSeconds, sets, texts }: Presentation): string {
  const indexed = sets.every(({ representations }) =>
    representations.every(({ media }) => media.kind === 'file'),
  );
  const children = [...sets.map(adaptationSet), ...texts.map((text, n) => textSet(text, sets.length + n))];
  const root = element(
    'MPD',
    {
      xmlns: 'urn:mpeg:dash:schema:mpd:2011',
      profiles: `urn:mpeg:dash:profile:isoff-${indexed ? 'on-demand' : 'live'}:2011`,
      type: 'static',
      mediaPresentationDuration: isoDuration(duration),
      minBufferTime: isoDuration(Math.max(2, segmentSeconds)),
    },
    [element('Period', { id: 0, start: 'PT0S', duration: isoDuration(duration) }, children)],
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n${root.join('\n')}\n`;
}

function adaptationSet(set: AdaptationSet, id: number): string[] {
  const { contentType, language, label, isMain, representations } = set;
  const indexed = representations[0]?.media.kind === 'file';
  const videos = representations.flatMap(({ video }) => video ?? []);
  return element(
    'AdaptationSet',
    {
      id,
      contentType,
      mimeType: `${contentType}/mp4`,
      lang: language || undefined,
      ...(indexed ? { subsegmentAlignment: 'true' } : { segmentAlignment: 'true' }),
      ...(indexed ? { subsegmentStartsWithSAP: 1 } : { startWithSAP: 1 }),
      ...(videos.length > 0
        ? {
            maxWidth: Math.max(...videos.map(({ width }) => width)),
            maxHeight: Math.max(...videos.map(({ height }) => height)),
          }
        : {}),
    },
    [
      // The schema has them in this order.
      ...(label ? [leaf('Label', label)] : []),
      ...(contentType === 'audio' ? [role(isMain ? 'main' : 'alternate')] : []),
      ...representations.map(representation),
    ],
  );
}

function representation({ id, bandwidth, codecs, video, audio, media }: Representation): string[] {
  return element(
    'Representation',
    {
      ...{ id, bandwidth, codecs },
      ...(video && {
        ...{ width: video.width, height: video.height, frameRate: video.frameRate, sar: '1:1' },
      }),
      ...(audio && { audioSamplingRate: audio.sampleRate }),
    },
    [
      ...(audio
        ? [
            element('AudioChannelConfiguration', {
              schemeIdUri: 'urn:mpeg:dash:23003:3:audio_channel_configuration:2011',
              value: audio.channels,
            }),
          ]
        : []),
      ...(media.kind === 'file' ? indexedFile(media) : [numberedSegments(media)]),
    ],
  );
}

function indexedFile({ uri, initBytes, indexBytes }: IndexedFile): string[][] {
  return [
    leaf('BaseURL', uri),
    element(
      'SegmentBase',
      { indexRange: `${initBytes}-${initBytes + indexBytes - 1}`, indexRangeExact: 'true' },
      [element('Initialization', { range: `0-${initBytes - 1}` })],
    ),
  ];
}

function numberedSegments({ init, template, timescale, times }: NumberedSegments): string[] {
  // Neighbours of the same length are one entry.
  const runs: { start: number; duration: number; count: number; end: number }[] = [];
  for (const { start, duration } of times) {
    const last = runs.at(-1);
    if (last && last.duration === duration && last.end === start) {
      last.count += 1;
      last.end += duration;
    } else {
      runs.push({ start, duration, count: 1, end: start + duration });
    }
  }
  return element('SegmentTemplate', { timescale, initialization: init, media: template, startNumber: 0 }, [
    element(
      'SegmentTimeline',
      {},
      runs.map(({ start, duration, count }, n) =>
        element('S', {
          // Said where it does not follow from what is before.
          t: n === 0 || runs[n - 1]?.end !== start ? start : undefined,
          d: duration,
          r: count > 1 ? count - 1 : undefined,
        }),
      ),
    ),
  ]);
}

function textSet({ id, uri, language, label, isMain, bandwidth }: TextTrack, number: number): string[] {
  return element(
    'AdaptationSet',
    { id: number, contentType: 'text', mimeType: 'text/vtt', lang: language || undefined },
    [
      ...(label ? [leaf('Label', label)] : []),
      role('subtitle'),
      ...(isMain ? [role('main')] : []),
      element('Representation', { id, bandwidth: Math.max(1, bandwidth) }, [leaf('BaseURL', uri)]),
    ],
  );
}

function role(value: string): string[] {
  return element('Role', { schemeIdUri: 'urn:mpeg:dash:role:2011', value });
}

function leaf(name: string, text: string): string[] {
  return [`<${name}>${escaped(text)}</${name}>`];
}

/** The lines of an element. */
function element(name: string, attributes: Attributes, children: string[][] = []): string[] {
  const head = Object.entries(attributes)
    .flatMap(([attribute, value]) =>
      value === undefined ? [] : [` ${attribute}="${escaped(String(value))}"`],
    )
    .join('');
  if (children.length === 0) return [`<${name}${head}/>`];
  return [`<${name}${head}>`, ...children.flat().map((line) => `  ${line}`), `</${name}>`];
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Seconds as an XML duration. */
function isoDuration(seconds: number): string {
  return `PT${Number(seconds.toFixed(3))}S`;
}
