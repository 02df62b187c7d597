import { readdirSync, readFileSync } from 'node:fs';

/** What a package shows to others: the sources behind its `exports`. Everything else is its own business. */
const doors = ['apps', 'libs'].flatMap((group) =>
  readdirSync(group).flatMap((name) => {
    const { exports = {} } = JSON.parse(readFileSync(`${group}/${name}/package.json`, 'utf8'));
    return Object.values(exports)
      .map((target) => target['@image-pipeline/source'] ?? target)
      .map((file) => `^${group}/${name}/${file.slice('./'.length).replaceAll('.', '\\.')}$`);
  }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycle',
      comment:
        'Of two files that need each other, types included, neither can be read first. Move what both need.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'rooms-one-way',
      comment: 'Folders beside each other import in one direction: that is the order in which they are read.',
      scope: 'folder',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only-through-the-door',
      comment: 'A package is used through its `exports`; its inner files may move any day.',
      severity: 'error',
      from: { path: '^((?:apps|libs)/[^/]+|infra)/' },
      to: { path: '^(?:apps|libs)/', pathNot: ['^$1/', ...doors] },
    },
    {
      name: 'door-is-for-outside',
      comment:
        'Inside a package, name the file: its index imports everything, and so would whoever imports it.',
      severity: 'error',
      from: { path: '^((?:apps|libs)/[^/]+)/src/' },
      to: { path: '^$1/src/index\\.ts$' },
    },
    {
      name: 'metadata-without-sharp',
      comment: 'A service that reads metadata need not install libvips.',
      severity: 'error',
      from: { path: '^libs/(errors|image-file|image-metadata|image-records|responsive-image)/src/' },
      to: { path: 'node_modules/(sharp|@img)/', reachable: true },
    },
    {
      name: 'table-without-sdk',
      comment:
        'The Pulumi program evaluates the description of the table: it must not bring the AWS SDK along.',
      severity: 'error',
      from: { path: '^libs/image-records/src/table\\.ts$' },
      to: { path: 'node_modules/', reachable: true },
    },
    {
      name: 'declared-dependencies',
      comment: 'What runs is named in the package.json of its own package.',
      severity: 'error',
      from: { path: '^(?:(?:apps|libs)/[^/]+/src/|infra/(index|src/))' },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev', 'unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-orphan',
      comment: 'Nobody imports it and it imports nobody: delete it.',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.mjs$', 'no-credential-search', ...doors] },
      to: {},
    },
  ],
  options: {
    // Tests may look inside, and fixtures of one room serve another. What they import of other packages, Nx's lint checks.
    exclude: {
      path: [
        '^(apps|libs|infra)/.+/(dist|out-tsc|testing|test|test-support|e2e)/',
        '^infra/(out-tsc|testing)/',
        '\\.spec\\.ts$',
        'jest\\.config',
      ],
    },
    doNotFollow: { path: 'node_modules' },
    combinedDependencies: false,
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@image-pipeline/source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
