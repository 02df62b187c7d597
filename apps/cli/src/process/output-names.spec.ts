import { mkdtemp, readdir, rm, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { outputNames } from './output-names.ts';

/** Names as an attacker would choose them, and the ordinary ones that collide. */
const fileName = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    'a.jpg',
    'A.JPG',
    'a.jpg (2)',
    'a.jpg (3)',
    'é.jpg',
    'e\u0301.jpg',
    '..',
    '.',
    '...',
    'CON',
    'nul.txt',
  ),
  fc.constantFrom(
    '../../etc/passwd',
    'C:\\x',
    'a\u0000b',
    '\u202egpj.exe',
    ' ',
    'a. ',
    '\ud800',
    '\u{1f5bc}'.repeat(300),
  ),
);
const fileNames = fc.array(fileName, { maxLength: 30 });

it('gives ordinary names back unchanged', () => {
  const names = ['photo.jpg', 'Ferien in Zürich +1 %.png', '.hidden.jpg', '写真.webp', "it's (1).avif"];
  expect(outputNames(names)).toEqual(names);
});

it('numbers equal names in their order, and never with a name that another file has of its own', () => {
  expect(outputNames(['a.jpg', 'a.jpg', 'A.jpg', 'a.jpg (2)', 'b'])).toEqual([
    'a.jpg',
    'a.jpg (3)',
    'A.jpg (4)',
    'a.jpg (2)',
    'b',
  ]);
});

it('numbers ten thousand equal names without comparing each with each', () => {
  const names = outputNames(Array<string>(10_000).fill('image.jpg'));
  expect(new Set(names).size).toBe(10_000);
  expect(names.at(-1)).toBe('image.jpg (10000)');
});

it('makes names safe for file systems and for the eye', () => {
  expect(outputNames(['../../etc/passwd', 'a\u0000b', 'C:\\x', '\u202egpj.exe', 'CON', '..', 'a. '])).toEqual(
    ['.._.._etc_passwd', 'a_b', 'C__x', '_gpj.exe', '_', '_ (2)', 'a_'],
  );
});

it('keeps every name inside the folder, short, and free of what a terminal obeys', () => {
  fc.assert(
    fc.property(fileNames, (names) => {
      for (const name of outputNames(names)) {
        expect(resolve('/out', name)).toBe(`/out${sep}${name}`);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}/\\]|[. ]$/u);
      }
    }),
  );
});

it('tells all files apart, also where letter case and accents do not', () => {
  fc.assert(
    fc.property(fileNames, (names) => {
      const seen = outputNames(names).map((name) => name.normalize('NFC').toLowerCase());
      expect(new Set(seen).size).toBe(names.length);
    }),
  );
});

it('gives names that the file system takes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'names-'));
  try {
    const names = outputNames(fc.sample(fileName, { numRuns: 200, seed: 7 }));
    for (const name of names) await mkdir(join(folder, name));
    expect((await readdir(folder)).sort()).toEqual([...names].sort());
  } finally {
    await rm(folder, { recursive: true });
  }
});
