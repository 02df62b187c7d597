import { WatermarkError } from '../../errors.ts';
import type { Recipe } from '../../recipes/recipe.ts';
import { renderVariants } from '../../render-variants.ts';
import { decoded, encoders, plain } from '../../testing/images.ts';
import { svg } from '../../testing/svg-files.ts';
import { withoutFonts } from '../../testing/without-fonts.ts';

const whole: readonly Recipe[] = [{ name: 'whole', fit: 'width', width: 80, format: 'png' }];

/** Places of pixels that are not clear, left and right of the middle, and whether text was left out. */
const inkOf = async (document: Buffer) => {
  const { variants, textLeftOut } = await renderVariants(document, whole);
  const { data, channels, width } = await decoded(variants[0]!.data);
  const ink = { left: 0, right: 0 };
  for (let at = 0; at < data.length; at += channels)
    if (data[at + 3]! > 0) ink[(at / channels) % width < width / 2 ? 'left' : 'right']++;
  return { ...ink, textLeftOut };
};

const square = 400;
const beside = (text: string) =>
  svg('width="80" height="20"', `${text}<rect x="50" width="20" height="20"/>`);
const word = '<text y="15" font-size="15">Wi</text>';

const texts: readonly (readonly [string, Buffer])[] = [
  ['text', beside(word)],
  [
    'a text that insists on being shown',
    beside(word.replace('<text', '<text style="display:inline!important"')),
  ],
  [
    'a text that a style sheet shows',
    beside(`<style>text { display: inline !important; opacity: 1 !important }</style>${word}`),
  ],
  ['a text that is used', beside(`<defs><g id="a">${word}</g></defs><use xlink:href="#a"/>`)],
  [
    'a text without a namespace',
    Buffer.from(
      beside(word)
        .toString()
        .replace(/ xmlns="[^"]+"/, ''),
    ),
  ],
  [
    'a text with a prefix',
    Buffer.from(
      '<s:svg xmlns:s="http://www.w3.org/2000/svg" width="80" height="20"><s:text\ny="15">Wi</s:text>' +
        '<s:rect x="50" width="20" height="20"/></s:svg>',
    ),
  ],
  ['UTF-16', Buffer.from(`\ufeff${beside(word).toString()}`, 'utf16le')],
];

describe('text in an SVG', () => {
  it.each(texts)('is left out where there are no fonts, and that is told: %s', async (_, document) => {
    expect(await withoutFonts(() => inkOf(document))).toEqual({ left: 0, right: square, textLeftOut: true });
  });

  it('that references spell in an entity is left out, too', async () => {
    const entity = "<!DOCTYPE svg [<!ENTITY t \"&#60;te&#120;t y='15' font-size='15'>W&#60;/te&#120;t>\">]>";
    const document = Buffer.concat([Buffer.from(entity), beside('&t;')]);
    expect(await withoutFonts(() => inkOf(document))).toMatchObject({ left: 0, right: square });
  });

  it('is no matter where there is none', async () => {
    const document = beside('<g text-anchor="end"/><textArea/>');
    expect(await withoutFonts(() => inkOf(document))).toEqual({ left: 0, right: square, textLeftOut: false });
  });

  it('is drawn where there are fonts', async () => {
    const { left, right, textLeftOut } = await inkOf(beside(word));
    expect([left > 0, right]).toEqual([!textLeftOut, square]);
  });

  it.each([
    [
      'along a path',
      '<path id="p" d="M0 15h40" fill="none"/><text><textPath xlink:href="#p">W</textPath></text>',
    ],
    [
      'that flows',
      '<flowRoot><flowRegion><rect width="40" height="20"/></flowRegion><flowPara>W</flowPara></flowRoot>',
    ],
  ])('%s is not drawn, fonts or none, and that is told', async (_, text) => {
    expect(await inkOf(beside(text))).toEqual({ left: 0, right: square, textLeftOut: true });
  });

  it('must not be missing from a watermark', async () => {
    const recipes = whole.map((recipe) => ({ ...recipe, watermark: { image: 'mark' } }) as Recipe);
    const photo = await encoders.png(plain(80, 40));
    const marked = (mark: Buffer) => renderVariants(photo, recipes, { watermarks: { mark } });
    const error: unknown = await withoutFonts(() => marked(beside(word))).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WatermarkError);
    expect(error).toMatchObject({ code: 'watermark-without-text', context: { image: 'mark' } });
    expect((await withoutFonts(() => marked(beside('')))).variants).toHaveLength(1);
  });
});
