import fc from 'fast-check';
import { distance, encoders, pixelAt, plain, type Pixels } from '../../testing/images.ts';
import { drawn, filled, svg } from '../../testing/svg-files.ts';

const clear = [0, 0, 0, 0];
const red = [255, 0, 0, 255];
const lime = [0, 255, 0, 255];
const blue = [0, 0, 255, 255];

const row = (picture: Pixels, y: number) =>
  Array.from({ length: picture.width }, (_, x) => pixelAt(picture, x, y));

/** Red up to the middle, nothing behind it. */
const half = '<rect width="50%" height="100%" fill="red"/>';

describe('rasteriseSvg', () => {
  it('draws every pixel where it belongs, without rounding or blur', async () => {
    const picture = await drawn(
      svg('width="8" height="4"', '<rect x="2" y="1" width="3" height="2" fill="red"/>'),
    );
    expect(picture).toMatchObject({ width: 8, height: 4, channels: 4 });
    const edge = Array<number[]>(8).fill(clear);
    const middle = [clear, clear, red, red, red, clear, clear, clear];
    expect([0, 1, 2, 3].map((y) => row(picture, y))).toEqual([edge, middle, middle, edge]);
  });

  it('keeps what is half transparent so, and its colour straight', async () => {
    const picture = await drawn(
      svg('width="4" height="4"', '<g opacity="0.5"><rect width="4" height="4" fill="red"/></g>'),
    );
    expect(pixelAt(picture, 1, 1)).toEqual([255, 0, 0, 128]);
  });

  it.each([
    ['with a viewBox', 'width="400" height="200" viewBox="0 0 40 20"'],
    ['without one', 'width="400" height="200"'],
    ['with one that is none', 'width="400" height="200" viewBox="0 0 0 20"'],
  ])('draws straight at the size that is wanted, so that edges stay sharp: %s', async (_, attributes) => {
    const picture = await drawn(svg(attributes, half), { width: 20, height: 10 });
    expect(row(picture, 9)).toEqual([...Array<number[]>(10).fill(red), ...Array<number[]>(10).fill(clear)]);
  });

  it.each([
    ['a size in its style', 'style="width: 20px; height: 10px" width="7" height="7"', ''],
    ['a style that ends in an important size', 'width="20" height="10" style="width:7px!important"', ''],
    [
      'a size in a style sheet',
      'width="20" height="10"',
      '<style>svg { width: 7px !important; height: 99px }</style>',
    ],
    ['a size that is none', 'width="auto" height="10zz" viewBox="0 0 20 10"', ''],
  ])('draws at the size of the header whatever the document says of %s', async (_, attributes, before) => {
    const picture = await drawn(svg(attributes, before + filled('red')), { width: 20, height: 10 });
    expect([pixelAt(picture, 0, 0), pixelAt(picture, 19, 9)]).toEqual([red, red]);
  });

  it('has 96 pixels an inch, as browsers have', async () => {
    const picture = await drawn(svg('width="40" height="1"', '<rect width="0.25in" height="1" fill="red"/>'));
    expect(row(picture, 0).filter(([r]) => r === 255)).toHaveLength(24);
  });

  it('fits a box of other proportions as the document says', async () => {
    const box = 'width="40" height="20" viewBox="0 0 10 10"';
    const middle = await drawn(svg(box, filled('red')));
    expect([0, 10, 29, 30].map((x) => pixelAt(middle, x, 9))).toEqual([clear, red, red, clear]);
    const stretched = await drawn(svg(`${box} preserveAspectRatio="none"`, filled('red')));
    expect(row(stretched, 9)).toEqual(Array(40).fill(red));
  });

  it.each<[string, Buffer]>([
    [
      'UTF-16 with a byte order mark',
      Buffer.from(`\ufeff${svg('width="8" height="4"', half).toString()}`, 'utf16le'),
    ],
    [
      'UTF-16 that declares itself',
      Buffer.from(
        `\ufeff<?xml version="1.0" encoding="UTF-16"?>${svg('width="8" height="4"', half).toString()}`,
        'utf16le',
      ).swap16(),
    ],
    ['a byte order mark', Buffer.from(`\ufeff${svg('width="8" height="4"', half).toString()}`)],
    [
      'Latin-1',
      Buffer.from(
        `<?xml version='1.0' encoding="ISO-8859-1"?><!-- é --><svg xmlns='http://www.w3.org/2000/svg' id='é' width='8' height='4'>${half}</svg>`,
        'latin1',
      ),
    ],
    [
      'a prefix',
      Buffer.from(
        '<s:svg xmlns:s="http://www.w3.org/2000/svg" width="8" height="4"><s:rect width="4" height="4" fill="red"/></s:svg>',
      ),
    ],
    [
      'a long licence in front',
      Buffer.concat([Buffer.from(`<!-- ${'licence '.repeat(500)}-->`), svg('width="8" height="4"', half)]),
    ],
    [
      "Illustrator's entities",
      Buffer.from(
        `<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg"><!ENTITY colour "red">]><svg xmlns="&ns;" width="8" height="4"><rect width="4" height="4" fill="&colour;"/></svg>`,
      ),
    ],
    ['no namespace', Buffer.from(`<svg width="8" height="4">${half}</svg>`)],
  ])('reads %s', async (_, bytes) => {
    const picture = await drawn(bytes);
    expect(row(picture, 1)).toEqual([red, red, red, red, clear, clear, clear, clear]);
  });

  it.each(['png', 'jpeg'] as const)('draws a %s inside of it', async (format) => {
    const inside = (await encoders[format](plain(2, 2, [0, 0, 255]))).toString('base64');
    const image = `<image width="8" height="8" href="data:image/${format};base64,${inside}"/>`;
    const picture = await drawn(svg('width="8" height="8"', image));
    expect(distance(pixelAt(picture, 4, 4), blue)).toBeLessThan(3);
  });

  it('fills a picture of any size, to its last pixel', async () => {
    const side = fc.integer({ min: 1, max: 3000 });
    const share = fc.double({ min: 0.001, max: 1, noNaN: true });
    const check = fc.asyncProperty(side, side, share, fc.boolean(), async (width, height, scale, boxed) => {
      const box = boxed ? `viewBox="0 0 ${width} ${height}"` : '';
      const size = {
        width: Math.max(1, Math.round(width * scale)),
        height: Math.max(1, Math.round(height * scale)),
      };
      const picture = await drawn(svg(`width="${width}" height="${height}" ${box}`, filled('lime')), size);
      expect(picture).toMatchObject(size);
      const corners = [0, picture.width - 1].flatMap((x) =>
        [0, picture.height - 1].map((y) => pixelAt(picture, x, y)),
      );
      expect(corners).toEqual(Array(4).fill(lime));
    });
    await fc.assert(check, { numRuns: 12 });
  });

  it('draws a strip as long as cairo can', async () => {
    const picture = await drawn(svg('width="40000" height="2"', filled('lime')));
    expect([picture.width, picture.height, pixelAt(picture, 32_766, 1)]).toEqual([32_767, 2, lime]);
  });

  it.each([
    [
      'ends early',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect',
      'Premature end|Couldn',
    ],
    [
      'is of another language',
      '<svg xmlns="http://www.w3.org/1999/xhtml" width="9" height="9"/>',
      'does not have <svg> root',
    ],
    [
      'names an entity it does not declare',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">&x;</svg>',
      "Entity 'x' not defined",
    ],
    [
      'multiplies its entities',
      `<!DOCTYPE svg [<!ENTITY a0 "0123456789">${Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`).join('')}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="&a9;"/></svg>`,
      'Maximum entity amplification factor exceeded',
    ],
  ])('refuses a document that %s', async (_, text, message) => {
    await expect(drawn(Buffer.from(text))).rejects.toMatchObject({
      code: 'corrupt',
      context: { format: 'svg', part: 'pixels' },
      cause: { message: expect.stringMatching(message) },
    });
  });
});
