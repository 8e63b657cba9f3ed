// Transitions as options of ffmpeg's filter xfade: its own where there is one that looks like it, else a formula for each
// pixel. In a formula P goes from 1 to 0; A and B are the pixel before and after.
import type { TransitionName } from '../../../contract/compose.ts';

/** How far it is, from 0 to 1. */
const Q = '(1-P)';
/** From the centre: the distance in heights, and the angle. */
const RADIUS = 'hypot((X-W/2)/H,(Y-H/2)/H)';
const ANGLE = 'atan2(Y-H/2,X-W/2)';

/** The next picture where `inside` holds, the one before elsewhere. */
const reveal = (inside: string) => `if(${inside},B,A)`;

/** A pixel of the picture before ("a") or after ("b") from another place, which may lie beside it. */
const pixel = (of: 'a' | 'b', x: string, y: string) => {
  const [left, top] = [`clip(${x},0,W-1)`, `clip(${y},0,H-1)`];
  const plane = (n: number) => `${of}${n}(${left},${top})`;
  return `if(eq(PLANE,0),${plane(0)},if(eq(PLANE,1),${plane(1)},if(eq(PLANE,2),${plane(2)},${plane(3)})))`;
};
/** Both pictures from another place, one going over into the other. */
const mixed = (x: string, y: string) =>
  `st(8,${x});st(9,${y});${pixel('a', 'ld(8)', 'ld(9)')}*P+${pixel('b', 'ld(8)', 'ld(9)')}*${Q}`;
/** Nothing: transparent, or black. */
const NOTHING = 'if(eq(PLANE,0),16,if(eq(PLANE,3),0,128))';
/** From 0 to 1, the same for the same number. */
const random = (number: string) => `mod(abs(sin(${number})*43758.5453),1)`;

type Look = { name: string } | { formula: string };

const LOOKS: Record<TransitionName, Look> = {
  fade: { name: 'fade' },
  'bow-tie-horizontal': { formula: reveal(`lte(abs(Y/H-0.5),abs(X/W-0.5)*tan(${Q}*PI/2))`) },
  'bow-tie-vertical': { formula: reveal(`lte(abs(X/W-0.5),abs(Y/H-0.5)*tan(${Q}*PI/2))`) },
  butterfly: {
    formula: mixed(`X+W*0.1*sin(${Q}*PI)*sin(3*${ANGLE}+6*${Q})`, `Y+H*0.1*sin(${Q}*PI)*cos(5*${ANGLE})`),
  },
  'cannabis-leaf': {
    formula:
      `st(0,(X-W/2)/H);st(1,(H*0.8-Y)/H);st(2,atan2(ld(1),ld(0)));` +
      reveal(
        `gt(${Q},0.97)+lt(hypot(ld(0),ld(1)),pow(${Q},3)*4*(1+sin(ld(2)))*(1+0.9*cos(8*ld(2)))*(1+0.1*cos(24*ld(2)))*(0.9+0.05*cos(200*ld(2))))`,
      ),
  },
  circle: { name: 'circleopen' },
  'circle-crop': { name: 'circlecrop' },
  'circle-open': { name: 'circleopen' },
  'cross-warp': { name: 'smoothright' },
  cube: { name: 'slideleft' },
  doom: {
    formula: `st(0,max(0,${Q}*1.6-0.6*${random('floor(X/W*30)*12.9898+1')})*H);if(gte(Y,ld(0)),${pixel('a', 'X', 'Y-ld(0)')},B)`,
  },
  doorway: { name: 'vertopen' },
  dreamy: { formula: mixed(`X`, `Y+H*0.04*sin(${Q}*PI)*cos(10*(${Q}+X/W))`) },
  'dreamy-zoom': { name: 'zoomin' },
  'film-burn': { name: 'fadewhite' },
  glitch: {
    formula: `st(0,${random(`floor(Y/H*24)*78.233+floor(${Q}*12)*12.9898+1`)});st(1,clip(X+W*0.3*(ld(0)-0.5)*sin(${Q}*PI),0,W-1));if(lt(ld(0),${Q}),${pixel('b', 'ld(1)', 'Y')},${pixel('a', 'ld(1)', 'Y')})`,
  },
  heart: {
    formula:
      `st(0,(X-W/2)/H/(2*${Q}+0.001));st(1,(H/2-Y)/H/(2*${Q}+0.001)+0.1);` +
      reveal('lte(pow(ld(0)*ld(0)+ld(1)*ld(1)-1,3)-ld(0)*ld(0)*pow(ld(1),3),0)'),
  },
  'page-curl': { name: 'diagtl' },
  luma: { formula: reveal(`lte(a0(X,Y)/255,${Q})`) },
  mosaic: { name: 'pixelize' },
  pinwheel: { formula: reveal(`lte(mod(${ANGLE}+2*PI,PI/4),${Q}*PI/4)`) },
  polar: { formula: reveal(`lte(${RADIUS},${Q}*${Q}*(2+0.9*cos(7*${ANGLE})))`) },
  'polka-dots': {
    formula: reveal(`lt(hypot(mod(X*15/H,1)-0.5,mod(Y*15/H,1)-0.5),${Q}/max(hypot(X/W,Y/H),0.001))`),
  },
  radial: { name: 'radial' },
  'rotate-scale': {
    formula:
      `st(0,2*PI*${Q});st(1,1-0.8*sin(${Q}*PI));` +
      `st(2,((X-W/2)*cos(ld(0))+(Y-H/2)*sin(ld(0)))/ld(1)+W/2);` +
      `st(3,((Y-H/2)*cos(ld(0))-(X-W/2)*sin(ld(0)))/ld(1)+H/2);` +
      `if(between(ld(2),0,W-1)*between(ld(3),0,H-1),${pixel('a', 'ld(2)', 'ld(3)')}*P+${pixel('b', 'ld(2)', 'ld(3)')}*${Q},${NOTHING})`,
  },
  squeeze: { name: 'squeezev' },
  swap: { name: 'slideright' },
  swirl: {
    formula:
      `st(0,8*sin(${Q}*PI)*pow(max(0,1-${RADIUS}),2));` +
      mixed('W/2+(X-W/2)*cos(ld(0))-(Y-H/2)*sin(ld(0))', 'H/2+(X-W/2)*sin(ld(0))+(Y-H/2)*cos(ld(0))'),
  },
  'burn-out': { formula: reveal(`lte(${RADIUS},1.2*${Q}+0.06*sin(${Q}*PI)*sin(10*${ANGLE}+8*${Q}))`) },
  blinds: { formula: reveal(`lt(mod(Y/H*12,1),${Q})`) },
  'wipe-down': { name: 'wipedown' },
  'wipe-left': { name: 'wipeleft' },
  'wipe-right': { name: 'wiperight' },
  'wipe-up': { name: 'wipeup' },
  'zoom-circles': { formula: reveal(`lt(mod(${RADIUS}*8,1),${Q})`) },
};

/** The filter that goes over from one picture to the next: both in seconds of the first one. */
export function transitionFilter(name: TransitionName, offset: number, duration: number): string {
  const look = LOOKS[name];
  // The variables of a formula are one for all threads (ffmpeg 5.1): one thread it is.
  const how =
    'name' in look
      ? `transition=${look.name}`
      : `transition=custom:expr='${look.formula}'${look.formula.includes('st(') ? ':threads=1' : ''}`;
  return `xfade=${how}:duration=${duration.toFixed(6)}:offset=${offset.toFixed(6)}`;
}
