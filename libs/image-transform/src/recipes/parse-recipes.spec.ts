import fc from 'fast-check';
import { defaultRecipes, parseRecipes, RecipeError, variantFileTypes, type Recipe } from './index.ts';

const thumb = { name: 'thumb', fit: 'cover', width: 200, height: 100, format: 'jpeg' };
const small = { name: 'small', fit: 'width', width: 640, format: 'webp' };

const refusal = (input: unknown): RecipeError => {
  try {
    parseRecipes(input);
  } catch (error) {
    if (error instanceof RecipeError) return error;
    throw error;
  }
  throw new Error('the recipes were accepted');
};

describe('parseRecipes', () => {
  it('writes out every default', () => {
    const png = { name: 'p', fit: 'inside', width: 10, height: 20, format: 'png' };
    const avif = { name: 'a', fit: 'width', width: 8192, format: 'avif' };
    expect(parseRecipes([thumb, small, png, avif])).toEqual([
      { ...thumb, quality: 80 },
      { ...small, quality: 80, effort: 2 },
      { ...png, effort: 6 },
      { ...avif, quality: 50, effort: 0 },
    ]);
  });

  it('keeps what is given', () => {
    const given = { ...small, quality: 33, effort: 6 };
    expect(parseRecipes([given])).toEqual([given]);
  });

  it('leaves out what holds anyway, and writes a colour one way', () => {
    const webp = { ...small, lossless: false, animated: false, background: 'Navy'.toLowerCase() };
    const { fit, ...rest } = { ...thumb, gravity: 'centre', background: '#00FF0a' };
    expect(parseRecipes([webp, { fit, ...rest }])).toEqual([
      { ...small, quality: 80, effort: 2, background: '#000080' },
      { ...thumb, quality: 80, background: '#00ff0a' },
    ]);
    const [parsed] = parseRecipes([{ ...small, lossless: true }]);
    expect(Object.keys(parsed!)).toEqual(['name', 'fit', 'width', 'format', 'lossless', 'effort']);
  });

  it('leaves out what holds anyway of a watermark, the keys too', () => {
    const all = { image: 'logo', gravity: 'southeast', width: 0.2, margin: 0.02, opacity: 1 };
    const [parsed] = parseRecipes([{ ...thumb, watermark: all }]);
    expect(parsed?.watermark).toStrictEqual({ image: 'logo' });
  });

  it('keeps a set of formats as one recipe', () => {
    const set = { ...thumb, format: 'auto', sharpen: 0.5 };
    expect(parseRecipes([set])).toEqual([set]);
    expect(parseRecipes([thumb, { ...thumb, format: 'png' }])).toHaveLength(2);
  });

  it('parses its own result to itself', () => {
    const once = parseRecipes(defaultRecipes);
    expect(parseRecipes(once)).toEqual(once);
    expect(parseRecipes(JSON.parse(JSON.stringify(once)))).toEqual(once);
  });

  it.each<[string, unknown, Partial<RecipeError['context']>]>([
    ['no list', thumb, { option: 'recipes', expected: 'a list of 1 to 32 recipes' }],
    ['text', '[]', { option: 'recipes', received: '"[]"' }],
    ['nothing', undefined, { option: 'recipes', received: 'missing' }],
    ['an empty list', [], { option: 'recipes', received: 'a list of 0' }],
    ['a list too long', Array(33).fill(thumb), { option: 'recipes', received: 'a list of 33' }],
    ['a recipe that is none', [thumb, null], { recipe: '#2', option: 'value', received: 'null' }],
    ['a list for a recipe', [[thumb]], { recipe: '#1', option: 'value', expected: 'an object' }],
    ['no name', [{ ...thumb, name: undefined }], { recipe: '#1', option: 'name', received: 'missing' }],
    [
      'a name with a slash',
      [{ ...thumb, name: '../x' }],
      { recipe: '"../x"', option: 'name', received: '"../x"' },
    ],
    ['a name in capitals', [{ ...thumb, name: 'Thumb' }], { option: 'name' }],
    ['a name of 33 letters', [{ ...thumb, name: 'a'.repeat(33) }], { option: 'name' }],
    ['a name that ends with a hyphen', [{ ...thumb, name: 'a-' }], { option: 'name' }],
    ['an empty name', [{ ...thumb, name: '' }], { option: 'name' }],
    [
      'a name twice',
      [thumb, thumb],
      { recipe: '"thumb"', option: 'name', received: '"thumb" twice as jpeg' },
    ],
    [
      'an unknown fit',
      [{ ...thumb, fit: 'fill' }],
      { option: 'fit', expected: 'one of cover, contain, inside, width, height', received: '"fill"' },
    ],
    ['a fit from the prototype', [{ ...thumb, fit: 'constructor' }], { option: 'fit' }],
    [
      'an unknown format',
      [{ ...thumb, format: 'gif' }],
      { option: 'format', expected: 'one of jpeg, png, webp, avif, auto', received: '"gif"' },
    ],
    [
      'a misspelt option',
      [{ ...small, widht: 3 }],
      {
        recipe: '"small"',
        option: '"widht"',
        expected:
          'only these: name, fit, width, format, lossless, quality, effort, animated, background, sharpen, gamut, metadata, watermark',
      },
    ],
    ['an option from the prototype', [{ ...small, constructor: 1 }], { option: '"constructor"' }],
    ['a name twice in a set', [thumb, { ...thumb, format: 'auto' }], { received: '"thumb" twice as jpeg' }],
    [
      'sets of too many files',
      Array.from({ length: 11 }, (_, i) => ({ ...thumb, name: `n${i}`, format: 'auto' })),
      { option: 'recipes', received: 'a list that makes 33' },
    ],
    ['a quality for a set', [{ ...thumb, format: 'auto', quality: 3 }], { option: '"quality"' }],
    [
      'a quality beside lossless',
      [{ ...small, lossless: true, quality: 80 }],
      { option: 'quality', expected: 'no quality beside lossless', received: '80' },
    ],
    ['an animated JPEG', [{ ...thumb, animated: true }], { option: '"animated"' }],
    ['an animated set', [{ ...small, format: 'auto', animated: true }], { option: '"animated"' }],
    ['animated as text', [{ ...small, animated: 'yes' }], { option: 'animated', expected: 'true or false' }],
    ['a lossless JPEG', [{ ...thumb, lossless: true }], { option: '"lossless"' }],
    ['lossless as text', [{ ...small, lossless: 'yes' }], { option: 'lossless', expected: 'true or false' }],
    [
      'a gravity beside a focus',
      [{ ...thumb, gravity: 'centre', focus: { x: 0, y: 0 } }],
      { option: 'gravity', expected: 'no gravity beside focus' },
    ],
    ['a gravity for a width', [{ ...small, gravity: 'north' }], { option: '"gravity"' }],
    ['an unknown gravity', [{ ...thumb, gravity: 'up' }], { option: 'gravity', received: '"up"' }],
    ['half a focus', [{ ...thumb, focus: { x: 0.5 } }], { option: 'focus.y', received: 'missing' }],
    ['a focus outside', [{ ...thumb, focus: { x: 0.5, y: 1.1 } }], { option: 'focus.y' }],
    ['a focus in space', [{ ...thumb, focus: { x: 0, y: 0, z: 0 } }], { option: 'focus.z' }],
    ['an unknown colour', [{ ...thumb, background: 'constructor' }], { option: 'background' }],
    ['a short colour', [{ ...thumb, background: '#fff' }], { option: 'background', received: '"#fff"' }],
    [
      'a sharpening without end',
      [{ ...thumb, sharpen: 3.1 }],
      { option: 'sharpen', expected: 'a number from 0.3 to 3' },
    ],
    ['an unknown gamut', [{ ...thumb, gamut: 'P3' }], { option: 'gamut', expected: 'srgb or p3' }],
    [
      'an unknown policy',
      [{ ...thumb, metadata: 'all' }],
      { option: 'metadata', expected: 'none or copyright' },
    ],
    ['a height for a width', [{ ...small, height: 3 }], { option: '"height"' }],
    ['an effort for a JPEG', [{ ...thumb, effort: 3 }], { option: '"effort"' }],
    ['a quality for a PNG', [{ ...thumb, format: 'png', quality: 3 }], { option: '"quality"' }],
    [
      'a cover without height',
      [{ ...thumb, height: undefined }],
      { option: 'height', expected: 'a whole number from 1 to 8192', received: 'missing' },
    ],
    ['a width as text', [{ ...small, width: '640' }], { option: 'width', received: '"640"' }],
    ['half a pixel', [{ ...small, width: 640.5 }], { option: 'width', received: '640.5' }],
    ['no pixel', [{ ...small, width: 0 }], { option: 'width', received: '0' }],
    ['too many pixels', [{ ...small, width: 8193 }], { option: 'width', received: '8193' }],
    ['no number', [{ ...small, width: NaN }], { option: 'width', received: 'NaN' }],
    [
      'a quality of 0',
      [{ ...small, quality: 0 }],
      { option: 'quality', expected: 'a whole number from 1 to 100' },
    ],
    ['a quality of 101', [{ ...small, quality: 101 }], { option: 'quality' }],
    ['a quality of null', [{ ...small, quality: null }], { option: 'quality', received: 'null' }],
    [
      'a WebP effort of 7',
      [{ ...small, effort: 7 }],
      { option: 'effort', expected: 'a whole number from 0 to 6' },
    ],
    [
      'an AVIF effort of 10',
      [{ ...small, format: 'avif', effort: 10 }],
      { option: 'effort', expected: 'a whole number from 0 to 9' },
    ],
  ])('refuses %s', (_, input, context) => {
    const error = refusal(input);
    expect(error.context).toMatchObject(context);
    expect(error.code).toBe('invalid-recipe');
  });

  it('says in one sentence what is wrong and in the next what helps', () => {
    expect(refusal([{ ...small, width: 0 }])).toMatchObject({
      message: 'Recipe "small": width is 0. Expected a whole number from 1 to 8192.',
      remedy: 'Expected a whole number from 1 to 8192.',
    });
  });

  it('keeps a message short, however long the value', () => {
    expect(refusal([{ ...small, name: 'x'.repeat(100_000) }]).message.length).toBeLessThan(500);
    expect(refusal([{ ...small, ['y'.repeat(100_000)]: 1 }]).message.length).toBeLessThan(500);
  });

  it('returns or throws a RecipeError on any JSON', () => {
    const almost = fc.record(
      {
        name: fc.oneof(fc.constantFrom('a', 'b'), fc.string()),
        fit: fc.oneof(fc.constantFrom('cover', 'contain', 'inside', 'width', 'height'), fc.jsonValue()),
        width: fc.oneof(fc.integer({ min: -1, max: 9000 }), fc.jsonValue()),
        height: fc.oneof(fc.integer({ min: 1, max: 9000 }), fc.jsonValue()),
        format: fc.oneof(fc.constantFrom('jpeg', 'png', 'webp', 'avif', 'auto', '__proto__'), fc.jsonValue()),
        quality: fc.jsonValue(),
        gravity: fc.oneof(fc.constantFrom('centre', 'north'), fc.jsonValue()),
        focus: fc.oneof(fc.record({ x: fc.double(), y: fc.double() }), fc.jsonValue()),
        lossless: fc.oneof(fc.boolean(), fc.jsonValue()),
        animated: fc.oneof(fc.boolean(), fc.jsonValue()),
        background: fc.oneof(fc.constantFrom('white', '#ABCDEF'), fc.string()),
        sharpen: fc.double(),
        gamut: fc.constantFrom('srgb', 'p3'),
        metadata: fc.constantFrom('none', 'copyright'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(almost, { maxLength: 4 })), (input) => {
        try {
          const parsed = parseRecipes(input);
          expect(parseRecipes(parsed)).toEqual(parsed);
        } catch (error) {
          expect(error).toBeInstanceOf(RecipeError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the type of a recipe', () => {
  it('has no room for contradictions', () => {
    const square = { name: 'a', fit: 'cover', width: 1, height: 1, format: 'jpeg' } as const;
    const recipes: readonly Recipe[] = [
      // @ts-expect-error: the height follows from the width
      { name: 'a', fit: 'width', width: 1, height: 1, format: 'webp' },
      // @ts-expect-error: a cover needs both sides
      { name: 'a', fit: 'cover', width: 1, format: 'webp' },
      // @ts-expect-error: JPEG has no effort
      { name: 'a', fit: 'width', width: 1, format: 'jpeg', effort: 1 },
      // @ts-expect-error: PNG is lossless
      { name: 'a', fit: 'width', width: 1, format: 'png', quality: 1 },
      // @ts-expect-error: the width follows from the height
      { name: 'a', fit: 'height', width: 1, height: 1, format: 'webp' },
      // @ts-expect-error: what is lossless has no quality
      { name: 'a', fit: 'width', width: 1, format: 'webp', lossless: true, quality: 1 },
      // @ts-expect-error: what is lossless has no quality
      { name: 'a', fit: 'width', width: 1, format: 'avif', lossless: true, quality: 1 },
      // @ts-expect-error: JPEG is never lossless
      { name: 'a', fit: 'width', width: 1, format: 'jpeg', lossless: true },
      // @ts-expect-error: an AVIF does not move
      { name: 'a', fit: 'width', width: 1, format: 'avif', animated: true },
      // @ts-expect-error: a browser would take the still AVIF of the set
      { name: 'a', fit: 'width', width: 1, format: 'auto', animated: true },
      // @ts-expect-error: a focus is a place, and so is a gravity
      { ...square, gravity: 'north', focus: { x: 0, y: 0 } },
      // @ts-expect-error: nothing is cut off
      { name: 'a', fit: 'contain', width: 1, height: 1, format: 'jpeg', gravity: 'north' },
      // @ts-expect-error: each format of a set has a scale of its own
      { name: 'a', fit: 'width', width: 1, format: 'auto', quality: 1 },
      // @ts-expect-error: no such colour
      { name: 'a', fit: 'width', width: 1, format: 'webp', background: 'pinkish' },
      // @ts-expect-error: GIF is not written
      { name: 'a', fit: 'width', width: 1, format: 'gif' },
    ];
    for (const recipe of recipes) expect(() => parseRecipes([recipe])).toThrow(RecipeError);
  });
});

describe('defaultRecipes', () => {
  it('makes a thumbnail and three widths', () => {
    expect(defaultRecipes).toEqual([
      { name: 'thumb', fit: 'cover', width: 200, height: 200, format: 'jpeg' },
      { name: 'small', fit: 'width', width: 640, format: 'webp' },
      { name: 'medium', fit: 'width', width: 1280, format: 'webp' },
      { name: 'large', fit: 'width', width: 1920, format: 'webp' },
    ]);
  });
});

describe('variantFileTypes', () => {
  it('knows extension and content type of every format, and nothing else', () => {
    expect(variantFileTypes).toEqual({
      jpeg: { extension: 'jpg', contentType: 'image/jpeg' },
      png: { extension: 'png', contentType: 'image/png' },
      webp: { extension: 'webp', contentType: 'image/webp' },
      avif: { extension: 'avif', contentType: 'image/avif' },
    });
  });
});

describe('the module', () => {
  it('loads no native code', () => {
    jest.isolateModules(() => {
      jest.doMock('sharp', () => {
        throw new Error('sharp was loaded');
      });
      const load = (path: string) => () => jest.requireActual<object>(path);
      expect(load('./index.ts')).not.toThrow();
      expect(load('../source/libvips.ts')).toThrow('sharp was loaded');
      jest.dontMock('sharp');
    });
  });
});
