import { pngChunk, pngWith, profileText, textChunk } from '@image-pipeline/image-file/testing';
import { ImageRejectedError, LimitError, readImageFile } from '@image-pipeline/image-file';
import sharp, { type Sharp } from 'sharp';
import { heic } from '../testing/heic.ts';
import { jpegWithExif, picture, pngWithChunks, tiffImage } from '../testing/images.ts';
import { photo } from '../testing/photo.ts';
import { ascii, short, tiffBlock } from '../testing/tiff-block.ts';
import { alternatives, xmpPacket } from '../testing/xmp.ts';
import { OptionError } from './errors.ts';
import { extractMetadata } from './extract-metadata.ts';

/** What `photo` comes to. */
const described = {
  capturedAt: { instant: '2024-05-01T08:00:00.125Z' },
  camera: { make: 'Canon', model: 'EOS 5D', lens: 'EF 50mm f/1.8' },
  location: {
    latitude: 52.5200083,
    longitude: 13.41,
    altitude: 34.1,
    direction: { degrees: 211.46, north: 'magnetic' },
  },
  description: { caption: 'Brandenburg Gate', rights: '© André' },
  exif: {
    ImageDescription: 'Brandenburg Gate',
    Make: 'Canon',
    Model: 'Canon EOS 5D',
    Copyright: '© André',
    ExposureTime: 0.004,
    FNumber: 2.8,
    ISO: 200,
    LensModel: 'EF 50mm f/1.8',
  },
};

describe('extractMetadata, of files that sharp wrote', () => {
  const written = () =>
    picture().withExif({
      IFD0: { Make: 'Canon', Model: 'Canon EOS 5D', Software: 'sharp' },
      IFD2: {
        DateTimeOriginal: '2024:05:01 10:00:00',
        OffsetTimeOriginal: '+02:00',
        FNumber: '28/10',
        LensModel: 'EF 50mm f/1.8',
        BodySerialNumber: '0123456789',
        CameraOwnerName: 'The Owner',
      },
      IFD3: {
        GPSLatitudeRef: 'S',
        GPSLatitude: '33/1 51/1 2520/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '151/1 12/1 3540/100',
      },
    });

  it.each([
    ['jpeg', 'image/jpeg', (image: Sharp) => image.jpeg()],
    ['png', 'image/png', (image: Sharp) => image.png()],
    ['webp', 'image/webp', (image: Sharp) => image.webp()],
    ['avif', 'image/avif', (image: Sharp) => image.avif({ effort: 0 })],
  ])('reads %s', async (format, contentType, encode) => {
    const bytes = await encode(written()).toBuffer();
    const { exif, ...rest } = await extractMetadata(bytes, { location: 'keep' });
    expect(rest).toEqual({
      format,
      contentType,
      bytes: bytes.length,
      width: 24,
      height: 16,
      pages: 1,
      hasAlpha: false,
      capturedAt: { instant: '2024-05-01T08:00:00.000Z' },
      camera: { make: 'Canon', model: 'EOS 5D', lens: 'EF 50mm f/1.8' },
      location: { latitude: -33.857, longitude: 151.2098333 },
    });
    // libexif, which writes for sharp, adds the orientation and the colour space of its own accord.
    expect(exif).toEqual({
      Make: 'Canon',
      Model: 'Canon EOS 5D',
      Software: 'sharp',
      LensModel: 'EF 50mm f/1.8',
      FNumber: 2.8,
      Orientation: 1,
      ColorSpace: 65535,
    });
  });

  it.each([
    ['jpeg', (image: Sharp) => image.jpeg()],
    ['png', (image: Sharp) => image.png()],
    ['webp', (image: Sharp) => image.webp()],
    ['avif', (image: Sharp) => image.avif({ effort: 0 })],
    ['tiff', (image: Sharp) => image.tiff()],
    ['gif', (image: Sharp) => image.gif()],
  ])('knows the extent of a %s without EXIF, and nothing else', async (format, encode) => {
    const bytes = await encode(picture()).toBuffer();
    const { exif, ...rest } = await extractMetadata(bytes, { location: 'keep' });
    expect(rest).toMatchObject({ format, bytes: bytes.length, width: 24, height: 16, pages: 1 });
    expect(Object.keys(rest)).toEqual('format contentType bytes width height pages hasAlpha'.split(' '));
    expect(exif).toEqual(format === 'tiff' ? { Orientation: 1 } : {});
  });

  it('knows the extent of an SVG, and nothing else', async () => {
    const bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16"/>');
    expect(await extractMetadata(bytes, { location: 'keep' })).toEqual({
      format: 'svg',
      contentType: 'image/svg+xml',
      bytes: bytes.length,
      width: 24,
      height: 16,
      pages: 1,
      hasAlpha: true,
      exif: {},
    });
  });

  it('gives the extent after orientation, and the orientation as recorded', async () => {
    const bytes = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await extractMetadata(bytes)).toMatchObject({ width: 16, height: 24, exif: { Orientation: 6 } });
  });

  it('counts the pages of an animation and sees its transparency', async () => {
    const frames = await Promise.all(
      ['red', 'blue'].map((background) =>
        picture()
          .composite([{ input: { create: { width: 4, height: 4, channels: 4, background } } }])
          .ensureAlpha(0.5)
          .png()
          .toBuffer(),
      ),
    );
    const bytes = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect(await extractMetadata(bytes)).toMatchObject({ pages: 2, width: 24, height: 16, hasAlpha: true });
  });
});

