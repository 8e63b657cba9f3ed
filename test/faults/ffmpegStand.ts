// An ffmpeg that is the real one, but for the next encoding may be told to be slow, to hang or to crash.
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface FfmpegStand {
  /** For FFMPEG_PATH. */
  program: string;
  /** Says what the next encoding does; "slow" reads its input at its own speed. */
  next(mode: 'slow' | 'hang' | 'crash'): Promise<void>;
  /** Whether that encoding has begun. */
  begun(): boolean;
  remove(): Promise<void>;
}

export async function ffmpegStand(): Promise<FfmpegStand> {
  const folder = await mkdtemp(join(tmpdir(), 'ffmpeg-stand-'));
  const program = join(folder, 'ffmpeg');
  const mode = join(folder, 'mode');
  const real = process.env.FFMPEG_PATH || 'ffmpeg';
  // Moving the file is how exactly one of two encodings takes the order.
  const script = `#!/bin/sh
case "$*" in
*-progress*)
  if mv "${mode}" "${folder}/taken" 2>/dev/null; then
    case "$(cat "${folder}/taken")" in
    slow) exec ${real} -re "$@" ;;
    hang) exec sleep 600 ;;
    crash) kill -SEGV $$ ;;
    esac
  fi
  ;;
esac
exec ${real} "$@"
`;
  await writeFile(program, script);
  await chmod(program, 0o755);
  return {
    program,
    next: async (order) => {
      await rm(join(folder, 'taken'), { force: true });
      await writeFile(mode, order);
    },
    begun: () => existsSync(join(folder, 'taken')),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
