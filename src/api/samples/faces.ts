// Pictures of a person sample: kept in storage, for the backends that look for faces.
import { MAX_IMAGE_BYTES, MAX_IMAGE_SIDE, type ReadImage, readImage } from '../../catalog/readImage.ts';
import type { ObjectRef } from '../../contract/location.ts';
import { ApiError, invalidValue } from '../../mps/errors.ts';
import { ownObject, putOwnObject } from '../../storage/ownObjects.ts';
import type { ActionContext } from '../action.ts';

/** What is stored of a picture. */
export interface Face {
  id: string;
  object: ObjectRef;
  /** Key in storage. */
  key: string;
  /** SHA-256 of the bytes, lower hex. */
  hash: string;
}

/** A picture that was not taken, by its position in the request. */
export interface FailedFace {
  Index: number;
  ErrCode: number;
  Message: string;
}

/** "The image must be … at least 200 × 200 pixels." */
const LEAST_SIDE = 200;
const TOO_SMALL = 1;

interface Candidate extends ReadImage {
  index: number;
  hash: string;
}

/**
 * Keeps the pictures that are large enough; whether there is a face in them nobody here can tell. Throws
 * InvalidParameterValue.PicFormatError for one that is no whole JPEG or PNG, or when all are too small, and
 * InvalidParameterValue.FaceDuplicate for one that is there already, before any is kept.
 */
export async function keepFaces(
  { env, account }: ActionContext,
  parameter: string,
  contents: string[],
  present: readonly Face[],
): Promise<{ faces: Face[]; failed: FailedFace[] }> {
  const candidates = await Promise.all(
    contents.map((content, index) => read(content, `${parameter}.${index}`, index)),
  );
  const good = candidates.filter(({ width, height }) => Math.min(width, height) >= LEAST_SIDE);
  const failed = candidates.filter((each) => !good.includes(each)).map(({ index }) => tooSmall(index));
  if (contents.length > 0 && good.length === 0) throw noFace(`${parameter}.0`);
  const hashes = [...present, ...good].map(({ hash }) => hash);
  if (new Set(hashes).size < hashes.length) throw new ApiError('InvalidParameterValue.FaceDuplicate');
  const faces = good.map(({ extension, hash }): Omit<Face, 'key'> => {
    const id = crypto.randomUUID();
    return { id, hash, object: ownObject(account.appId, `person/${id}.${extension}`) };
  });
  const keys = await Promise.all(
    faces.map(({ object }, index) => putOwnObject(env, object, good[index]!.bytes, good[index]!.contentType)),
  );
  return { faces: faces.map((face, index) => ({ ...face, key: keys[index]! })), failed };
}

async function read(content: string, parameter: string, index: number): Promise<Candidate> {
  const image = readImage(content);
  if (image?.contentType !== 'image/jpeg' && image?.contentType !== 'image/png') throw noFace(parameter);
  const digest = await crypto.subtle.digest('SHA-256', image.bytes);
  return { ...image, index, hash: Buffer.from(digest).toString('hex') };
}

function tooSmall(Index: number): FailedFace {
  return {
    Index,
    ErrCode: TOO_SMALL,
    Message: `The image is smaller than ${LEAST_SIDE} × ${LEAST_SIDE} pixels.`,
  };
}

function noFace(parameter: string): ApiError {
  const most = `${MAX_IMAGE_BYTES / 1024 / 1024} MB`;
  return invalidValue(
    parameter,
    {
      en: `a whole JPEG or PNG picture as base64, of at least ${LEAST_SIDE} and at most ${MAX_IMAGE_SIDE} pixels a side and at most ${most}`,
      zh: `完整的 JPEG 或 PNG 图片的 Base64 编码，边长 ${LEAST_SIDE} 至 ${MAX_IMAGE_SIDE} 像素，不超过 ${most}`,
    },
    'InvalidParameterValue.PicFormatError',
  );
}
