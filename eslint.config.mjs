import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

const programImports =
  'The program takes from the libs only types, errors, the recipe parser, limitsForMemory and the record table.';

/** One way to declare functions; a generator cannot be an arrow, and the program's default export has no name. */
const arrowsOnly = {
  selector: ':not(ExportDefaultDeclaration) > FunctionDeclaration[generator=false]',
  message: 'Functions are arrows: const name = (…) => …',
};

const allow = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });

/** @param processor the tags of what the function may import */
const boundaries = (...processor) => [
  'error',
  {
    enforceBuildableLibDependency: true,
    allow: ['^.*/eslint\\.config\\.mjs$', '^.*/jest\\.preset\\.mjs$'],
    depConstraints: [
      allow('type:lib', 'type:lib'),
      allow('scope:shared', 'scope:shared'),
      allow('scope:image', 'scope:image', 'scope:shared'),
      allow('scope:local', 'scope:local', 'scope:shared'),
      allow('scope:processor', ...processor),
      allow('scope:infra', 'scope:image', 'scope:shared'),
      allow('scope:cli', 'scope:image', 'scope:local', 'scope:processor', 'scope:shared'),
    ],
  },
];

export default tseslint.config(
  { ignores: ['**/dist', '**/out-tsc', '**/node_modules', '.nx', '**/.local', 'coverage'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    plugins: { '@nx': nx },
    files: ['**/*.ts', '**/*.mjs'],
    rules: {
      // The architecture, as tags: libs import no app and no infra; image libs know nothing of the local cloud;
      // the program imports nothing at run time but errors, the recipe parser, the limits that go with an amount of
      // memory and the table's description.
      '@nx/enforce-module-boundaries': boundaries('scope:image', 'scope:shared'),
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      eqeqeq: ['error', 'always'],
      'arrow-body-style': ['error', 'as-needed'],
      'no-restricted-syntax': ['error', arrowsOnly],
      'no-console': 'error',
    },
  },
  {
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts', 'infra/*.ts', 'infra/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    plugins: { jsdoc },
    rules: {
      // Whoever calls a function need not read it to know what it gives, in which units, and what it throws.
      'jsdoc/require-jsdoc': [
        'error',
        {
          enableFixer: false,
          require: { FunctionDeclaration: false },
          contexts: [
            'ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > ArrowFunctionExpression',
            'ExportNamedDeclaration > FunctionDeclaration',
            'ExportNamedDeclaration > ClassDeclaration',
          ],
        },
      ],
      'jsdoc/check-tag-names': ['error', { definedTags: ['defaultValue', 'remarks'] }],
      'jsdoc/empty-tags': 'error',
    },
  },
  {
    files: ['infra/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      // For import(), which the next rule does not look at.
      'no-restricted-syntax': [
        'error',
        arrowsOnly,
        {
          selector:
            'ImportExpression[source.value=/^@image-pipeline\\u002f(?!(errors|image-records\\u002ftable|image-transform\\u002f(recipes|memory-limits))$)/]',
          message: programImports,
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex:
                '^@image-pipeline/(?!(errors|image-records/table|image-transform/(recipes|memory-limits))$)',
              allowTypeImports: true,
              message: programImports,
            },
          ],
        },
      ],
    },
  },
  {
    // The function knows no local cloud. What is tested against a real S3 is tested against that one too.
    files: ['apps/image-processor/e2e/**'],
    rules: { '@nx/enforce-module-boundaries': boundaries('scope:image', 'scope:local', 'scope:shared') },
  },
  {
    files: ['**/*.spec.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['tools/**', '**/build/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
