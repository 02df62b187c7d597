import { setTimeout as sleep } from 'node:timers/promises';
import { ImageRejectedError } from '@image-pipeline/image-file';
import { withinDeadline } from './deadline.ts';

const tooSlow = { code: 'too-slow', context: { limit: 30 } };

describe('withinDeadline', () => {
  it('gives the result of work that is in time', async () => {
    expect(await withinDeadline(5000, (deadline) => deadline.run(() => Promise.resolve(7)))).toBe(7);
  });

  it('tells each step the time that is left, in whole seconds, rounded up', async () => {
    expect(
      await withinDeadline(1500, (deadline) => deadline.run((seconds) => Promise.resolve(seconds))),
    ).toBe(2);
    expect(await withinDeadline(900, (deadline) => deadline.run((seconds) => Promise.resolve(seconds)))).toBe(
      1,
    );
  });

  it('tells it in milliseconds, too', async () => {
    const left = await withinDeadline(1500, (deadline) =>
      deadline.run((_, milliseconds) => Promise.resolve(milliseconds)),
    );
    expect(left).toBeGreaterThan(1000);
    expect(left).toBeLessThanOrEqual(1501);
  });

  it('tells a timer to run out when time is up, and never before', async () => {
    const timeLeftAt = (limit: number) => {
      const end = performance.now() + limit;
      return withinDeadline(60_000 + limit, (deadline) =>
        deadline.run(async (_, milliseconds) => {
          await sleep(milliseconds - 60_000);
          return end - performance.now();
        }),
      );
    };
    const limits = Array.from({ length: 200 }, (_, at) => 20 + at / 7);
    expect(Math.max(...(await Promise.all(limits.map(timeLeftAt))))).toBeLessThanOrEqual(0);
  });

  it('rejects while a step still hangs', async () => {
    await expect(withinDeadline(30, () => new Promise(() => undefined))).rejects.toMatchObject(tooSlow);
  });

  it('starts no step after the end', async () => {
    const late = jest.fn(() => Promise.resolve());
    const work = Promise.withResolvers<unknown>();
    const outcome = withinDeadline(30, async (deadline) => {
      await sleep(60);
      work.resolve(await deadline.run(late).catch((error: unknown) => error));
    });
    await expect(outcome).rejects.toBeInstanceOf(ImageRejectedError);
    expect(await work.promise).toMatchObject(tooSlow);
    expect(late).not.toHaveBeenCalled();
  });

  it('takes an error of a step for its own before the end', async () => {
    const broken = new Error('broken');
    await expect(withinDeadline(5000, (deadline) => deadline.run(() => Promise.reject(broken)))).rejects.toBe(
      broken,
    );
  });

  it('takes an error of a step for the time-out after the end', async () => {
    const stopped = new Error('timeout: 40% complete');
    const work = Promise.withResolvers<unknown>();
    const outcome = withinDeadline(30, async (deadline) => {
      const step = () => sleep(60).then(() => Promise.reject(stopped));
      work.resolve(await deadline.run(step).catch((error: unknown) => error));
    });
    await expect(outcome).rejects.toMatchObject(tooSlow);
    expect(await work.promise).toMatchObject({ ...tooSlow, cause: stopped });
  });

  it('leaves no timer behind', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    await withinDeadline(60_000, () => Promise.resolve());
    await withinDeadline(60_000, () => Promise.reject(new Error('broken'))).catch(() => undefined);
    expect(timers()).toBe(before);
  });
});
