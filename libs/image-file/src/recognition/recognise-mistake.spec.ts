import sharp, { type Sharp } from 'sharp';
import { heicFiles } from '../testing/sample-files.ts';
import { picture } from '../../test/pictures.ts';
import { readImageFile } from '../read-image-file.ts';
import { ImageRejectedError } from '../refusal/errors.ts';
import { uploadMistakes, type UploadMistake } from '../refusal/upload-mistakes.ts';

/** A picture of noise, always the same: every value of a byte comes in its file. */
const noisy = (): Sharp => {
  const [width, height] = [24, 16];
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * at * 31 + at * 7) & 255);
  return sharp(pixels, { raw: { width, height, channels: 3 } });
};

const files: Readonly<Record<string, () => Promise<Buffer>>> = {
  jpeg: () => noisy().jpeg().toBuffer(),
  'jpeg with EXIF': () =>
    noisy()
      .withExif({ IFD0: { Copyright: 'Ann' } })
      .jpeg()
      .toBuffer(),
  png: () => noisy().png().toBuffer(),
  webp: () => noisy().webp().toBuffer(),
  gif: () => noisy().gif().toBuffer(),
  tiff: () => noisy().tiff().toBuffer(),
  avif: () => noisy().avif().toBuffer(),
  heic: () => Promise.resolve(heicFiles.upright),
};

const refusalOf = (bytes: Uint8Array): ImageRejectedError => {
  try {
    readImageFile(bytes);
  } catch (error) {
    if (error instanceof ImageRejectedError) return error;
    throw error;
  }
  throw new Error('it was read');
};

const expectMistake = (bytes: Uint8Array, mistake: UploadMistake): void => {
  const [problem, remedy] = uploadMistakes[mistake];
  expect(refusalOf(bytes)).toMatchObject({
    code: 'unsupported-format',
    context: { mistake },
    problem,
    remedy,
  });
};

/** What comes of a file, whatever it is, and is told as a mistake. */
const wrapped: readonly (readonly [string, UploadMistake, (file: Buffer) => Buffer])[] = [
  ['base64', 'base64-text', (file) => Buffer.from(file.toString('base64'))],
  ['base64 of URLs', 'base64-text', (file) => Buffer.from(file.toString('base64url'))],
  [
    'base64 in lines',
    'base64-text',
    (file) => Buffer.from(file.toString('base64').replace(/.{76}/g, '$&\r\n')),
  ],
  ['base64 in quotes', 'base64-text', (file) => Buffer.from(JSON.stringify(file.toString('base64')))],
  ['base64 in UTF-16', 'base64-text', (file) => Buffer.from(`\ufeff${file.toString('base64')}`, 'utf16le')],
  ['hexadecimal digits', 'hexadecimal-text', (file) => Buffer.from(file.toString('hex'))],
  [
    "a database's hexadecimal digits",
    'hexadecimal-text',
    (file) => Buffer.from(`\\x${file.toString('hex')}\n`),
  ],
  ['numbers', 'list-of-numbers', (file) => Buffer.from([...file].join(','))],
  ['an array of numbers', 'list-of-numbers', (file) => Buffer.from(JSON.stringify([...file]))],
  ['a data: URL', 'data-url', (file) => Buffer.from(`data:image/png;base64,${file.toString('base64')}`)],
  ['JSON of a Buffer', 'json', (file) => Buffer.from(JSON.stringify(file))],
  [
    'JSON of an event',
    'json',
    (file) => Buffer.from(JSON.stringify({ body: file.toString('base64'), isBase64Encoded: true }, null, 2)),
  ],
  [
    'the body of a form',
    'form-body',
    (file) =>
      Buffer.concat([
        Buffer.from(
          '------WebKitFormBoundaryx9\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n' +
            'Content-Type: image/jpeg\r\n\r\n',
        ),
        file,
        Buffer.from('\r\n------WebKitFormBoundaryx9--\r\n'),
      ]),
  ],
  [
    'the body of a form that names its type first',
    'form-body',
    (file) =>
      Buffer.concat([
        Buffer.from('--b\r\nContent-Type: image/jpeg\r\nContent-Disposition: form-data; name="file"\r\n\r\n'),
        file,
      ]),
  ],
  [
    'the body of a urlencoded form',
    'form-body',
    (file) => Buffer.from(`image=${encodeURIComponent(`data:image/png;base64,${file.toString('base64')}`)}`),
  ],
  [
    'an HTTP response',
    'http-message',
    (file) => Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n'), file]),
  ],
  ['text of UTF-8', 'spoilt-by-text', (file) => Buffer.from(file.toString('utf8'))],
];

