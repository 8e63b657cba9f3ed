import { describe, expect, it } from 'vitest';
import { ApiError } from '../mps/errors.ts';
import type { MediaInputInfo } from '../mps/requests.ts';
import { inputLocation } from './input.ts';

const documented = {
  Bucket: 'TopRankVideo-125xxx88',
  Region: 'ap-chongqing',
  Object: '/movie/201907/WildAnimal.mov',
};
const cos = (changes: Partial<typeof documented>): MediaInputInfo => ({
  Type: 'COS',
  CosInputInfo: { ...documented, ...changes },
});
const url = (Url: string): MediaInputInfo => ({ Type: 'URL', UrlInputInfo: { Url } });

const s3 = (changes: object): MediaInputInfo => ({
  Type: 'AWS-S3',
  S3InputInfo: { S3Bucket: 'b', S3Region: 'us-east-1', S3Object: 'a.mp4', ...changes },
});
const vod = (VODInputInfo: object): MediaInputInfo => ({ Type: 'VOD', VODInputInfo });

function refusal(info: MediaInputInfo): string {
  try {
    inputLocation(info, '1250000000');
  } catch (error) {
    if (error instanceof ApiError) return `${error.code}: ${/`([^`]+)`/.exec(error.message)?.[1]}`;
    throw error;
  }
  return 'accepted';
}

describe('inputLocation', () => {
  it('takes the documented object, without its leading slash', () => {
    expect(inputLocation(cos({}), '1250000000')).toEqual({
      provider: 'cos',
      appId: '1250000000',
      bucket: 'TopRankVideo-125xxx88',
      region: 'ap-chongqing',
      parameter: 'InputInfo.CosInputInfo',
      key: 'movie/201907/WildAnimal.mov',
    });
  });

  it('takes S3 objects, with the keys that came with them, and VOD ones', () => {
    const s3 = { S3Bucket: 'b', S3Region: 'us-east-1', S3Object: '/a.mp4' };
    const place = { appId: '1', bucket: 'b', key: 'a.mp4' };
    expect(inputLocation({ Type: 'AWS-S3', S3InputInfo: s3 }, '1', 'P')).toEqual({
      ...{ ...place, provider: 's3', region: 'us-east-1', parameter: 'P.S3InputInfo' },
    });
    const own = { ...s3, S3SecretId: 'id', S3SecretKey: 'key' };
    expect(inputLocation({ Type: 'AWS-S3', S3InputInfo: own }, '1')).toMatchObject({
      keys: { secretId: 'id', secretKey: 'key' },
    });
    const vod = { Bucket: 'b', Region: 'ap-beijing', Object: 'a.mp4', SubAppId: 5 };
    expect(inputLocation({ Type: 'VOD', VODInputInfo: vod }, '1', 'P')).toEqual({
      ...{ ...place, provider: 'vod', region: 'ap-beijing', parameter: 'P.VODInputInfo', subAppId: 5 },
    });
  });

  it.each([
    ['https://h.example/a b.mp4?x=1', 'https://h.example/a%20b.mp4?x=1'],
    ['HTTP://H.example:80/影.mp4', 'http://h.example/%E5%BD%B1.mp4'],
  ])('takes the URL %s', (text, href) => {
    expect(inputLocation(url(text), '1')).toEqual({ provider: 'url', url: href });
  });

  const value = 'InvalidParameterValue: InputInfo.';
  it.each<[string, MediaInputInfo, string]>([
    ['no CosInputInfo', { Type: 'COS' }, 'MissingParameter: InputInfo.CosInputInfo'],
    [
      'no UrlInputInfo',
      { Type: 'URL', CosInputInfo: documented },
      'MissingParameter: InputInfo.UrlInputInfo',
    ],
    ['no S3InputInfo', { Type: 'AWS-S3' }, 'MissingParameter: InputInfo.S3InputInfo'],
    ['half a pair of keys', s3({ S3SecretId: 'x' }), 'MissingParameter: InputInfo.S3InputInfo.S3SecretKey'],
    ['the other half', s3({ S3SecretKey: 'x' }), 'MissingParameter: InputInfo.S3InputInfo.S3SecretId'],
    ['bad S3 bucket', s3({ S3Bucket: 'a/b' }), `${value}S3InputInfo.S3Bucket`],
    ['bad S3 region', s3({ S3Region: 'a.b' }), `${value}S3InputInfo.S3Region`],
    ['bad S3 object', s3({ S3Object: 'a/' }), `${value}S3InputInfo.S3Object`],
    ['no VODInputInfo', { Type: 'VOD' }, 'MissingParameter: InputInfo.VODInputInfo'],
    ['VOD without a bucket', vod({ Object: 'a' }), 'MissingParameter: InputInfo.VODInputInfo.Bucket'],
    ['VOD by FileId', vod({ FileId: '1' }), 'UnsupportedOperation: InputInfo.VODInputInfo.FileId'],
    ['standard VOD', vod({ VodBasic: 1 }), 'UnsupportedOperation: InputInfo.VODInputInfo.VodBasic'],
    ['another type', { Type: 'cos' }, `${value}Type`],
    ['empty bucket', cos({ Bucket: '' }), `${value}CosInputInfo.Bucket`],
    ['bucket with a slash', cos({ Bucket: 'a/b' }), `${value}CosInputInfo.Bucket`],
    ['bucket of dots', cos({ Bucket: '..' }), `${value}CosInputInfo.Bucket`],
    ['empty region', cos({ Region: '' }), `${value}CosInputInfo.Region`],
    ['region with a dot', cos({ Region: 'ap.evil' }), `${value}CosInputInfo.Region`],
    ['empty object', cos({ Object: '' }), `${value}CosInputInfo.Object`],
    ['root', cos({ Object: '/' }), `${value}CosInputInfo.Object`],
    ['directory', cos({ Object: '/movie/' }), `${value}CosInputInfo.Object`],
    ['two leading slashes', cos({ Object: '//a.mp4' }), `${value}CosInputInfo.Object`],
    ['parent', cos({ Object: '/movie/../a.mp4' }), `${value}CosInputInfo.Object`],
    ['current directory', cos({ Object: './a.mp4' }), `${value}CosInputInfo.Object`],
    ['control character', cos({ Object: 'a\n.mp4' }), `${value}CosInputInfo.Object`],
    ['half a surrogate pair', cos({ Object: 'a\ud800.mp4' }), `${value}CosInputInfo.Object`],
    ['1025 bytes', cos({ Object: `${'é'.repeat(512)}x` }), `${value}CosInputInfo.Object`],
    ['no URL', url('movie.mp4'), `${value}UrlInputInfo.Url`],
    ['empty URL', url(''), `${value}UrlInputInfo.Url`],
    ['file URL', url('file:///etc/passwd'), `${value}UrlInputInfo.Url`],
    ['ftp URL', url('ftp://h.example/a.mp4'), `${value}UrlInputInfo.Url`],
    ['URL with a password', url('https://u:p@h.example/a.mp4'), `${value}UrlInputInfo.Url`],
    ['URL of 4097 characters', url(`https://h.example/${'a'.repeat(4079)}`), `${value}UrlInputInfo.Url`],
    ['URL with an encoded NUL', url('https://h.example/a%00.mp4'), `${value}UrlInputInfo.Url`],
    ['URL with an encoded line break', url('https://h.example/a%0d%0ab.mp4'), `${value}UrlInputInfo.Url`],
  ])('refuses: %s', (_, info, expected) => {
    expect(refusal(info)).toBe(expected);
  });

  it.each([
    ['1024 bytes', cos({ Object: 'é'.repeat(512) })],
    ['dots in a name', cos({ Object: 'a..b/...mp4' })],
    ['empty segment inside', cos({ Object: 'a//b.mp4' })],
    ['URL of 4096 characters', url(`https://h.example/${'a'.repeat(4078)}`)],
  ])('takes: %s', (_, info) => {
    expect(refusal(info)).toBe('accepted');
  });
});
