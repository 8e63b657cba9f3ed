import { describe, expect, it } from 'vitest';
import { inputName } from './inputName.ts';

const cos = { provider: 'cos', appId: '1', bucket: 'b', region: 'r' } as const;

describe('inputName', () => {
  it.each([
    ['movie/201907/WildAnimal.mov', '/movie/201907/', 'WildAnimal', 'mov'],
    ['a.mp4', '/', 'a', 'mp4'],
    ['a/b.tar.gz', '/a/', 'b.tar', 'gz'],
    ['a.b/noextension', '/a.b/', 'noextension', ''],
    ['a/.hidden', '/a/', '.hidden', ''],
    ['a/end.', '/a/', 'end', ''],
    ['a//b.mp4', '/a//', 'b', 'mp4'],
    ['目录/影片 1.mp4', '/目录/', '影片 1', 'mp4'],
    ['a%20b.mp4', '/', 'a%20b', 'mp4'],
  ])('of the key %s', (key, directory, name, format) => {
    expect(inputName({ ...cos, key })).toEqual({ directory, name, format });
  });

  it.each([
    ['https://h.example/a/b%20c.mp4?x=1/2.ts#f', '/a/', 'b c', 'mp4'],
    ['https://h.example/%E5%BD%B1.mp4', '/', '影', 'mp4'],
    ['https://h.example/bad%zz.mp4', '/', 'bad%zz', 'mp4'],
    ['https://h.example/live/stream/', '/live/', 'stream', ''],
    ['https://h.example/', '/', 'h-example', ''],
    ['https://h.example/a%2Fb.mp4', '/a/', 'b', 'mp4'],
  ])('of the URL %s', (url, directory, name, format) => {
    expect(inputName({ provider: 'url', url })).toEqual({ directory, name, format });
  });
});
