// The pixels of a video or picture, read back with ffmpeg.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One decoded picture: RGB, three bytes a pixel. */
export class Frame {
  readonly width: number;
  readonly height: number;
  readonly #rgb: Buffer;

  constructor(width: number, height: number, rgb: Buffer) {
    this.width = width;
    this.height = height;
    this.#rgb = rgb;
  }

  /** Red, green and blue of a pixel. */
  at(x: number, y: number): [number, number, number] {
    const offset = (y * this.width + x) * 3;
    return [this.#rgb[offset] ?? 0, this.#rgb[offset + 1] ?? 0, this.#rgb[offset + 2] ?? 0];
  }

  /** The smallest box that holds all pixels of which a part is further than `tolerance` from `color`; null for none. */
  boxUnlike(color: readonly [number, number, number], tolerance: number): Box | null {
    let [left, top, right, bottom] = [this.width, this.height, -1, -1];
    for (let offset = 0, pixel = 0; offset < this.#rgb.length; offset += 3, pixel++) {
      const unlike = (part: 0 | 1 | 2) => Math.abs((this.#rgb[offset + part] ?? 0) - color[part]) > tolerance;
      if (!unlike(0) && !unlike(1) && !unlike(2)) continue;
      const [x, y] = [pixel % this.width, Math.floor(pixel / this.width)];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
    return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  }
}

/** All frames of a small file, in order. */
export async function framesOf(file: string): Promise<Frame[]> {
  const args = ['-v', 'error', '-i', file, '-map', '0:v:0', '-fps_mode', 'passthrough'];
  const { stdout } = await run(
    'ffmpeg',
    [...args, '-pix_fmt', 'rgb24', '-c:v', 'ppm', '-f', 'image2pipe', '-'],
    {
      encoding: 'buffer',
      maxBuffer: 512 * 1024 * 1024,
    },
  );
  const frames: Frame[] = [];
  for (let at = 0; at < stdout.length; ) {
    const header = /^P6\s(\d+) (\d+)\s255\s/.exec(stdout.toString('latin1', at, at + 32));
    const [whole = '', width = 0, height = 0] = header ?? [];
    if (!header) throw new Error('no PPM picture');
    const start = at + whole.length;
    at = start + Number(width) * Number(height) * 3;
    frames.push(new Frame(Number(width), Number(height), stdout.subarray(start, at)));
  }
  return frames;
}
