import pc from 'picocolors';
import { formatTable } from './table.ts';

it('aligns columns and leaves no spaces at line ends', () => {
  expect(
    formatTable(
      [{ title: 'NAME' }, { title: 'MS', align: 'right' }, { title: 'WHY' }],
      [
        ['a.jpg', '7', ''],
        ['b', '1234', 'too large'],
      ],
    ),
  ).toEqual(['NAME     MS  WHY', 'a.jpg     7', 'b      1234  too large']);
});

it('counts wide characters as two cells and colours as none', () => {
  const { red } = pc.createColors(true);
  const lines = formatTable(
    [{ title: 'A' }, { title: 'B' }],
    [
      ['写真', 'x'],
      [red('abcd'), 'x'],
      ['e\u0301', 'x'],
    ],
  );
  expect(lines).toEqual(['A     B', '写真  x', `${red('abcd')}  x`, 'e\u0301     x']);
});

it('is a heading alone when there is nothing to show', () => {
  expect(formatTable([{ title: 'A' }, { title: 'B' }], [])).toEqual(['A  B']);
});
