// Every error that the API answers: its code, its message in both languages, and when it comes. The texts are the
// gateway's where they are known, else those of the API documentation's "Error Codes" page.
import { VALUE_ERRORS } from './valueErrors.ts';

interface ErrorRow {
  en: string;
  zh: string;
  /** When it comes, for the documentation. */
  when: string;
}

export const ERRORS = {
  ...VALUE_ERRORS,
  'AuthFailure.InvalidAuthorization': {
    en: '`Authorization` in the request header is invalid.',
    zh: '请求头部的 Authorization 不符合腾讯云标准。',
    when: 'The Authorization header is absent, not of the form of TC3-HMAC-SHA256, or leaves content-type or host unsigned.',
  },
  'AuthFailure.SecretIdNotFound': {
    en: 'The SecretId is not found, please ensure that your SecretId is correct.',
    zh: '密钥不存在。请检查密钥是否已被删除或者禁用，如状态正常，请检查密钥是否填写正确，注意前后不得有空格。',
    when: 'No account has this SecretId.',
  },
  'AuthFailure.SignatureExpire': {
    en: 'Signature expired. Timestamp and server time cannot differ by more than five minutes. Please ensure your current local time matches the standard time.',
    zh: '签名过期。Timestamp 和服务器时间相差不得超过五分钟，请检查本地时间是否和标准时间同步。',
    when: 'X-TC-Timestamp (Timestamp under signature v1) is more than five minutes away from now.',
  },
  'AuthFailure.SignatureFailure': {
    en: 'The provided credentials could not be validated. Please check your signature is correct.',
    zh: '请求签名验证失败，请检查您的签名计算是否正确。',
    when: 'The signature is not that of this request by this key, or a form under signature v1 is larger than 1 MB.',
  },
  'AuthFailure.TokenFailure': {
    en: 'Token error.',
    zh: 'token 错误。',
    when: 'X-TC-Token is not the one of these temporary credentials, or the key has none.',
  },
  'FailedOperation.InvalidMpsUser': {
    en: 'Operation failed: unauthorized MPS user.',
    zh: '操作失败：媒体处理用户未授权。',
    when: 'The account exists but may not use MPS ("mps": false).',
  },
  InternalError: {
    en: 'Internal error.',
    zh: '内部错误。',
    when: 'Something unexpected happened; the log has it under the RequestId. Trying again may help.',
  },
  InvalidAction: {
    en: 'The API does not exist.',
    zh: '接口不存在。',
    when: 'Action (X-TC-Action) names nothing that MPS has.',
  },
  InvalidParameter: {
    en: 'Incorrect parameter.',
    zh: '参数错误（包括参数格式、类型等错误）。',
    when: 'A parameter is of the wrong JSON type, or parameters do not go together.',
  },
  InvalidParameterValue: {
    en: 'Invalid parameter value.',
    zh: '参数取值错误。',
    when: 'A parameter has a value that it may not have.',
  },
  'InvalidParameterValue.Definition': {
    en: 'Parameter error: Definition.',
    zh: '参数错误：Definition。',
    when: 'A Definition names no template of its kind.',
  },
  'InvalidParameterValue.DeleteDefaultTemplate': {
    en: 'Incorrect parameter value: the default template cannot be deleted.',
    zh: '参数值错误：不允许删除默认模板。',
    when: 'A Delete…Template action names a preset.',
  },
  'InvalidParameterValue.InvalidContent': {
    en: 'The value of Content is invalid.',
    zh: 'Content 取值错误。',
    when: 'ParseNotification is given something that is no event notification.',
  },
  'InvalidParameterValue.InvalidOperationType': {
    en: 'Invalid operation type.',
    zh: '操作类型错误。',
    when: 'ManageTask is asked for anything but `Abort`.',
  },
  'InvalidParameterValue.Limit': {
    en: 'Parameter error: Limit.',
    zh: '参数错误：Limit。',
    when: 'A list is asked for with a Limit outside 1 to 100.',
  },
  'InvalidParameterValue.ModifyDefaultTemplate': {
    en: 'Parameter value error: Default template not allowed to be modified.',
    zh: '参数值错误：不允许修改默认模板。',
    when: 'A Modify…Template action names a preset.',
  },
  'InvalidParameterValue.NotProcessingTask': {
    en: 'Tasks not in processing status are not supported.',
    zh: '不支持非处理中的任务。',
    when: 'ManageTask names a task that is over.',
  },
  'InvalidParameterValue.SessionContextTooLong': {
    en: 'The SessionContext is too long.',
    zh: 'SessionContext 过长。',
    when: 'SessionContext has more than 1,000 characters.',
  },
  'InvalidParameterValue.SessionId': {
    en: 'Duplicate recognition code, request deduplicated.',
    zh: '去重识别码重复，请求被去重。',
    when: 'The account used this SessionId within the last three days.',
  },
  'InvalidParameterValue.SessionIdTooLong': {
    en: 'SessionId is too long.',
    zh: 'SessionId 过长。',
    when: 'SessionId has more than 50 characters.',
  },
  'InvalidParameterValue.SrcFile': {
    en: 'Source file error.',
    zh: '源文件错误。',
    when: 'DescribeMediaMetaData names a file that can not be opened or read as media.',
  },
  'InvalidParameterValue.TaskId': {
    en: 'The task ID does not exist.',
    zh: '任务 ID 不存在。',
    when: 'ManageTask names no task of this account.',
  },
  InvalidRequest: {
    en: 'The multipart format of the request body is incorrect.',
    zh: '请求 body 的 multipart 格式错误。',
    when: 'A multipart/form-data body is broken, or its Content-Type names no boundary.',
  },
  LimitExceeded: {
    en: 'Quota limit exceeded.',
    zh: '超过配额限制。',
    when: 'The account has as many samples of the kind as it may have: 10,000 persons, 10,000 words.',
  },
  'LimitExceeded.TooMuchTemplate': {
    en: 'Limit reached: the number of templates exceeds the limit.',
    zh: '超过限制值：模板数超限。',
    when: 'The account has as many templates of the kind as it may have.',
  },
  MissingParameter: {
    en: 'A parameter is missing.',
    zh: '缺少参数。',
    when: 'A required parameter, or one that the others make required, is absent.',
  },
  NoSuchVersion: {
    en: 'The API version does not exist.',
    zh: '接口版本不存在。',
    when: 'Version (X-TC-Version) is not 2019-06-12.',
  },
  RequestLimitExceeded: {
    en: 'The number of requests exceeds the frequency limit.',
    zh: '请求的次数超过了频率限制。',
    when: "The account's requests to this action were more in the last second than its limit.",
  },
  RequestSizeLimitExceeded: {
    en: 'The request size exceeds the upper limit.',
    zh: '请求包超过限制大小。',
    when: 'The body is larger than 10 MB, or the query of a GET larger than 32 KB.',
  },
  ResourceNotFound: {
    en: 'The resource does not exist.',
    zh: '资源不存在。',
    when: 'DescribeTaskDetail names no task of this account.',
  },
  'ResourceNotFound.Person': {
    en: 'The resource does not exist: figure.',
    zh: '资源不存在：人物。',
    when: 'ModifyPersonSample or DeletePersonSample names no person of this account.',
  },
  'ResourceNotFound.TemplateNotExist': {
    en: 'The resource does not exist: the template does not exist.',
    zh: '资源不存在：模板不存在。',
    when: 'A Modify…Template or Delete…Template action names no template of this account.',
  },
  'ResourceNotFound.Word': {
    en: 'The resource does not exist: Keyword.',
    zh: '资源不存在：关键词。',
    when: 'ModifyWordSample names no word of this account.',
  },
  UnknownParameter: {
    en: 'Unknown parameter.',
    zh: '未知参数错误，用户多传未定义的参数会导致错误。',
    when: 'The request has a field that the action does not declare.',
  },
  UnsupportedOperation: {
    en: 'Unsupported operation.',
    zh: '操作不支持。',
    when: 'MPS has it, edge-mps does not offer it; the message says what.',
  },
  UnsupportedProtocol: {
    en: 'HTTP(S) request protocol error; only GET and POST requests are supported.',
    zh: 'http(s) 请求协议错误，只支持 GET 和 POST 请求。',
    when: 'The HTTP method is neither GET nor POST.',
  },
} satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;
