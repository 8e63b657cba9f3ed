// Runs in the browser: plays a manifest with one of the players, switches to each picture and sound, seeks.
/* global Hls, dashjs */
const video = document.getElementById('video');

/** Waits until `test` holds, for 30 s. */
async function until(what, test) {
  const end = performance.now() + 30_000;
  while (!test()) {
    if (performance.now() > end) throw new Error(`${what}: not in 30 s (at ${video.currentTime} s)`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const sound = new AudioContext();
const analyser = new AnalyserNode(sound, { fftSize: 8192, smoothingTimeConstant: 0 });
video.muted = false;
sound.createMediaElementSource(video).connect(analyser).connect(sound.destination);
const canvas = new OffscreenCanvas(100, 100).getContext('2d', { willReadFrequently: true });

/** Plays half a second from `at` (seconds) on, and answers what there then is to see and to hear. */
async function played(at) {
  video.currentTime = at;
  await until(`seek to ${at}`, () => !video.seeking && video.readyState >= 3);
  const before = video.currentTime;
  await video.play();
  await until(`play from ${at}`, () => video.currentTime > before + 0.5);
  canvas.drawImage(video, 0, 0, 100, 100);
  const [red, green, blue] = canvas.getImageData(2, 2, 1, 1).data;
  const seen = { width: video.videoWidth, corner: [red, green, blue], pitch: loudest() };
  video.pause();
  return seen;
}

/** Hertz of the loudest tone of the last 0.2 s; 0 for silence. */
function loudest() {
  const levels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(levels);
  const peak = levels.indexOf(Math.max(...levels));
  return levels[peak] > -90 ? Math.round((peak * sound.sampleRate) / analyser.fftSize) : 0;
}

/** Waits until what is buffered has the segment, but for what encoders begin and end with. */
function buffered({ start, end }) {
  return until(`segment from ${start} to ${end}`, () => {
    const { length } = video.buffered;
    return Array.from({ length }, (_, n) => n).some(
      (n) => video.buffered.start(n) <= start + 0.1 && video.buffered.end(n) >= end - 0.1,
    );
  });
}

const PLAYERS = {
  async hls(url, errors, doubts) {
    const hls = new Hls({ startLevel: 0 });
    hls.on(Hls.Events.ERROR, (_, { type, details, error, fatal, frag }) => {
      // A request that is given up when the level changes is no fault.
      if (!fatal && details === 'aborted') return;
      // When picture and sound are appended at once, hls.js 1.7 may drop the end of one's append unseen, and says then that
      // nothing came of it (so it does of what ffmpeg packages). What counts is whether the segment is there.
      if (!fatal && details === 'bufferAppendNoProgress' && frag) return void doubts.push(buffered(frag));
      errors.push(
        `${fatal ? 'fatal ' : ''}${type} ${details} ${error ?? ''} (${frag?.type} ${frag?.sn} of level ${frag?.level})`,
      );
    });
    // From the begin, and no level but those that are asked for: a level that is set while the player still parses its
    // first segment makes hls.js append that segment twice, or to a buffer that is not there yet.
    hls.on(Hls.Events.MANIFEST_PARSED, () => {
      hls.loadLevel = 0;
    });
    hls.loadSource(url);
    hls.attachMedia(video);
    await until('stream', () => video.readyState >= 2);
    return {
      widths: hls.levels.map(({ width }) => width),
      setPicture: async (n) => {
        if (hls.loadLevel !== n) hls.currentLevel = n;
        await until(`level ${n}`, () => hls.currentLevel === n);
      },
      sounds: () => hls.audioTracks.map(({ name, lang }) => `${name} ${lang}`),
      setSound: (n) => {
        hls.audioTrack = n;
      },
      texts: () => hls.subtitleTracks.map(({ name, lang }) => `${name} ${lang}`),
      showText: (n) => {
        hls.subtitleTrack = n;
        hls.subtitleDisplay = true;
      },
    };
  },
  async dash(url, errors) {
    const player = dashjs.MediaPlayer().create();
    player.on(dashjs.MediaPlayer.events.ERROR, ({ error }) => errors.push(`${error.code} ${error.message}`));
    player.updateSettings({ streaming: { abr: { autoSwitchBitrate: { video: false, audio: false } } } });
    player.initialize(video, url, false);
    await until(
      'manifest',
      () => player.isReady() && player.getTracksFor('video').length + player.getTracksFor('audio').length > 0,
    );
    const representations = () => player.getRepresentationsByType('video');
    await until('stream', () => video.readyState >= 1);
    return {
      widths: representations().map(({ width }) => width),
      setPicture: async (n) => {
        player.setRepresentationForTypeByIndex('video', n, true);
        await until(
          `representation ${n}`,
          () => player.getCurrentRepresentationForType('video')?.index === n,
        );
      },
      sounds: () =>
        player.getTracksFor('audio').map(({ labels, lang }) => `${labels?.[0]?.text ?? ''} ${lang}`),
      setSound: (n) => player.setCurrentTrack(player.getTracksFor('audio')[n]),
      texts: () =>
        player.getTracksFor('text').map(({ labels, lang }) => `${labels?.[0]?.text ?? ''} ${lang}`),
      showText: (n) => player.setTextTrack(n),
    };
  },
};

/** What came of playing: sizes of all pictures as they were shown, decoded bytes of sound, errors. */
window.play = async (name, url) => {
  const errors = [];
  const doubts = [];
  const shown = [];
  const corners = [];
  const beside = [];
  const pitches = [];
  let heard = [];
  let read = [];
  try {
    const player = await PLAYERS[name](url, errors, doubts);
    document.getElementById('what').textContent = `${name} ${url} ${player.widths}`;
    for (const [n] of player.widths.entries()) {
      await player.setPicture(n);
      await played(0);
      // What was buffered before the switch is played to its end first.
      const { width, corner, pitch } = await played(3 + n * 0.1);
      shown.push(width);
      corners.push(corner);
      beside.push(pitch);
    }
    if (player.widths.length === 0) await played(1);
    heard = player.sounds();
    for (const [n] of heard.entries()) {
      player.setSound(n);
      pitches.push((await played(1.5)).pitch);
    }
    read = player.texts();
    if (read.length > 0) {
      player.showText(0);
      await played(1);
      await until('subtitles', () => [...video.textTracks].some(({ cues }) => cues && cues.length > 0));
    }
    await played(video.duration - 0.8);
    await Promise.all(doubts);
    return {
      ...{ errors, shown, corners, beside, heard, pitches, read, duration: video.duration },
      soundBytes: video.webkitAudioDecodedByteCount,
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
    };
  } catch (error) {
    return { errors: [...errors, String(error)], shown, corners, beside, heard, pitches, read };
  }
};
