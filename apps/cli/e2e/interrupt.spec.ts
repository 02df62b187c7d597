import { setTimeout as sleep } from 'node:timers/promises';
import { noise, plant } from './support/images.ts';
import { hangs, Workplace, type Run } from './support/imgpipe.ts';

const here = new Workplace();
beforeAll(async () => {
  const picture = await noise(2400, 1800);
  await plant(
    here.folder,
    Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`in/${n}.jpg`, picture])),
  );
});
afterAll(() => here.clear());

const processing = (): Run => here.imgpipe('process', 'in', '--json');

/** Every moment of a run at which something else has to be stopped. */
const moments = {
  'while Node itself starts': async () => sleep(60),
  'while the program is evaluated': async (run: Run) => {
    await run.waitFor(/Bundle the function/);
    await sleep(600);
  },
  'while images are processed': (run: Run) => run.waitFor(/"status":"ready"/),
};

it.each([
  ['while Node itself starts', 'command'],
  ['while the program is evaluated', 'command'],
  ['while the program is evaluated', 'group'],
  ['while images are processed', 'group'],
] as const)('Ctrl-C %s (to the %s) ends everything', async (moment, to) => {
  const run = processing();
  await (moments[moment] as (run: Run) => Promise<unknown>)(run);
  const { code, signal, ms, orphans, stderr } = await run.stop('SIGINT', to);

  // Before the command listens, Node's own answer to the signal is as good.
  expect(signal === 'SIGINT' ? 130 : code).toBe(130);
  expect(ms).toBeLessThan(hangs);
  expect(orphans).toEqual([]);
  expect(run.leftovers()).toEqual([]);
  expect(stderr).not.toMatch(/^\s+at /m);
});

it('counts the signal twice in a row as one, as npm and the terminal send it', async () => {
  const run = processing();
  await run.waitFor(/"status":"ready"/);
  run.signal('SIGINT');
  const { code, orphans, stderr } = await run.stop('SIGINT');
  expect({ code, orphans }).toEqual({ code: 130, orphans: [] });
  expect(stderr).toMatch(/Stopped by SIGINT/);
  expect(run.leftovers()).toEqual([]);
});
