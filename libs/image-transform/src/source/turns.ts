/** Lets most work run side by side, and some of it alone. */
export interface Turns {
  /** Starts when nothing runs alone or waits for that. */
  together<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Starts when all that was started before has ended; what comes later waits. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Turns that nobody has taken yet. Work that waits in its own turn for another would wait forever. */
export const createTurns = (): Turns => {
  const running = new Set<Promise<unknown>>();
  let lastAlone: Promise<unknown> = Promise.resolve();

  const run = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = work();
    running.add(result);
    try {
      return await result;
    } finally {
      running.delete(result);
    }
  };
  return {
    together: async (work) => {
      for (let ended: Promise<unknown> | undefined; ended !== lastAlone;) {
        ended = lastAlone;
        await Promise.allSettled([ended]);
      }
      return run(work);
    },
    alone: async (work) => {
      const before = lastAlone;
      const turn = (async () => {
        await Promise.allSettled([before, ...running]);
        return work();
      })();
      lastAlone = turn;
      return turn;
    },
  };
};
