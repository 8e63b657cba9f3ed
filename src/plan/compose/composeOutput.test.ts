import { describe, expect, it, test } from 'vitest';
import type { ComposeOutput } from '../../contract/compose.ts';
import { ComposeOutput as Schema } from '../../contract/compose.ts';
import type { EditMediaRequest } from '../../mps/requests.ts';
import { planEditMedia } from '../editMedia.ts';
import type { ComposeConfig } from './target.ts';

type Track = NonNullable<ComposeConfig['Tracks']>[number];
type Item = Track['Items'][number];

const file = (Id: string | undefined, path: string, more = {}) => ({
  ...{ Id, ...more },
  InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'b-1', Region: 'r', Object: path } },
});
const FILES = [file('a', 'a.mp4'), file('b', 'b.mp4'), file('c', 'c.png'), file(undefined, 'd.mp4')];
const plan = (config: ComposeConfig, more: Partial<EditMediaRequest> = {}) =>
  planEditMedia(
    {
      FileInfos: FILES as EditMediaRequest['FileInfos'],
      OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: 'out-1', Region: 'r' } },
      ...{ OutputObjectPath: '/out/film', ComposeConfig: config, ...more },
    },
    '1',
  );
const output = (config: ComposeConfig) => plan(config).jobs[0]!.outputs[0] as ComposeOutput;
const video = (FileId = 'a', more = {}, media = {}): Item => ({
  Type: 'Video',
  Video: { SourceMedia: { FileId, ...media }, ...more },
});
const audio = (FileId = 'b', more = {}, media = {}): Item => ({
  Type: 'Audio',
  Audio: { SourceMedia: { FileId, ...media }, ...more },
});
const on = (Type: string, ...Items: Item[]): Track => ({ Type, Items });
const fade = (Duration = '1s', ...types: string[]): Item => ({
  Type: 'Transition',
  Transition: { Duration, Transitions: types.map((Type) => ({ Type })) },
});
const one = (...Items: Item[]): ComposeConfig => ({ Tracks: [on('Video', ...Items)] });

