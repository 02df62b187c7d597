import { setTimeout as passed } from 'node:timers/promises';
import { createTurns } from './turns.ts';

describe('turns', () => {
  /** Notes when work begins and ends. */
  const noted = () => {
    const notes: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        notes.push(`${name} begins`);
        await passed(5);
        notes.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    return { notes, work };
  };

  it('let work run together', async () => {
    const { notes, work } = noted();
    const { together } = createTurns();
    expect(await Promise.all([together(work('a')), together(work('b'))])).toEqual(['a', 'b']);
    expect(notes).toEqual(['a begins', 'b begins', 'a ends', 'b ends']);
  });

  it('let work run alone, behind what came before and before what came later, whatever fails', async () => {
    const { notes, work } = noted();
    const { together, alone } = createTurns();
    const all = [together(work('a')), together(work('b', true))];
    await passed(1);
    all.push(alone(work('c', true)), together(work('d')), alone(work('e')), together(work('f')));
    expect((await Promise.allSettled(all)).map(({ status }) => status[0]).join('')).toBe('frrfff');
    expect(notes.slice(0, 4).sort()).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(notes.slice(4, 8)).toEqual(['c begins', 'c ends', 'e begins', 'e ends']);
    expect(notes.slice(8).sort()).toEqual(['d begins', 'd ends', 'f begins', 'f ends']);
  });
});
