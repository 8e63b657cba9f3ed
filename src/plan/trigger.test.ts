import { expect, it } from 'vitest';
import { cosTrigger } from '../../test/support/schemes.ts';
import { takesFile, triggeredInput } from './trigger.ts';

const s3 = (more: object) => ({
  Type: 'AwsS3FileUpload',
  AwsS3FileUploadTrigger: { S3Bucket: 'b', S3Region: 'r', ...more },
});

it.each<[object, string, boolean]>([
  [{}, 'a.mp4', true],
  [{}, 'deep/in/a.MP4', true],
  [{}, 'a.srt', true],
  [{}, 'a.txt', false],
  [{}, 'mp4', false],
  [{ Formats: [] }, 'a.txt', false],
  [{ Formats: ['*'] }, 'a.txt', true],
  [{ Formats: ['*'] }, 'a', true],
  [{ Formats: ['.mp4', 'FLV'] }, 'a.flv', true],
  [{ Formats: ['.mp4', 'FLV'] }, 'a.mp4', true],
  [{ Formats: ['.mp4'] }, 'a.mkv', false],
  [{ Dir: '/in/' }, 'in/a.mp4', true],
  [{ Dir: '/in/' }, 'in/deep/a.mp4', true],
  [{ Dir: '/in/' }, 'inner/a.mp4', false],
  [{ Dir: '/in/' }, 'a.mp4', false],
  [{ Formats: ['*'] }, 'folder/', false],
  [{}, `_work/125-ScheduleTask-${'0a'.repeat(16)}tt0/0.0.1.mp4`, false],
  [{}, `vod/_work/125-ScheduleTask-${'0a'.repeat(16)}tt0/0.0.1.mp4`, false],
  [{}, '_work/a.mp4', true],
])('of COS %o: %s %s', (more, key, expected) => {
  expect(takesFile(cosTrigger('b', more), key)).toBe(expected);
});

it('of S3 takes all files unless it has Formats', () => {
  expect([takesFile(s3({}), 'a.txt'), takesFile(s3({ Formats: ['mp4'] }), 'a.txt')]).toEqual([true, false]);
});

it('hands its keys to the task', () => {
  expect(triggeredInput(s3({ S3SecretId: 'i', S3SecretKey: 'k' }), 'x/a.mp4')).toEqual({
    Type: 'AWS-S3',
    S3InputInfo: { S3Bucket: 'b', S3Region: 'r', S3Object: 'x/a.mp4', S3SecretId: 'i', S3SecretKey: 'k' },
  });
  expect(triggeredInput(cosTrigger('b'), 'x/a.mp4')).toEqual({
    Type: 'COS',
    CosInputInfo: { Bucket: 'b', Region: 'ap-guangzhou', Object: '/x/a.mp4' },
  });
});
