// What the set-up and the tests both name.
export const BUCKET = 'conformance-1250000000';
export const OBJECT = '/in/short.mp4';
/** An account that may send nothing at all: every call of its is throttled. */
export const THROTTLED = {
  appId: '1250000009',
  secretId: 'AKIDthrottled',
  secretKey: 'throttled-secret-key',
};
export const NOTIFY_KEY = 'conformance-key';
/** What urlencoded forms and signatures over raw values get wrong most easily. */
export const HARD_TEXT = 'a=b&c+d %20/?#"\'*~ ü 视频 🎬';