describe.each(Object.keys(files))('a %s file', (name) => {
  let file: Buffer;
  beforeAll(async () => {
    file = await files[name]!();
  });

  it.each(wrapped)('that comes as %s is refused as %s', (_, mistake, wrap) => {
    expectMistake(wrap(file), mistake);
  });

  it('is read as it is', () => {
    expect(readImageFile(file)).toMatchObject({ format: name.slice(0, 4) });
  });
});

describe('bytes that are no image', () => {
  it.each<[string, UploadMistake, string]>([
    ['a page', 'web-page', '<!DOCTYPE html><html><body>Sign in</body></html>'],
    [
      'a page of old',
      'web-page',
      '\ufeff\n<!-- saved --><HTML><HEAD><TITLE>404 Not Found</TITLE></HEAD></HTML>',
    ],
    ['a page with an SVG', 'web-page', '<html><svg xmlns="http://www.w3.org/2000/svg"/></html>'],
    ['a page as XML', 'web-page', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['a part of a page', 'web-page', '<div><img src="a.jpg"></div>'],
    ['an error of S3', 'xml-document', '<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>'],
    ['JSON', 'json', ' {\n  "message": "Forbidden" }'],
    ['empty JSON', 'json', '{}'],
    ['a list', 'json', '[{"id": 1}]'],
    ['an address', 'address', 'https://example.com/photo.jpg?width=9\n'],
    ['the address of a Blob', 'address', 'blob:https://example.com/4f1c'],
    ['the name of an object', 'name-of-object', '[object Blob]'],
    ['nothing in JavaScript', 'name-of-object', 'undefined'],
  ])('are refused as what they are: %s', (_, mistake, text) => {
    expectMistake(Buffer.from(text), mistake);
  });

  it.each([
    ['a word', 'hello'],
    ['a long word', 'donaudampfschifffahrtsgesellschaft'],
    ['a sentence', 'These are no bytes of an image, {"really"}.'],
    ['digits', '0123456789012345678901234567'],
    ['a page about images', 'The <!DOCTYPE html> goes first.'],
    ['other bytes', '\u0001\u0002\u0003'],
  ])('are called no known format where nothing more can be told: %s', (_, text) => {
    expect(refusalOf(Buffer.from(text))).toMatchObject({ code: 'unsupported-format', context: {} });
  });

  it.each(['<!--', '<', '[', '{"', '--', 'a=', 'data:', ' ', '1,', 'QUJD', 'ff'])(
    'are refused however long they go on: %s',
    (text) => {
      expect(refusalOf(Buffer.from(text.repeat(1_000_000)))).toMatchObject({ code: 'unsupported-format' });
    },
  );
});

describe('an intact file that happens to be text', () => {
  it('is read: a plain TIFF in the colour of U+FFFD', async () => {
    const background = { r: 0xef, g: 0xbf, b: 0xbd };
    const plain = picture().composite([
      { input: { create: { width: 24, height: 16, channels: 3, background } } },
    ]);
    const file = await plain.tiff({ compression: 'none' }).toBuffer();
    expect(readImageFile(file)).toMatchObject({ format: 'tiff', width: 24, height: 16 });
  });
});
