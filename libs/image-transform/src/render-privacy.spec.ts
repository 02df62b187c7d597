import sharp from 'sharp';
import { renderVariants } from './render-variants.ts';
import { photo } from './testing/images.ts';
import { readHeader } from './testing/read-header.ts';

describe('metadata', () => {
  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('never gets into a %s', async (format) => {
    const source = await photo(80, 60)
      .withExif({
        IFD0: { Make: 'SecretCamera', Orientation: '6' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 30/1 0/1' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SecretXmp</x:xmpmeta>')
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    expect(Object.keys((await readHeader(source)).blocks).sort()).toEqual(['exif', 'icc', 'xmp']);
    const { variants } = await renderVariants(source, [{ name: 'v', fit: 'width', width: 40, format }]);
    const { data } = variants[0]!;
    const { exif, xmp, iptc, icc, orientation } = await sharp(data).metadata();
    expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
    for (const secret of ['SecretCamera', 'SecretXmp', 'Exif', 'GPS', 'ICC_PROFILE', 'iCCP', 'ICCP']) {
      expect(Buffer.from(data).includes(secret)).toBe(false);
    }
  });
});
