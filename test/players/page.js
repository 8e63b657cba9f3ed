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

/** Plays half a second from `at` (seconds) on, and answers how large the picture then is. */
async function played(at) {
  video.currentTime = at;
  await until(`seek to ${at}`, () => !video.seeking && video.readyState >= 3);
  const before = video.currentTime;
  await video.play();
  await until(`play from ${at}`, () => video.currentTime > before + 0.5);
  video.pause();
  return video.videoWidth;
}

const PLAYERS = {
  async hls(url, errors) {
    const hls = new Hls({ startLevel: 0 });
    hls.on(Hls.Events.ERROR, (_, { type, details, error, fatal, frag }) => {
      // A request that is given up when the level changes is no fault, nor is sound that is appended a second time.
      if (!fatal && (details === 'aborted' || details === 'bufferAppendNoProgress')) return;
      errors.push(
        `${fatal ? 'fatal ' : ''}${type} ${details} ${error ?? ''} (${frag?.type} ${frag?.sn} of level ${frag?.level})`,
      );
    });
    hls.loadSource(url);
    hls.attachMedia(video);
    await until('manifest', () => hls.levels.length > 0);
    return {
      widths: hls.levels.map(({ width }) => width),
      setPicture: async (n) => {
        hls.currentLevel = n;
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
  const shown = [];
  let heard = [];
  let read = [];
  try {
    const player = await PLAYERS[name](url, errors);
    document.getElementById('what').textContent = `${name} ${url} ${player.widths}`;
    for (const [n] of player.widths.entries()) {
      await player.setPicture(n);
      await played(0);
      // What was buffered before the switch is played to its end first.
      shown.push(await played(3 + n * 0.1));
    }
    if (player.widths.length === 0) await played(1);
    heard = player.sounds();
    for (const [n] of heard.entries()) {
      player.setSound(n);
      await played(1.5);
    }
    read = player.texts();
    if (read.length > 0) {
      player.showText(0);
      await played(1);
      await until('subtitles', () => [...video.textTracks].some(({ cues }) => cues && cues.length > 0));
    }
    const end = await played(video.duration - 0.8);
    return {
      ...{ errors, shown, heard, read, end, widths: player.widths, duration: video.duration },
      soundBytes: video.webkitAudioDecodedByteCount,
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
    };
  } catch (error) {
    return { errors: [...errors, String(error)], shown, heard, read };
  }
};
