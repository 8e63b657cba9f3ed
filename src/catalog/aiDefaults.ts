// Defaults of recognition and review (data types FaceConfigureInfo, PornConfigureInfo and their like).
import type {
  CreateAIRecognitionTemplateRequest,
  CreateContentReviewTemplateRequest,
} from '../mps/requests.ts';

type Values = Record<string, unknown>;

const FACE = { Score: 95, FaceLibrary: 'All', DefaultLibraryLabelSet: [], UserDefineLibraryLabelSet: [] };
const LABELS = { LabelSet: [] };
const LANGUAGE = { SubtitleFormat: '', SourceLanguage: '' };

const RECOGNITION: Record<string, Values> = {
  FaceConfigure: FACE,
  OcrWordsConfigure: LABELS,
  AsrFullTextConfigure: LANGUAGE,
  AsrWordsConfigure: LABELS,
  TranslateConfigure: { ...LANGUAGE, DestinationLanguage: '' },
};

const scores = (BlockConfidence: number, ReviewConfidence: number): Values => ({
  BlockConfidence,
  ReviewConfidence,
});
const WORDS = scores(100, 75);
const OWN = { ...WORDS, ...LABELS };

/** By the field of the request, then by what is looked at. */
const REVIEW: Record<string, Record<string, Values>> = {
  PornConfigure: {
    ImgReviewInfo: { ...scores(90, 0), ...LABELS },
    AsrReviewInfo: WORDS,
    OcrReviewInfo: WORDS,
  },
  TerrorismConfigure: { ImgReviewInfo: { ...scores(90, 80), ...LABELS }, OcrReviewInfo: WORDS },
  PoliticalConfigure: {
    ImgReviewInfo: { ...scores(97, 95), ...LABELS },
    ...{ AsrReviewInfo: WORDS, OcrReviewInfo: WORDS },
  },
  ProhibitedConfigure: { AsrReviewInfo: WORDS, OcrReviewInfo: WORDS },
  UserDefineConfigure: {
    FaceReviewInfo: { ...scores(97, 95), ...LABELS },
    ...{ AsrReviewInfo: OWN, OcrReviewInfo: OWN },
  },
};

/** A recognition with its defaults filled in, where it is configured at all. */
export function wholeRecognition<T extends Partial<CreateAIRecognitionTemplateRequest>>(given: T): T {
  return filled(given, RECOGNITION);
}

/** A review with its defaults filled in, where it is configured at all. */
export function wholeReview<T extends Partial<CreateContentReviewTemplateRequest>>(given: T): T {
  const kinds = Object.entries(given as Values).map(([field, value]) => {
    const defaults = REVIEW[field];
    return [field, defaults && value ? filled(value as Values, defaults) : value];
  });
  return Object.fromEntries(kinds) as T;
}

/** Each field that `defaults` knows, with what it lacks. */
function filled<T extends object>(given: T, defaults: Record<string, Values>): T {
  const fields = Object.entries(given).map(([field, value]) => {
    return [field, defaults[field] && value ? { ...defaults[field], ...(value as Values) } : value];
  });
  return Object.fromEntries(fields) as T;
}
