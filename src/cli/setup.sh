#!/bin/sh
# Brings what the other commands need: npm packages, ffmpeg, fonts, local settings. Says nothing when all is there.
# All it says goes to stderr, so that a command's own output stays clean.
set -eu
cd "$(dirname "$0")/../.."

say() { echo "setup: $*" >&2; }
fail() { say "$@"; exit 1; }

packages() {
  code=0
  node src/cli/packages.mjs || code=$?
  [ "$code" -ne 10 ] || fail "Node 20 or newer is needed, this is $(node --version): see https://nodejs.org"
  [ "$code" -eq 0 ]
}

install_packages() {
  command -v npm >/dev/null || fail "npm is missing; on Debian: apt-get install npm"
  say "installing npm packages…"
  # What the lock file says; unlike npm ci this keeps what is right and does without other platforms' packages.
  npm install --no-save --no-audit --no-fund --loglevel=error 9>&- >&2 || fail "npm install failed, see above"
  # The tools need a newer Node than 20; the package `node` brings it in its install script.
  [ -x node_modules/.bin/node ] ||
    fail "npm did not run install scripts; allow them (npm config set ignore-scripts false) and try again"
}

# FFMPEG_PATH and FFPROBE_PATH name other programs than those in PATH.
program() { command -v "$2" >/dev/null 2>&1 || { [ -z "$1" ] || say "$1=$2 is not a program"; return 1; }; }
ffmpeg_there() {
  program "${FFMPEG_PATH:+FFMPEG_PATH}" "${FFMPEG_PATH:-ffmpeg}" &&
    program "${FFPROBE_PATH:+FFPROBE_PATH}" "${FFPROBE_PATH:-ffprobe}"
}

# What draws texts and SVG, and fonts for Latin, Chinese, Japanese, Korean and emoji (the same as in src/backend/Dockerfile).
DRAWING="librsvg2-bin pango1.0-tools fonts-liberation fonts-noto-cjk fonts-arphic-ukai fonts-noto-color-emoji"
FONTS=/usr/share/fonts
drawing_there() {
  program "${RSVG_CONVERT_PATH:+RSVG_CONVERT_PATH}" "${RSVG_CONVERT_PATH:-rsvg-convert}" &&
    program "${PANGO_VIEW_PATH:+PANGO_VIEW_PATH}" "${PANGO_VIEW_PATH:-pango-view}" &&
    [ -e "$FONTS/opentype/noto/NotoSansCJK-Regular.ttc" ] && [ -e "$FONTS/truetype/arphic/ukai.ttc" ]
}

# apt_install PACKAGES: false when apt-get fails; 2 when this user may not.
apt_install() {
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    as_root='sudo -n'
    $as_root true 2>/dev/null || return 2
  fi
  { $as_root apt-get update -qq &&
    # shellcheck disable=SC2086 # a list
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1; } 9>&- >&2
}

install_ffmpeg() {
  [ -z "${FFMPEG_PATH:-}${FFPROBE_PATH:-}" ] || fail "set FFMPEG_PATH and FFPROBE_PATH right, or unset them"
  command -v apt-get >/dev/null ||
    fail "ffmpeg and ffprobe are missing, and this is not Debian or Ubuntu: install ffmpeg 5 or newer with libx264 and libx265, or set FFMPEG_PATH and FFPROBE_PATH"
  say "installing ffmpeg…"
  code=0
  apt_install "ffmpeg bubblewrap" || code=$?
  [ "$code" -ne 2 ] ||
    fail "ffmpeg and ffprobe are missing. Run this, then try again: sudo apt-get update && sudo apt-get install -y --no-install-recommends ffmpeg bubblewrap $DRAWING"
  [ "$code" -eq 0 ] || fail "apt-get could not install ffmpeg, see above"
  ffmpeg_there || fail "ffmpeg is still missing after its installation"
}

# All but watermarks of texts and SVG works without.
install_drawing() {
  if command -v apt-get >/dev/null; then
    say "installing what draws texts and SVG, and fonts…"
    code=0
    apt_install "$DRAWING" || code=$?
    [ "$code" -ne 0 ] || return 0
  fi
  say "texts and SVG can not be drawn over videos without these packages of Debian: $DRAWING"
}

everything_there() { packages && ffmpeg_there 2>/dev/null && drawing_there 2>/dev/null && [ -f .dev.vars ]; }

command -v node >/dev/null || fail "Node 20 or newer is missing: see https://nodejs.org"
everything_there && exit 0

# Two set-ups at once: the second waits, and then finds all done. The kernel frees the lock with the process.
mkdir -p .state
exec 9>.state/setup.lock
flock 9 2>/dev/null || true
packages || install_packages
ffmpeg_there || install_ffmpeg
drawing_there || install_drawing
[ -f .dev.vars ] || cp .dev.vars.example .dev.vars