describe('extractMetadata, of blocks made by hand', () => {
  it.each(['little', 'big'] as const)(
    'reads all of a photo, %s-endian, from JPEG and TIFF',
    async (byteOrder) => {
      const jpeg = await jpegWithExif(tiffBlock({ ...photo, byteOrder }));
      const tiff = tiffImage({ ...photo, byteOrder });
      expect(await extractMetadata(jpeg, { location: 'keep' })).toEqual({
        format: 'jpeg',
        contentType: 'image/jpeg',
        bytes: jpeg.length,
        width: 24,
        height: 16,
        pages: 1,
        hasAlpha: false,
        ...described,
      });
      expect(await extractMetadata(tiff, { location: 'keep' })).toMatchObject({
        format: 'tiff',
        ...described,
      });
    },
  );

  it('reads all of a photo and what was written about it from HEIC', async () => {
    const bytes = heic({ exif: tiffBlock(photo), xmp: xmpPacket(alternatives('title', { en: 'Gate' })) });
    expect(await extractMetadata(bytes, { location: 'keep' })).toEqual({
      format: 'heic',
      contentType: 'image/heic',
      bytes: bytes.length,
      width: 24,
      height: 16,
      pages: 1,
      hasAlpha: false,
      ...described,
      description: { ...described.description, title: 'Gate' },
    });
    expect(await extractMetadata(heic({}))).toMatchObject({ width: 24, height: 16, exif: {} });
  });

  it.each(['heic', 'avif'])('reads EXIF behind whatever a %s has in front of it', async (brand) => {
    for (const prefix of ['Exif\0\0', '\xff\xe1\x01\xf4Exif\0\0']) {
      const bytes = heic({ exif: tiffBlock(photo), prefix: Buffer.from(prefix, 'latin1'), brand });
      expect(await extractMetadata(bytes, { location: 'keep' })).toMatchObject({
        format: brand,
        ...described,
      });
    }
  });

  it('gives the extent of a HEIC as its boxes turn it, whatever its EXIF says', async () => {
    const exif = tiffBlock({ ifd0: [short(0x0112, 6)] });
    expect(await extractMetadata(heic({ exif, turns: 3 }))).toMatchObject({ width: 16, height: 24 });
    expect(await extractMetadata(heic({ exif }))).toMatchObject({ width: 24, height: 16 });
  });

  it('reads a PNG whose EXIF lies behind the pixels or in a text chunk', async () => {
    const block = tiffBlock(photo);
    const appended = await pngWithChunks(pngChunk('eXIf', block));
    const profile = await pngWithChunks(textChunk('Raw profile type exif', profileText(block)));
    expect(await extractMetadata(appended, { location: 'keep' })).toMatchObject(described);
    expect(await extractMetadata(profile, { location: 'keep' })).toMatchObject(described);
  });

  it('tells of no turn that a PNG asks for too late for it to be made', async () => {
    const block = tiffBlock({ ifd0: [short(0x0112, 6)] });
    const png = await pngWithChunks();
    const inFront = pngWith(png, pngChunk('eXIf', block));
    expect(await extractMetadata(inFront)).toMatchObject({ exif: { Orientation: 6 } });
    const behind = await pngWithChunks(pngChunk('eXIf', block));
    const { width, height } = await extractMetadata(png);
    expect(await extractMetadata(behind)).toMatchObject({ width, height, exif: {} });
    expect((await extractMetadata(behind)).exif).not.toHaveProperty('Orientation');
    const text = await pngWithChunks(textChunk('Raw profile type exif', profileText(block)));
    expect((await extractMetadata(text)).exif).not.toHaveProperty('Orientation');
  });

  it('reads the shooting data of TIFF/EP, which has no directory of its own for them', async () => {
    const tiff = tiffImage({ ifd0: [...photo.ifd0, ...photo.exif.filter(({ tag }) => tag < 0xa000)] });
    const { LensModel: _lens, ...exif } = described.exif;
    expect((await extractMetadata(tiff)).exif).toEqual(exif);
  });

  it('gives out the place as far as asked', async () => {
    const bytes = await jpegWithExif(tiffBlock(photo));
    const { location: _place, ...placeless } = await extractMetadata(bytes, { location: 'keep' });
    expect(await extractMetadata(bytes, { location: 'coarse' })).toEqual({
      ...placeless,
      location: { latitude: 52.5, longitude: 13.4 },
    });
    expect(await extractMetadata(bytes, { location: 'drop' })).toEqual(placeless);
    expect(await extractMetadata(bytes)).toEqual(placeless);
  });

  it('never tells serial numbers, owners, notes or, in the EXIF map, the place', async () => {
    const bytes = await jpegWithExif(tiffBlock(photo));
    const { location: _place, ...rest } = await extractMetadata(bytes, { location: 'keep' });
    expect(JSON.stringify(rest)).not.toMatch(/0123456789|Owner|private|GPS|atitude|52/);
  });

  it('keeps an image whose EXIF is worthless', async () => {
    for (const block of [Buffer.from('garbage'), Buffer.from('II*\0\xff\xff\xff\xff', 'latin1')]) {
      expect(await extractMetadata(await jpegWithExif(block))).toMatchObject({
        width: 24,
        height: 16,
        exif: {},
      });
    }
  });

  it("does not read on into the memory behind the image, which is another upload's", async () => {
    const jpeg = await jpegWithExif(
      tiffBlock({ ifd0: [{ ...ascii(0x010f, 'Canon'), count: 20_000 }, ascii(0x0110, 'EOS')] }),
    );
    const pool = Buffer.concat([jpeg, Buffer.from('SECRET'.repeat(5000))]);
    const metadata = await extractMetadata(pool.subarray(0, jpeg.length));
    expect(metadata.exif).toEqual({ Model: 'EOS' });
  });
});

