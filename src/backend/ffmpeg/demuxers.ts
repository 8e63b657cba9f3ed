// What ffmpeg may take an input for.

/** Still pictures: one frame that stands for no time. */
const STILLS = ['png_pipe', 'jpeg_pipe', 'webp_pipe', 'bmp_pipe', 'tiff_pipe'];

/**
 * ffmpeg demuxers (short names, for `-format_whitelist`) that read one media file and nothing else. Left out are
 * those that open what a file names (hls, dash, concat, imf, sdp, vobsub, image2, webm_dash_manifest),
 * subtitles, raw data without a header, devices, and formats of old games.
 */
export const DEMUXERS: readonly string[] = [
  ...STILLS,
  // Containers with video
  ...[
    'mov',
    'matroska',
    'avi',
    'flv',
    'live_flv',
    'kux',
    'asf',
    'asf_o',
    'mpegts',
    'mpeg',
    'mpegvideo',
    'rm',
  ],
  ...[
    'ogg',
    'mxf',
    'mxg',
    'gxf',
    'nut',
    'nuv',
    'wtv',
    'dv',
    'ivf',
    'ivr',
    'swf',
    'nsv',
    'dhav',
    'xmv',
    'pva',
  ],
  ...['yuv4mpegpipe', 'gif', 'apng', 'r3d', 'roq', 'smk', 'bink', 'ty', 'pmp', 'lxf', 'film_cpk', 'vividas'],
  // Bare video streams
  ...[
    'h264',
    'hevc',
    'm4v',
    'h263',
    'h261',
    'mjpeg',
    'av1',
    'obu',
    'vc1',
    'vc1test',
    'dirac',
    'cavsvideo',
    'avs2',
  ],
  ...['avs3', 'dnxhd', 'ipu'],
  // Sound
  ...[
    'mp3',
    'aac',
    'wav',
    'w64',
    'aiff',
    'au',
    'caf',
    'flac',
    'ape',
    'wv',
    'tta',
    'tak',
    'mpc',
    'mpc8',
    'ac3',
    'eac3',
  ],
  ...[
    'dts',
    'dtshd',
    'truehd',
    'mlp',
    'amr',
    'amrnb',
    'amrwb',
    'loas',
    'oma',
    'dsf',
    'iff',
    'voc',
    'qcp',
    'gsm',
  ],
  ...['spdif', 'shn', 'rso', 'sox', 'xwma', 'vqf', 'ircam', 'sds', 'codec2', 'sbc', 'aa', 'aax'],
];

/** Demuxers whose files say how long they are, so that an early end shows that the file was cut. */
const WITH_DURATION = ['mov', 'matroska', 'avi', 'flv', 'asf'];

/** Whether ffprobe's format_name is of a format that announces its duration. */
export function announcesDuration(container: string): boolean {
  return container.split(',').some((name) => WITH_DURATION.includes(name));
}

/** Whether ffprobe's format_name is of a still picture. */
export function isStill(container: string): boolean {
  return STILLS.includes(container);
}
