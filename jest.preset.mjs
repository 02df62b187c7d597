/** Packages that ship ES modules only; Jest runs CommonJS, so they are transformed like our own sources. */
const esModulesOnly = ['thumbhash', 'commander', 'cookie', 'p-map'];

const swc = [
  '@swc/jest',
  {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
    module: { type: 'commonjs' },
    swcrc: false,
  },
];

/**
 * The one Jest configuration: every project names itself and takes the rest from here.
 * Libraries are reached through their TypeScript sources (the custom export condition), so tests need no build.
 */
export const preset = (displayName) => ({
  displayName,
  testEnvironment: 'node',
  // Whole stacks take seconds, and a busy machine must not fail them: only what hangs runs into this.
  testTimeout: 60_000,
  testEnvironmentOptions: {
    customExportConditions: ['@image-pipeline/source', 'node', 'require', 'default'],
  },
  testMatch: ['<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/out-tsc/'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/out-tsc'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json', 'node'],
  transform: { '^.+\\.(ts|mjs|js)$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${esModulesOnly.join('|')})/)`],
});
