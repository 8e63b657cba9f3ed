// Requests of the actions on person and word samples.
import type { Rule, TypeRules } from './rule.ts';

const TAG: Rule = { maxItems: 20, maxLength: 128 };
const PERSON_USAGES: Rule = {
  oneOf: ['Recognition', 'Recognition.Face', 'Review', 'Review.Face', 'All'],
};
const WORD_USAGES: Rule = {
  oneOf: [
    ...['Recognition.Ocr', 'Recognition.Asr', 'Review.Ocr', 'Review.Asr', 'Recognition', 'Review', 'All'],
  ],
};
const FACES: Rule = { maxItems: 5 };
const DESCRIPTION: Rule = { maxLength: 1024 };
const OPERATION: Rule = { oneOf: ['add', 'delete', 'reset'] };

export const SAMPLE_RULES: Record<string, TypeRules> = {
  CreatePersonSampleRequest: {
    Name: { maxLength: 20 },
    Usages: PERSON_USAGES,
    Description: DESCRIPTION,
    FaceContents: FACES,
    Tags: TAG,
  },
  // A name may be longer here ("ModifyPersonSample").
  ModifyPersonSampleRequest: { Name: { maxLength: 128 }, Description: DESCRIPTION, Usages: PERSON_USAGES },
  DescribePersonSamplesRequest: {
    Type: { oneOf: ['UserDefine', 'Default'] },
    PersonIds: { maxItems: 100 },
    Names: { maxItems: 20 },
    Tags: { maxItems: 20 },
    Limit: { range: [1, 100] },
  },
  AiSampleFaceOperation: {
    Type: OPERATION,
    FaceIds: { requiredWhen: { Type: ['delete'] } },
    FaceContents: [FACES, { requiredWhen: { Type: ['add', 'reset'] } }],
  },
  AiSampleTagOperation: { Type: OPERATION, Tags: TAG },
  CreateWordSamplesRequest: { Usages: WORD_USAGES, Words: { maxItems: 100 } },
  AiSampleWordInfo: { Keyword: { maxLength: 20 }, Tags: TAG },
  ModifyWordSampleRequest: { Keyword: { maxLength: 128 }, Usages: WORD_USAGES },
  DescribeWordSamplesRequest: {
    Keywords: { maxItems: 100 },
    Usages: WORD_USAGES,
    Tags: { maxItems: 20 },
    Limit: { range: [1, 100] },
  },
  DeleteWordSamplesRequest: { Keywords: { maxItems: 100 } },
};
