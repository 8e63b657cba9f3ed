// `npm run docs:errors`: writes docs/errors.md from the error table. Development only.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from './errorTable.ts';

export const ERROR_PAGE_FILE = join(import.meta.dirname, '../../docs/errors.md');

/** The text of docs/errors.md for the table as it is. */
export function errorPage(): string {
  const rows = Object.entries(ERRORS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { en, zh, when }]) => `| \`${code}\` | ${cell(en)} | ${cell(zh)} | ${cell(when)} |`);
  return [
    '<!-- Written by `npm run docs:errors` from src/mps/errorTable.ts. Do not edit. -->',
    '# Errors',
    '',
    'Every answer has HTTP status 200; a refused call is answered with',
    '`{"Response": {"Error": {"Code": "…", "Message": "…"}, "RequestId": "…"}}`. Messages are English, or Chinese for',
    '`X-TC-Language: zh-CN` (`Language=zh-CN` under signature v1). Those below are what a code says when there is',
    'nothing more to say; most name the parameter and what it may be.',
    '',
    '| Code | English | 中文 | When |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

if (import.meta.main) writeFileSync(ERROR_PAGE_FILE, errorPage());