describe('what is planned', () => {
  it('has the documented defaults', () => {
    const { subtasks, jobs } = plan(one(video('b')));
    expect(jobs).toMatchObject([
      { input: { key: 'a.mp4' }, files: [{ name: 'file-0', location: { key: 'b.mp4' } }] },
    ]);
    expect(subtasks[0]).toMatchObject({ kind: 'EditMedia', path: '/out/film.mp4' });
    expect(Schema.parse(jobs[0]!.outputs[0])).toEqual({
      ...{ kind: 'compose', subtask: 0, container: 'mp4', main: 'out/film.mp4', segment: null },
      canvas: { color: '000000', width: 0, height: 0 },
      video: { fps: 0, bitrate: 0 },
      audio: { sampleRate: 16_000, channels: 2, bitrate: 80_000 },
      styles: [],
      tracks: [
        {
          kind: 'pictures',
          items: [
            {
              ...{ kind: 'picture', parameter: 'ComposeConfig.Tracks.0.Items.0.Video', still: false },
              ...{
                file: 'file-0',
                begin: { value: 0, of: 'seconds' },
                end: null,
                start: null,
                duration: null,
              },
              ...{ x: { value: 50, of: 'width' }, y: { value: 50, of: 'height' }, width: null, height: null },
              ...{ turns: [], volume: 1 },
            },
          ],
        },
      ],
    });
  });

  it('takes what is given', () => {
    const {
      canvas,
      video: picture,
      audio: sound,
    } = output({
      ...one(video()),
      Canvas: { Color: '#aBc012', Width: 1920, Height: 0 },
      TargetInfo: {
        VideoStream: { Codec: 'H.264', Fps: 30, Bitrate: 2000 },
        AudioStream: { Codec: 'AAC', SampleRate: 48_000, AudioChannel: 1, Bitrate: 64 },
      },
    });
    expect(canvas).toEqual({ color: 'aBc012', width: 1920, height: 0 });
    expect(picture).toEqual({ fps: 30, bitrate: 2_000_000 });
    expect(sound).toEqual({ sampleRate: 48_000, channels: 1, bitrate: 64_000 });
  });

  it('a file without a picture, or without sound', () => {
    expect(output({ ...one(video()), TargetInfo: { Container: 'mp3' } })).toMatchObject({
      ...{ container: 'mp3', main: 'out/film.mp3', video: null },
    });
    expect(output({ ...one(video()), TargetInfo: { RemoveVideo: 1 } })).toMatchObject({ video: null });
    expect(output({ ...one(video()), TargetInfo: { RemoveAudio: 1 } })).toMatchObject({ audio: null });
  });

  it('elements: materials, times, places, turns, volumes', () => {
    const { tracks } = output({
      Tracks: [
        on(
          'Video',
          video(
            'a',
            {
              TrackTime: { Start: '1.5s', Duration: '4s' },
              ...{ XPos: '-10%', YPos: '20px', Width: '50%', Height: '0' },
              ImageOperations: [
                { Type: 'Rotate', RotateAngle: 30.5 },
                { Type: 'Flip', FlipType: 'Horizental' },
              ],
              AudioOperations: [
                { Type: 'Volume', Volume: 0.5 },
                { Type: 'Volume', Volume: 0.5 },
              ],
            },
            { StartTime: '10%', EndTime: '20.5s' },
          ),
          { Type: 'Image', Image: { SourceMedia: { FileId: 'c' }, TrackTime: { Duration: '2s' } } },
          { Type: 'Empty', Empty: { Duration: '0.5s' } },
        ),
        on('Audio', audio('b', {}, { StartTime: '1s', EndTime: '2s' })),
      ],
    });
    expect(tracks[0]!.items).toMatchObject([
      {
        ...{ file: null, begin: { value: 10, of: 'percent' }, end: { value: 20.5, of: 'seconds' } },
        ...{ start: 1.5, duration: 4, x: { value: -10, of: 'width' }, y: { value: 20, of: 'px' } },
        ...{ width: { value: 50, of: 'width' }, height: null, volume: 0.25, still: false },
        turns: [
          { kind: 'rotate', degrees: 30.5 },
          { kind: 'flip', axis: 'horizontal' },
        ],
      },
      { kind: 'picture', still: true, duration: 2, volume: 0 },
      { kind: 'empty', duration: 0.5 },
    ]);
    expect(tracks[1]!.items).toMatchObject([{ kind: 'sound', end: { value: 2, of: 'seconds' } }]);
  });

  it('transitions: a fade of everything by default, else one of the picture and one of the sound', () => {
    const items = (...types: string[]) => {
      const long = { TrackTime: { Duration: '9s' } };
      const [track] = output(one(video('a', long), fade('2.9s', ...types), video('b', long))).tracks;
      return track!.items[1];
    };
    expect(items()).toMatchObject({ duration: 2, picture: 'fade', sound: true });
    expect(items('Heart')).toMatchObject({ picture: 'heart', sound: false });
    expect(items('AudioFadeInFadeOut')).toMatchObject({ picture: null, sound: true });
    expect(items('AudioFadeInFadeOut', 'Cube')).toMatchObject({ picture: 'cube', sound: true });
  });

  it('subtitles and their styles', () => {
    const { styles, tracks } = output({
      Styles: [
        { Id: 'plain', Type: 'Subtitle', Subtitle: {} },
        {
          ...{ Id: 'all', Type: 'Subtitle' },
          Subtitle: {
            ...{ Height: '10%', MarginBottom: '20px', FontType: 'SimSun', FontSize: '30px', FontBold: 1 },
            ...{ FontItalic: 1, FontColor: '#FF000080', FontAlign: 'Right', FontAlignMargin: '5%' },
            ...{ BorderWidth: '2px', BorderColor: '0x00FF00', BottomColor: '#0000FFFF' },
          },
        },
      ],
      Tracks: [
        on('Title', {
          Type: 'Subtitle',
          Subtitle: { StyleId: 'all', Text: 'a\nb', TrackTime: { Start: '0s' } },
        }),
      ],
    });
    expect(styles).toEqual([
      {
        ...{ font: 'hei', size: { value: 2, of: 'height' }, height: { value: 2, of: 'height' } },
        ...{ bottom: { value: 0, of: 'px' }, bold: false, italic: false, align: 'center' },
        ...{
          ink: { color: '000000', alpha: 1 },
          side: { value: 0, of: 'px' },
          border: null,
          background: null,
        },
      },
      {
        ...{ font: 'song', size: { value: 30, of: 'px' }, height: { value: 10, of: 'height' } },
        ...{ bottom: { value: 20, of: 'px' }, bold: true, italic: true, align: 'right' },
        ...{ ink: { color: 'FF0000', alpha: 128 / 255 }, side: { value: 5, of: 'width' } },
        border: { width: { value: 2, of: 'px' }, color: '00FF00', alpha: 1 },
        background: { color: '0000FF', alpha: 1 },
      },
    ]);
    expect(tracks).toMatchObject([
      { kind: 'texts', items: [{ kind: 'text', text: 'a\nb', style: 1, start: 0, duration: null }] },
    ]);
  });
});

