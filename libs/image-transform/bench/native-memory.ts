/** What the Pulumi program sets for the function, in infra/src/processor-environment.ts. */
export const nativeMemory = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '1048576',
  UV_THREADPOOL_SIZE: '2',
  NODE_OPTIONS: '--max-semi-space-size=1',
} as const;
