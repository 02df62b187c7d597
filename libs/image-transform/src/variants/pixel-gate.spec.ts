import fc from 'fast-check';
import { createPixelGate } from './pixel-gate.ts';

describe('a pixel gate', () => {
  it('never has more inside than its capacity, but for one piece that is larger, and lets everything through', async () => {
    const pieces = fc.array(fc.record({ pixels: fc.integer({ min: 1, max: 15 }), fails: fc.boolean() }));
    await fc.assert(
      fc.asyncProperty(pieces, fc.scheduler(), async (all, scheduler) => {
        const gate = createPixelGate(10);
        const inside: number[] = [];
        const begun: number[] = [];
        const work = async (pixels: number, fails: boolean, at: number) => {
          begun.push(at);
          inside.push(pixels);
          const sum = inside.reduce((a, b) => a + b, 0);
          if (inside.length > 1) expect(sum).toBeLessThanOrEqual(10);
          await scheduler.schedule(Promise.resolve());
          inside.splice(inside.indexOf(pixels), 1);
          if (fails) throw new Error('failed');
          return at;
        };
        const ended = Promise.allSettled(
          all.map(({ pixels, fails }, at) => gate.pass(pixels, () => work(pixels, fails, at))),
        );
        await scheduler.waitFor(ended);
        const results = await ended;
        expect(begun).toEqual(all.map((_, at) => at));
        expect(results.map(({ status }) => status)).toEqual(
          all.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
        );
      }),
    );
  });

  it('lets small pieces go on side by side', async () => {
    const gate = createPixelGate(10);
    const both = Promise.withResolvers<string>();
    const first = gate.pass(5, () => both.promise);
    const second = gate.pass(5, () => {
      both.resolve('met');
      return both.promise;
    });
    expect(await Promise.all([first, second])).toEqual(['met', 'met']);
  });
});
