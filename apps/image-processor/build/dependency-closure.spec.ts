import { dependencyClosure } from './dependency-closure.ts';

const lock = {
  packages: {
    'node_modules/root': {
      version: '1.0.0',
      dev: true,
      dependencies: { a: '1' },
      optionalDependencies: { b: '1' },
    },
    'node_modules/a': { version: '1.1.0', dependencies: { b: '2' } },
    'node_modules/a/node_modules/b': { version: '2.0.0' },
    'node_modules/b': { version: '1.2.0', dependencies: { root: '1' } },
    'node_modules/unrelated': { version: '9.0.0' },
  },
};

describe('dependencyClosure', () => {
  it('keeps what the package needs, each where Node would find it, and nothing else', () => {
    expect(dependencyClosure(lock, 'root')).toEqual({
      'node_modules/root': { version: '1.0.0', dependencies: { a: '1' }, optionalDependencies: { b: '1' } },
      'node_modules/a': { version: '1.1.0', dependencies: { b: '2' } },
      'node_modules/a/node_modules/b': { version: '2.0.0' },
      'node_modules/b': { version: '1.2.0', dependencies: { root: '1' } },
    });
  });

  it('names a dependency that the lock file lacks', () => {
    const broken = { packages: { 'node_modules/root': { version: '1.0.0', dependencies: { lost: '1' } } } };
    expect(() => dependencyClosure(broken, 'root')).toThrow(/lacks lost, which node_modules\/root needs/);
  });
});
