import type { Fate } from './history.ts';

/** What a call throws that fails by fate: the attempt ends, and its event is delivered again. */
export class Fault extends Error {}

/** One attempt of the function at an event. */
export interface Attempt {
  /** The same call, that ends as fate has it. */
  call<A extends unknown[], R>(effect: (...args: A) => Promise<R>): (...args: A) => Promise<R>;
  /** @throws Fault when a call failed, or the process was killed */
  run(work: () => Promise<unknown>): Promise<void>;
  /** Resolves when nothing that it began is under way: S3 and DynamoDB have answered long before Lambda tries again. */
  landed(): Promise<void>;
}

/** @param turn resolves when it is this call's turn: any call may wait for any other */
export const createAttempt = (turn: () => Promise<void>, nextFate: () => Fate): Attempt => {
  const underWay = new Set<Promise<unknown>>();
  let isDead = false;
  let die: (fault: Fault) => void = () => undefined;
  const death = new Promise<never>((_, reject) => {
    die = (fault) => {
      isDead = true;
      reject(fault);
    };
  });
  death.catch(() => undefined);

  const track = <R>(effect: Promise<R>): Promise<R> => {
    underWay.add(effect);
    const done = () => void underWay.delete(effect);
    effect.then(done, done);
    return effect;
  };

  const endOf = async <R>(effect: () => Promise<R>): Promise<R> => {
    await turn();
    const fate = isDead ? 'works' : nextFate();
    if (fate === 'fails') throw new Fault('before');
    if (fate === 'is cut off') {
      die(new Fault('killed'));
      await turn();
    }
    const result = await effect();
    if (fate === 'takes effect and fails') throw new Fault('after');
    return result;
  };

  return {
    call:
      (effect) =>
      async (...args) => {
        const result = await track(endOf(() => effect(...args))).catch((error: unknown) =>
          isDead ? death : Promise.reject(error),
        );
        // Of a process that is gone, nothing goes on.
        return isDead ? await new Promise<never>(() => undefined) : result;
      },
    async run(work) {
      await Promise.race([work(), death]);
    },
    async landed() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
};
