// A watermark template (data type WatermarkTemplate), with its picture where it is stored.
import type { ObjectRef } from '../contract/location.ts';

export interface WatermarkTemplate {
  readonly Definition: number;
  readonly Type: 'image' | 'text' | 'svg';
  readonly Name: string;
  readonly Comment: string;
  /** TopLeft, TopRight, BottomLeft or BottomRight: that corner of the frame and of the watermark. */
  readonly CoordinateOrigin: string;
  /** From the origin: "10%" of the frame's side or "100px". */
  readonly XPos: string;
  readonly YPos: string;
  /** One of the three, as Type says; the others are null. */
  readonly ImageTemplate: ImageWatermark | null;
  readonly TextTemplate: TextWatermark | null;
  readonly SvgTemplate: SvgWatermark | null;
  readonly CreateTime: string;
  readonly UpdateTime: string;
}

export interface ImageWatermark {
  readonly Image: StoredImage;
  /** "10%" of the frame's side, or "100px"; "0px" is scaled from the other side. */
  readonly Width: string;
  readonly Height: string;
  /** Of an animated picture: once, repeat_last_frame or repeat. */
  readonly RepeatType: string;
}

export interface TextWatermark {
  /** "simkai.ttf" or "arial.ttf". */
  readonly FontType: string;
  /** "24px", or "5%" of the frame's height. */
  readonly FontSize: string;
  /** "0xRRGGBB". */
  readonly FontColor: string;
  /** Above 0, up to 1 (opaque). */
  readonly FontAlpha: number;
  /** "" where the request gives it (WatermarkInput.TextContent). */
  readonly TextContent: string;
}

/** The picture itself comes with the request (WatermarkInput.SvgContent). */
export interface SvgWatermark {
  /** "100px", "10%" of the frame's side, or of its width, height, short or long side: "10W%", "10H%", "10S%", "10L%". */
  readonly Width: string;
  readonly Height: string;
}

/** A picture that came with a template: read it like any object of the account. */
export interface StoredImage {
  readonly object: ObjectRef;
  readonly contentType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}
