// Thumbnails of a time line as WebVTT (W3C WebVTT; #xywh= of W3C Media Fragments URI 1.0, section 4.2.2).

export interface SpriteLayout {
  /** Small pictures in all sheets together. */
  tiles: number;
  rows: number;
  columns: number;
  /** Pixels of a small picture. */
  width: number;
  height: number;
  /** Seconds that each small picture stands for; the last one ends with the source. */
  interval: number;
  /** Seconds of the source. */
  duration: number;
  /** Reference to the n-th sheet (from 0), relative to the WebVTT file. */
  sheetUri: (n: number) => string;
}

/** The text of the file: a cue for each small picture. */
export function webVtt(layout: SpriteLayout): string {
  const { tiles, rows, columns, width, height, interval, duration, sheetUri } = layout;
  const cues = Array.from({ length: tiles }, (_, tile) => {
    const start = tile * interval;
    const end = tile === tiles - 1 ? Math.max(duration, start + 0.001) : start + interval;
    const place = tile % (rows * columns);
    const x = (place % columns) * width;
    const y = Math.floor(place / columns) * height;
    const sheet = sheetUri(Math.floor(tile / (rows * columns)));
    return `${timestamp(start)} --> ${timestamp(end)}\n${sheet}#xywh=${x},${y},${width},${height}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}

/** hh:mm:ss.ttt */
function timestamp(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const parts = [
    Math.floor(milliseconds / 3_600_000),
    Math.floor(milliseconds / 60_000) % 60,
    Math.floor(milliseconds / 1000) % 60,
  ];
  const text = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${text}.${String(milliseconds % 1000).padStart(3, '0')}`;
}
