import { expect, it } from 'vitest';
import { ApiError, invalidValue, wrongType } from './errors.ts';
import { ERRORS } from './errorTable.ts';

it('speaks Chinese for zh-CN and English for everything else', () => {
  const error = new ApiError('AuthFailure.SignatureFailure');
  expect(error.in('zh-CN')).toBe('请求签名验证失败，请检查您的签名计算是否正确。');
  for (const language of ['en-US', 'fr', '', null, undefined]) {
    expect(error.in(language)).toBe(
      'The provided credentials could not be validated. Please check your signature is correct.',
    );
  }
});

it('carries a message of its own', () => {
  expect(new ApiError('InvalidParameter', 'one text').in('zh-CN')).toBe('one text');
  const error = invalidValue('TasksPriority', { en: 'from -10 to 10', zh: ' -10 至 10' });
  expect(error.code).toBe('InvalidParameterValue');
  expect(error.message).toBe(
    'The value of parameter `TasksPriority` is not valid: it must be from -10 to 10.',
  );
  expect(error.in('zh-CN')).toBe('参数 `TasksPriority` 的取值不正确：应为 -10 至 10。');
  expect(wrongType('A.0.B', 'string').message).toBe(
    'The value type of parameter `A.0.B` is not valid, input type should be `string`.',
  );
});

it('has both languages and a reason for every code', () => {
  for (const [code, row] of Object.entries(ERRORS)) {
    expect(row.en, code).toMatch(/\.$/);
    expect(row.zh, code).toMatch(/。$/);
    expect(row.when, code).toMatch(/\.$/);
  }
});