describe('extractMetadata, of anything else', () => {
  it.each([
    ['empty', Buffer.alloc(0)],
    ['unsupported-format', Buffer.from('%PDF-1.7')],
    ['corrupt', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
  ])('rejects what is %s', async (code, bytes) => {
    const rejection = await extractMetadata(bytes).catch((error: unknown) => error);
    expect(rejection).toBeInstanceOf(ImageRejectedError);
    expect(rejection).toMatchObject({ code });
  });

  it('passes limits on', async () => {
    const bytes = await picture().png().toBuffer();
    await expect(extractMetadata(bytes, { limits: { maxPixels: 24 * 16 } })).resolves.toBeDefined();
    await expect(extractMetadata(bytes, { limits: { maxPixels: 24 * 16 - 1 } })).rejects.toMatchObject({
      code: 'too-many-pixels',
    });
    await expect(extractMetadata(bytes, { limits: { maxPixels: -1 } })).rejects.toBeInstanceOf(LimitError);
  });

  it('reads no file again that is open, but holds it to its limits', async () => {
    const opened = { ...readImageFile(await jpegWithExif(tiffBlock(photo))), width: 7, blocks: {} };
    expect(await extractMetadata(opened)).toMatchObject({ width: 7, exif: {} });
    await expect(extractMetadata(opened, { limits: { maxPixels: 111 } })).rejects.toMatchObject({
      code: 'too-many-pixels',
    });
  });

  it('refuses options it does not know', async () => {
    const options = { lokation: 'keep' } as object;
    await expect(extractMetadata(await picture().png().toBuffer(), options)).rejects.toBeInstanceOf(
      OptionError,
    );
  });
});
