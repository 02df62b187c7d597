import fc from 'fast-check';
import { readImageFile } from '../read-image-file.ts';
import { ImageRejectedError } from '../refusal/errors.ts';

const svg = (attributes: string, body = '') =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${body}</svg>`,
  );

const sizeOf = (bytes: Buffer) => {
  const { width, height } = readImageFile(bytes, { maxPixels: 2_000_000_000 });
  return [width, height];
};

describe('the header of an SVG', () => {
  it('is read without drawing it', () => {
    const bytes = svg('width="30" height="20"', '<not-even-closed>');
    expect(readImageFile(bytes)).toEqual({
      bytes,
      drawing: { width: 30, height: 20 },
      format: 'svg',
      contentType: 'image/svg+xml',
      width: 30,
      height: 20,
      orientation: 1,
      pages: 1,
      hasAlpha: true,
      blocks: {},
    });
  });

  it.each([
    ['pixels', 'width="30" height="20"', 30, 20],
    ['pixels with a unit', 'width="30px" height="20PX"', 30, 20],
    ['inches', 'width="1in" height=".5in"', 96, 48],
    ['centimetres', 'width="2.54cm" height="5.08cm"', 96, 192],
    ['millimetres, as Inkscape writes A4', 'width="210mm" height="297mm" viewBox="0 0 210 297"', 794, 1123],
    ['quarters of millimetres', 'width="101.6q" height="203.2Q"', 96, 192],
    ['points', 'width="72pt" height="36pt"', 96, 48],
    ['picas', 'width="6pc" height="3pc"', 96, 48],
    ['font sizes', 'width="2em" height="4ex"', 32, 32],
    ['exponents', 'width="3e1" height="+2E+1"', 30, 20],
    ['fractions', 'width="30.5" height="20.4"', 31, 20],
    ['less than a pixel', 'width="0.1" height="20"', 1, 20],
    ['white space', 'width=" 30 " height="\n20\t"', 30, 20],
    ['a style', 'style="fill: red; Width: 30px; height:20px !important" width="9" height="9"', 30, 20],
    ['a style that is none', 'style="width: calc(1px); height" width="30" height="20"', 30, 20],
    ['a viewBox alone', 'viewBox="-5 -5 30 20"', 30, 20],
    ['a viewBox with commas', 'viewBox="0,0 , 30,20"', 30, 20],
    ['percentages of nothing', 'width="100%" height="50%" viewBox="0 0 30 20"', 30, 20],
    ['a width and a viewBox', 'width="60" viewBox="0 0 30 20"', 60, 40],
    ['a height and a viewBox', 'height="60" width="auto" viewBox="0 0 30 20"', 90, 60],
    ['nothing', '', 300, 150],
    ['a width alone', 'width="30"', 30, 150],
    ['a height alone', 'height="20"', 300, 20],
    ['a viewBox that is none', 'viewBox="0 0 30"', 300, 150],
    ['an empty viewBox', 'viewBox="0 0 0 20"', 300, 150],
    ['a viewBox with a unit', 'viewBox="0 0 30px 20"', 300, 150],
    ['negative sides', 'width="-30" height="-20"', 300, 150],
    ['an unknown unit', 'width="30vw" height="20"', 300, 20],
    ['an entity', 'width="&side;" height="20"', 300, 20],
    ['more than numbers hold', 'width="1e999" height="20"', 300, 20],
    ['attributes of other names', 'data-width="9" x:width="9" Width="9" width="30" height="20"', 30, 20],
    ['more than cairo draws', 'width="65534" height="1000"', 32_767, 500],
    ['more than anybody draws', 'width="1e300" height="1"', 32_767, 1],
  ])('tells a size in %s', (_, attributes, width, height) => {
    expect(sizeOf(svg(attributes))).toEqual([width, height]);
  });

  it.each([
    ['an XML declaration', '<?xml version="1.0" encoding="utf-8"?>\n'],
    ['white space', ' \r\n\t'],
    ['comments', '<!-- <svg width="1"> --><!---->'],
    ['an instruction', '<?php <svg> ?>'],
    ['a document type', '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'],
    [
      'entities, with brackets in them',
      `<!DOCTYPE svg [ <!ENTITY a "<svg> ]>"> <!ENTITY b ']>'> <!-- ' ]> --> <?x ]> "?> %c; ] >`,
    ],
    ['a licence of 30 kB', `<!--${'x'.repeat(30_000)}-->`],
  ])('is found behind %s', (_, prolog) => {
    const document = `${prolog}<svg:svg\n  xmlns:svg = 'http://www.w3.org/2000/svg'\n width = '30'\theight="20"/>`;
    expect(sizeOf(Buffer.from(document))).toEqual([30, 20]);
    expect(sizeOf(Buffer.from(`\ufeff${document}`))).toEqual([30, 20]);
    expect(sizeOf(Buffer.from(`\ufeff${document}`, 'utf16le'))).toEqual([30, 20]);
  });

  it.each([
    ['has no end', '<svg width="30" height="20"'],
    ['has an attribute without quotes', '<svg width=30 height="20">'],
    ['has an attribute without a value', '<svg width height="20">'],
    ['has attributes without space between them', '<svg width="30"height="20">'],
    ['has a side of nothing', '<svg width="0" height="20">'],
    ['is longer than what is looked at', `<svg ${'a="" '.repeat(20_000)}width="30" height="20">`],
  ])('is refused when the root %s', (_, document) => {
    expect(() => readImageFile(Buffer.from(document))).toThrow(
      expect.objectContaining({
        code: 'corrupt',
        context: { format: 'svg', part: 'header' },
        cause: expect.objectContaining({ message: expect.stringMatching(/^SVG: /) }),
      }),
    );
  });

  it('counts its pixels', () => {
    expect(() => readImageFile(svg('width="20000" height="20000"'))).toThrow(
      expect.objectContaining({
        code: 'too-many-pixels',
        context: expect.objectContaining({ width: 20_000, height: 20_000, pages: 1 }),
      }),
    );
  });

  it('is read or refused, whatever is in it', () => {
    const token = fc.constantFrom(
      ...[
        '<',
        '>',
        '/',
        '=',
        '"',
        "'",
        ' ',
        '[',
        ']',
        '<!--',
        '-->',
        '<?',
        '?>',
        '<!DOCTYPE',
        '<svg',
        ' width=',
        ' viewBox=',
      ],
      ...[' style="', ';width:', '1e9', '-1', '0 0 1 1', '%', 'mm', '&a;', '\n', '\0', 'é'],
    );
    const check = fc.property(fc.array(fc.oneof(token, fc.string()), { maxLength: 40 }), (parts) => {
      try {
        const header = readImageFile(Buffer.from(`<svg${parts.join('')}`));
        for (const side of [header.width, header.height]) {
          expect(Number.isInteger(side) && side >= 1 && side <= 32_767).toBe(true);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(ImageRejectedError);
      }
    });
    fc.assert(check, { numRuns: 2000 });
  });

  /** Looked at once, each takes about a millisecond; tried again from every place, seconds and minutes. */
  it.each([
    ['open quotes', `<!DOCTYPE svg ${`"'`.repeat(40_000)}`, 'unsupported-format'],
    ['open comments', '<!--'.repeat(20_000), 'unsupported-format'],
    ['open brackets', `<!DOCTYPE svg ${'[<!--'.repeat(20_000)}`, 'unsupported-format'],
    ['instructions', '<?'.repeat(40_000), 'unsupported-format'],
    ['question marks', `<?xml ${'?'.repeat(80_000)}`, 'unsupported-format'],
    ['spaces', `<svg${' '.repeat(80_000)}`, 'corrupt'],
    ['spaces before a value', `<svg a${' '.repeat(80_000)}`, 'corrupt'],
    ['letters of a name', `<svg ${'a'.repeat(80_000)}`, 'corrupt'],
    ['digits', `<svg width="${'1'.repeat(60_000)}!"/>`, '300 x 150'],
    ['commas', `<svg viewBox="${' ,'.repeat(30_000)}"/>`, '300 x 150'],
    ['declarations', `<svg style="${'width:;'.repeat(9000)}"/>`, '300 x 150'],
  ])('is found or given up without trying again, for many %s', (_, document, outcome) => {
    const read = () => sizeOf(Buffer.from(document)).join(' x ');
    if (outcome.includes(' x ')) expect(read()).toBe(outcome);
    else expect(read).toThrow(expect.objectContaining({ code: outcome }));
  });
});
