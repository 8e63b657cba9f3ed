// Who may import whom: docs/design.md, "The rooms". A folder that is not named as allowed is forbidden.
const rooms = {
  contract: [],
  platform: ['contract'],
  mps: ['contract'],
  admission: ['contract', 'platform'],
  storage: ['contract', 'platform'],
  catalog: ['contract', 'mps', 'platform'],
  plan: ['contract', 'catalog', 'mps'],
  notify: ['contract', 'mps', 'platform', 'storage'],
  dispatch: ['contract', 'platform', 'storage'],
  task: ['contract', 'mps', 'platform', 'plan', 'dispatch', 'notify'],
  api: [
    'contract',
    'mps',
    'platform',
    'admission',
    'plan',
    'task',
    'dispatch',
    'catalog',
    'storage',
    'notify',
  ],
  trigger: ['contract', 'mps', 'platform', 'plan', 'task', 'catalog', 'storage', 'api'],
  console: [],
  backend: ['contract'],
  cli: ['contract'],
};
const test = '\\.test\\.ts$';

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room}-imports`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: test },
      to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
    })),
    {
      name: 'contract-is-zod-only',
      severity: 'error',
      from: { path: '^src/contract/', pathNot: test },
      to: { path: 'node_modules', pathNot: 'node_modules/zod/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^cloudflare:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
