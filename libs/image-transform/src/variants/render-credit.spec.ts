import exifr from 'exifr';
import sharp from 'sharp';
import { readIccProfile } from '../picture/colour/icc-profile.ts';
import { isSrgb } from '../picture/colour/known-spaces.ts';
import { parseRecipes } from '../recipes/parse-recipes.ts';
import { renderVariants, type RenderOptions } from '../render-variants.ts';
import { decoded, encoders, photo, psnr } from '../testing/images.ts';

const formats = ['jpeg', 'png', 'webp', 'avif'] as const;
const credit = { creator: ['André', 'Łucja'], rights: '© 2026 André' };

const render = async (options: RenderOptions, recipe: object = {}, source?: Buffer) => {
  const recipes = parseRecipes([
    { name: 'v', fit: 'width', width: 20, format: 'jpeg', metadata: 'copyright', ...recipe },
  ]);
  const bytes = source ?? (await encoders.jpeg(photo(60, 40)));
  const { data } = (await renderVariants(bytes, recipes, options)).variants[0]!;
  const { exif, icc, xmp, iptc } = await sharp(data).metadata();
  return { data, exif, icc, xmp, iptc };
};

/** What another reader finds in the EXIF block. */
const tagsIn = async (exif: Buffer | undefined) =>
  exif &&
  exifr.parse(exif.subarray(Math.max(exif.indexOf('II*\0'), exif.indexOf('MM\0*'))), {
    tiff: true,
    exif: true,
    gps: true,
    reviveValues: false,
  });

/** exifr reads files only. */
const jpegWithXmp = (xmp: Buffer): Buffer => {
  const data = Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1'), xmp]);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(data.length + 2, 4);
  return Buffer.concat([head, data, Buffer.from([0xff, 0xd9])]);
};

describe('metadata: copyright', () => {
  it.each(formats)('writes who made the picture and whose it is into a %s', async (format) => {
    const { exif, xmp } = await render({ credit }, { format });
    expect(await tagsIn(exif)).toMatchObject({ Artist: 'Andre; Lucja', Copyright: '(C) 2026 Andre' });
    expect(await exifr.parse(jpegWithXmp(xmp!), { xmp: true })).toMatchObject({
      creator: ['André', 'Łucja'],
      rights: { value: '© 2026 André' },
    });
  });

  it.each(['Jane (Agency)', '(c) Jane', 'Jane (c) (2026)', 'Jane)', 'Jane ()'])(
    'keeps the brackets of %s',
    async (text) => {
      const { exif } = await render({ credit: { rights: text, creator: ['Ada', text] } });
      expect(await tagsIn(exif)).toMatchObject({ Artist: `Ada; ${text}`, Copyright: text });
    },
  );

  it.each(formats)('says of a %s that it is sRGB, and changes no pixel by that', async (format) => {
    const { icc, data } = await render({ credit }, { format });
    const profile = readIccProfile(icc!);
    expect(profile && isSrgb(profile)).toBe(true);
    const bare = await render({}, { format, metadata: 'none' });
    expect(bare.icc).toBeUndefined();
    expect(psnr(await decoded(data), await decoded(bare.data))).toBeGreaterThan(60);
  });

  it('leaves place, time and camera behind, whatever the source tells', async () => {
    const source = await photo(80, 60)
      .withExif({
        IFD0: { Make: 'SecretCamera', Copyright: 'theirs' },
        IFD2: { DateTimeOriginal: '2024:05:01 10:00:00' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 30/1 0/1' },
      })
      .jpeg()
      .toBuffer();
    const { exif, xmp, iptc } = await render({ credit }, {}, source);
    expect(iptc).toBeUndefined();
    expect(xmp!.toString()).not.toMatch(/Secret|exif|tiff|photoshop/i);
    const tags = await tagsIn(exif);
    expect(Object.keys(tags)).toEqual(expect.arrayContaining(['Artist', 'Copyright']));
    for (const tag of ['Make', 'DateTimeOriginal', 'GPSLatitude', 'latitude']) {
      expect(tags).not.toHaveProperty(tag);
    }
  });

  it('writes neither EXIF nor XMP without a credit, and none where a recipe keeps nothing', async () => {
    const nobody = { credit: { creator: [' '], rights: ' \n' } };
    for (const { exif, xmp } of [
      await render({}),
      await render(nobody),
      await render({ credit }, { metadata: 'none' }),
    ]) {
      expect({ exif, xmp }).toEqual({});
    }
  });

  it('bounds what an uploader wrote, and takes control characters out', async () => {
    const rights = `a\u0000b\n</rdf:li><x>&${'x'.repeat(100_000)}\ud800`;
    const { exif, xmp } = await render({ credit: { rights, creator: Array(1000).fill('x') } });
    const expected = `a b </rdf:li><x>&${'x'.repeat(483)}`;
    expect((await tagsIn(exif)).Copyright).toBe(expected);
    expect(xmp!.toString()).toContain(`>a b &lt;/rdf:li&gt;&lt;x&gt;&amp;${'x'.repeat(483)}</rdf:li>`);
    expect(exif!.length + xmp!.length).toBeLessThan(4000);
  });
});
