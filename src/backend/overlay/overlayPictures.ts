// Pictures that are laid over the outputs of a job, each drawn once.
import type { Drawing, DrawnPicture, DrawnPictures } from '../ffmpeg/drawing.ts';
import type { JobFiles } from '../input/jobFiles.ts';
import { asJobFailure, JobFailure } from '../jobFailure.ts';
import { drawImage } from './drawImage.ts';
import { drawSubtitle, type SubtitledInput } from './drawSubtitle.ts';
import { drawSvg } from './drawSvg.ts';
import { drawText } from './drawText.ts';
import type { DrawingTools } from './runTool.ts';

export class OverlayPictures implements DrawnPictures {
  readonly #drawn = new Map<string, DrawnPicture | JobFailure>();
  readonly #files: JobFiles;
  readonly #input: SubtitledInput;
  readonly #tools: DrawingTools;
  readonly #folder: string;

  /** `input` is the job's own; `folder` exists and is for nothing else. */
  constructor(files: JobFiles, input: SubtitledInput, tools: DrawingTools, folder: string) {
    this.#files = files;
    this.#input = input;
    this.#tools = tools;
    this.#folder = folder;
  }

  /** Draws what was not drawn before. @throws JobFailure, or the signal's reason */
  async draw(drawings: Drawing[]): Promise<void> {
    for (const drawing of drawings) {
      const key = JSON.stringify(drawing);
      const known = this.#drawn.get(key) ?? (await this.#make(drawing, `drawn-${this.#drawn.size}`));
      this.#drawn.set(key, known);
      if (known instanceof JobFailure) throw known;
    }
  }

  get(drawing: Drawing): DrawnPicture {
    const drawn = this.#drawn.get(JSON.stringify(drawing));
    if (!drawn) throw new Error(`a ${drawing.kind} was not drawn`);
    if (drawn instanceof JobFailure) throw drawn;
    return drawn;
  }

  async #make(drawing: Drawing, name: string): Promise<DrawnPicture | JobFailure> {
    try {
      switch (drawing.kind) {
        case 'text':
          return await drawText(drawing, this.#tools, this.#folder, name);
        case 'subtitle':
          return await drawSubtitle(drawing, this.#input, this.#files, this.#tools, this.#folder, name);
        case 'svg':
          return await drawSvg(this.#files.path(drawing.file), drawing, this.#tools, this.#folder, name);
        case 'image':
          return await drawImage(this.#files.path(drawing.file), drawing, this.#tools, this.#folder, name);
      }
    } catch (error) {
      this.#tools.signal.throwIfAborted();
      const { failure, retry } = asJobFailure(error);
      // Subtitles have several files, and name them.
      if (drawing.kind === 'text' || drawing.kind === 'subtitle') return new JobFailure(failure, retry);
      const { file } = drawing;
      const message = `${this.#files.parameter(file)}: ${failure.message}`.slice(0, 1000);
      return new JobFailure({ ...failure, message }, retry);
    }
  }
}