const V = 'ComposeConfig.Tracks.0.Items.0.Video';
const styled = (Subtitle: object, Id = 's', Type = 'Subtitle') => ({
  ...one(video()),
  Styles: [{ Id, Type, Subtitle }],
});
const long = { TrackTime: { Duration: '5s' } };

test.each<[string, ComposeConfig]>([
  ['ComposeConfig.Tracks', { Canvas: { Width: 10 } }],
  ['ComposeConfig.Tracks.0.Items', one()],
  ['ComposeConfig.Tracks.0.Items', one({ Type: 'Empty', Empty: { Duration: '1s' } })],
  ['ComposeConfig.Tracks.0.Type', { Tracks: [on('Movie', video())] }],
  ['ComposeConfig.Tracks.0.Items.0.Type', one(audio())],
  ['ComposeConfig.Tracks.0.Items.0.Type', { Tracks: [on('Audio', video())] }],
  ['ComposeConfig.Tracks.0.Items.0.Type', { Tracks: [on('Title', video())] }],
  [V, one({ Type: 'Video' })],
  [`${V}.SourceMedia.FileId`, one(video('z'))],
  [`${V}.SourceMedia.FileId`, one(video(''))],
  [`${V}.SourceMedia.StartTime`, one(video('a', {}, { StartTime: '3' }))],
  [`${V}.SourceMedia.StartTime`, one(video('a', {}, { StartTime: '-1s' }))],
  [`${V}.SourceMedia.StartTime`, one(video('a', {}, { StartTime: '101%' }))],
  [`${V}.SourceMedia.EndTime`, one(video('a', {}, { StartTime: '3s', EndTime: '3.01s' }))],
  [`${V}.SourceMedia.EndTime`, one(video('a', {}, { StartTime: '30%', EndTime: '20%' }))],
  [`${V}.TrackTime.Start`, one(video('a', { TrackTime: { Start: '1' } }))],
  [`${V}.TrackTime.Duration`, one(video('a', { TrackTime: { Duration: '0s' } }))],
  [`${V}.TrackTime.Duration`, one(video('a', { TrackTime: { Duration: '90000s' } }))],
  ['ComposeConfig.Tracks', one(video('a', { TrackTime: { Start: '80000s' } }))],
  [`${V}.XPos`, one(video('a', { XPos: '10' }))],
  [`${V}.Width`, one(video('a', { Width: '-10px' }))],
  [`${V}.Width`, one(video('a', { Width: '2000%' }))],
  [`${V}.ImageOperations.0.Type`, one(video('a', { ImageOperations: [{ Type: 'Blur' }] }))],
  [
    `${V}.ImageOperations.0.RotateAngle`,
    one(video('a', { ImageOperations: [{ Type: 'Rotate', RotateAngle: 361 }] })),
  ],
  [`${V}.ImageOperations.0.FlipType`, one(video('a', { ImageOperations: [{ Type: 'Flip' }] }))],
  [`${V}.AudioOperations.0.Type`, one(video('a', { AudioOperations: [{ Type: 'Mute' }] }))],
  [`${V}.AudioOperations.0.Volume`, one(video('a', { AudioOperations: [{ Type: 'Volume', Volume: 6 }] }))],
  ['ComposeConfig.Tracks.0.Items.0.Transition', one(fade(), video('a', long))],
  ['ComposeConfig.Tracks.0.Items.1.Transition', one(video('a', long), fade('5s'), video('b', long))],
  ['ComposeConfig.Tracks.0.Items.1.Transition.Duration', one(video(), fade('1'), video())],
  [
    'ComposeConfig.Tracks.0.Items.1.Transition.Transitions.0.Type',
    one(video('a', long), fade('1s', 'Fade'), video('b', long)),
  ],
  [
    'ComposeConfig.Tracks.0.Items.1.Transition.Transitions.1.Type',
    one(video('a', long), fade('1s', 'Heart', 'Cube'), video('b', long)),
  ],
  [
    'ComposeConfig.Tracks.0.Items.1.Transition.Transitions.0.Type',
    { Tracks: [on('Audio', audio('a', long), fade('1s', 'Heart'), audio('b', long))] },
  ],
  [
    'ComposeConfig.Tracks.0.Items.1.Video',
    one(video('a', long), video('b', { TrackTime: { Start: '4s', Duration: '5s' } })),
  ],
  ['ComposeConfig.Tracks.0.Items.0.Empty', one({ Type: 'Empty' }, video())],
  [
    'ComposeConfig.Tracks.0.Items.0.Empty.Duration',
    one({ Type: 'Empty', Empty: { Duration: '0s' } }, video()),
  ],
  ['ComposeConfig.Tracks', one(...Array.from({ length: 101 }, () => video()))],
  [
    'ComposeConfig.Tracks.0.Items.0.Subtitle.StyleId',
    { Tracks: [on('Title', { Type: 'Subtitle', Subtitle: { StyleId: 'none', Text: 'x' } })] },
  ],
  ['ComposeConfig.Canvas.Color', { ...one(video()), Canvas: { Color: 'red' } }],
  ['ComposeConfig.Canvas.Width', { ...one(video()), Canvas: { Width: 4000 } }],
  ['ComposeConfig.TargetInfo.Container', { ...one(video()), TargetInfo: { Container: 'mov' } }],
  [
    'ComposeConfig.TargetInfo.RemoveAudio',
    { ...one(video()), TargetInfo: { RemoveVideo: 1, RemoveAudio: 1 } },
  ],
  ['ComposeConfig.TargetInfo.RemoveVideo', { ...one(video()), TargetInfo: { RemoveVideo: 2 } }],
  [
    'ComposeConfig.TargetInfo.VideoStream.Codec',
    { ...one(video()), TargetInfo: { VideoStream: { Codec: 'H.265' } } },
  ],
  ['ComposeConfig.TargetInfo.VideoStream.Fps', { ...one(video()), TargetInfo: { VideoStream: { Fps: 61 } } }],
  [
    'ComposeConfig.TargetInfo.VideoStream.Bitrate',
    { ...one(video()), TargetInfo: { VideoStream: { Bitrate: 10 } } },
  ],
  [
    'ComposeConfig.TargetInfo.AudioStream.Codec',
    { ...one(video()), TargetInfo: { AudioStream: { Codec: 'MP3' } } },
  ],
  [
    'ComposeConfig.TargetInfo.AudioStream.SampleRate',
    { ...one(video()), TargetInfo: { AudioStream: { SampleRate: 22_050 } } },
  ],
  [
    'ComposeConfig.TargetInfo.AudioStream.AudioChannel',
    { ...one(video()), TargetInfo: { AudioStream: { AudioChannel: 6 } } },
  ],
  ['ComposeConfig.Styles.0.Id', styled({}, 'with space')],
  ['ComposeConfig.Styles.0.Type', styled({}, 's', 'Other')],
  ['ComposeConfig.Styles.0.Subtitle.FontType', styled({ FontType: 'Arial' })],
  ['ComposeConfig.Styles.0.Subtitle.FontSize', styled({ FontSize: '0px' })],
  ['ComposeConfig.Styles.0.Subtitle.FontSize', styled({ FontSize: 'big' })],
  ['ComposeConfig.Styles.0.Subtitle.FontColor', styled({ FontColor: '#12345' })],
  ['ComposeConfig.Styles.0.Subtitle.FontAlign', styled({ FontAlign: 'Top' })],
  ['ComposeConfig.Styles.0.Subtitle.FontBold', styled({ FontBold: 3 })],
])('refused: %s (%#)', (parameter, config) => {
  expect(() => plan(config)).toThrow(
    expect.objectContaining({
      code: expect.stringMatching(/^(InvalidParameterValue|MissingParameter)$/),
      message: expect.stringContaining(`\`${parameter}\``),
    }),
  );
});

test('refused: files with the same Id, or with offsets of their own', () => {
  const withFiles =
    (...FileInfos: object[]) =>
    () =>
      plan(one(video()), { FileInfos: FileInfos as EditMediaRequest['FileInfos'] });
  expect(withFiles(file('a', 'a.mp4'), file('a', 'b.mp4'))).toThrow('`FileInfos.1.Id`');
  expect(withFiles(file('a', 'a.mp4', { StartTimeOffset: 3 }))).toThrow('`FileInfos.0.StartTimeOffset`');
});
