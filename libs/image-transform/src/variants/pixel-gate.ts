/** Lets work begin while there is room for its pixels. */
export interface PixelGate {
  /** Does the work when its turn comes; turns come in the order of the calls. */
  pass<T>(pixels: number, work: () => Promise<T>): Promise<T>;
}

/**
 * Bounds the memory of work that goes on side by side: at most `capacity` pixels are in the works, or one piece of
 * work that has more. A piece that has to wait is never overtaken, so a large one gets its turn.
 */
export const createPixelGate = (capacity: number): PixelGate => {
  let inside = 0;
  const waiting: { readonly pixels: number; readonly enter: () => void }[] = [];

  const admit = () => {
    for (
      let next = waiting[0];
      next && (inside === 0 || inside + next.pixels <= capacity);
      next = waiting[0]
    ) {
      waiting.shift();
      inside += next.pixels;
      next.enter();
    }
  };
  return {
    async pass(pixels, work) {
      const turn = Promise.withResolvers<undefined>();
      waiting.push({ pixels, enter: () => turn.resolve(undefined) });
      admit();
      await turn.promise;
      try {
        return await work();
      } finally {
        inside -= pixels;
        admit();
      }
    },
  };
};
