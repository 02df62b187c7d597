import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recipe } from '@image-pipeline/image-transform';
import { InvalidSettingsError } from './errors.ts';
import { readWatermarks } from './watermarks.ts';

const recipe = (image?: string): Recipe => ({
  name: 'v',
  fit: 'width',
  width: 100,
  format: 'jpeg',
  ...(image !== undefined && { watermark: { image } }),
});

describe('readWatermarks', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watermarks-'));
    await writeFile(join(folder, 'logo.svg'), 'svg');
    await writeFile(join(folder, 'both.svg'), 'svg');
    await writeFile(join(folder, 'both.png'), 'png');
    await writeFile(join(folder, 'unused.png'), 'unused');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads those that recipes name, a PNG before an SVG, and no others', () => {
    const files = readWatermarks([recipe('logo'), recipe(), recipe('both'), recipe('logo')], folder);
    expect(Object.keys(files)).toEqual(['logo', 'both']);
    expect(Object.values(files).map(String)).toEqual(['svg', 'png']);
  });

  it('looks at no folder when no recipe asks', () => {
    expect(readWatermarks([recipe()], join(folder, 'missing'))).toEqual({});
  });

  it('names the one that is not there', () => {
    expect(() => readWatermarks([recipe('other')], folder)).toThrow(InvalidSettingsError);
    expect(() => readWatermarks([recipe('other')], folder)).toThrow('watermarks/other.png');
  });

  it('does not call one missing that is there and cannot be read', async () => {
    await mkdir(join(folder, 'broken.png'));
    await writeFile(join(folder, 'broken.svg'), 'svg');
    expect(() => readWatermarks([recipe('broken')], folder)).toThrow(
      expect.objectContaining({ code: 'EISDIR' }),
    );
  });
});
