// The numeric ErrCode that goes with an ErrCodeExt. The service publishes no table and advises to read ErrCodeExt;
// 0 (success), 30010 (internal) and 40000 (bad input) are values that its answers were seen with. The others are
// ours and do not change.
import type { FailureCode } from '../contract/report.ts';

const ERR_CODES: Record<FailureCode, number> = {
  InternalError: 30010,
  Aborted: 30020,
  InvalidInput: 40000,
  'InvalidInput.InvalidTimeOffset': 40001,
  'InvalidInput.DefinitionNotExist': 40002,
  'InvalidInput.ConfigurationUnsupported': 40003,
  'InvalidInput.PermissionDenied': 40004,
  'InvalidInput.ResultFileSizeTooLarge': 40005,
  SourceFileError: 50000,
  'SourceFileError.NoVideoMedia': 50001,
  'SourceFileError.NoVideoResolution': 50002,
  'SourceFileError.ContentMalformed': 50003,
  'SourceFileError.ContentUnsupported': 50004,
  'SourceFileError.DownloadNotAccessible': 50005,
};

/** ErrCode of a failure; 0 when there is none. */
export function errCode(code: FailureCode | undefined): number {
  return code ? ERR_CODES[code] : 0;
}
