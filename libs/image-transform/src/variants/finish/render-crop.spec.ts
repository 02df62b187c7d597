import { parseRecipes } from '../../recipes/parse-recipes.ts';
import { renderVariants } from '../../render-variants.ts';
import {
  blue,
  decoded,
  distance,
  encoders,
  green,
  painted,
  pixelAt,
  quadrants,
  red,
  yellow,
  type Pixels,
  type Rgb,
} from '../../testing/images.ts';

const render = async (bytes: Uint8Array, ...options: readonly object[]): Promise<Pixels[]> => {
  const recipes = parseRecipes(options.map((option, i) => ({ name: `v${i}`, format: 'png', ...option })));
  const { variants } = await renderVariants(bytes, recipes);
  return Promise.all(variants.map(({ data }) => decoded(data)));
};

const cover = { fit: 'cover', width: 20, height: 20 };
const middle = (picture: Pixels) => pixelAt(picture, picture.width >> 1, picture.height >> 1).slice(0, 3);

/** Red, green, blue and yellow stripes side by side, each 100 x 100. */
const stripes = painted(400, 100, (x) => [red, green, blue, yellow][Math.floor(x / 100)]!);

describe('a cover', () => {
  it.each<[object, Rgb]>([
    [{ gravity: 'west' }, red],
    [{ gravity: 'northwest' }, red],
    [{ gravity: 'east' }, yellow],
    [{ gravity: 'southeast' }, yellow],
    [{ focus: { x: 0, y: 0.5 } }, red],
    [{ focus: { x: 0.375, y: 1 } }, green],
    [{ focus: { x: 0.625, y: 0 } }, blue],
    [{ focus: { x: 1, y: 0.5 } }, yellow],
  ])('shows the part named by %j', async (position, colour) => {
    // The large one beside it makes sure that the place is found in a picture decoded for another.
    const [small, large] = await render(
      await encoders.png(stripes),
      { ...cover, ...position },
      { fit: 'width', width: 400 },
    );
    expect([small!.width, small!.height, large!.width]).toEqual([20, 20, 400]);
    for (const x of [3, 10, 16]) {
      expect(distance(pixelAt(small!, x, 10).slice(0, 3), colour)).toBeLessThanOrEqual(8);
    }
  });

  it('finds the named part in the upright picture', async () => {
    const bytes = await encoders.jpeg(quadrants(200, 100).withMetadata({ orientation: 6 }));
    const [top, bottomRight] = await render(
      bytes,
      { ...cover, height: 10, gravity: 'north' },
      { ...cover, width: 10, height: 10, focus: { x: 1, y: 1 } },
    );
    // Turned clockwise, blue comes to the top left and green to the bottom right.
    expect(distance(pixelAt(top!, 3, 3), blue)).toBeLessThanOrEqual(12);
    expect(distance(pixelAt(bottomRight!, 8, 8), green)).toBeLessThanOrEqual(12);
  });

  it.each(['attention', 'entropy'])(
    'finds the one thing there is to see by %s, wherever it is',
    async (gravity) => {
      for (const from of [30, 300]) {
        const object = (x: number, y: number) => x >= from && x < from + 70 && y >= 15 && y < 85;
        const scene = painted(400, 100, (x, y) =>
          object(x, y) ? (((x >> 3) + (y >> 3)) % 2 ? red : yellow) : [120, 125, 130],
        );
        const [found, centred] = await render(await encoders.png(scene), { ...cover, gravity }, cover);
        expect([found!.width, found!.height]).toEqual([20, 20]);
        expect(middle(found!)[2]).toBeLessThan(60);
        expect(distance(middle(centred!), [120, 125, 130])).toBeLessThanOrEqual(2);
      }
    },
  );

  it.each([
    [400, 300, 200, 200, '200x200'],
    [301, 199, 50, 73, '50x73'],
    [150, 300, 200, 200, '150x150'],
    [200, 200, 200, 200, '200x200'],
    [3, 500, 2, 7, '2x7'],
    [1, 1, 200, 200, '1x1'],
  ])('sought in %i x %i for %i x %i has exactly %4$s', async (width, height, boxWidth, boxHeight, size) => {
    const bytes = await encoders.png(painted(width, height, (x, y) => [x % 256, y % 256, 90]));
    const box = { fit: 'cover', width: boxWidth, height: boxHeight };
    const pictures = await render(
      bytes,
      { ...box, gravity: 'attention' },
      { ...box, gravity: 'entropy' },
      { fit: 'width', width: 8192 },
    );
    expect(pictures.slice(0, 2).map((picture) => `${picture.width}x${picture.height}`)).toEqual([size, size]);
  });
});

describe('contain', () => {
  const contain = { fit: 'contain', width: 50, height: 40 };
  const framed = async (options: object, channels: readonly number[] = red) =>
    (await render(await encoders.png(painted(100, 40, () => channels)), { ...contain, ...options }))[0]!;

  it('shows the whole picture in a box of exactly the asked size', async () => {
    const picture = await framed({ background: '#0a0b0c' });
    expect([picture.width, picture.height, picture.channels]).toEqual([50, 40, 3]);
    for (const y of [0, 9, 30, 39]) expect(pixelAt(picture, 25, y)).toEqual([10, 11, 12]);
    for (const y of [10, 29]) for (const x of [0, 49]) expect(pixelAt(picture, x, y)).toEqual(red);
  });

  it('is transparent around the picture where the format can be, else white', async () => {
    const png = await framed({});
    expect([pixelAt(png, 0, 0)[3], pixelAt(png, 25, 20)]).toEqual([0, [...red, 255]]);
    const jpeg = await framed({ format: 'jpeg' });
    expect(distance(pixelAt(jpeg, 0, 0), [255, 255, 255])).toBeLessThanOrEqual(3);
  });

  it('does not enlarge what is smaller than the box', async () => {
    const [picture] = await render(await encoders.png(painted(10, 20, () => red)), contain);
    expect([picture!.width, picture!.height]).toEqual([50, 40]);
    expect([pixelAt(picture!, 19, 20)[3], pixelAt(picture!, 20, 20)[3]]).toEqual([0, 255]);
    expect([pixelAt(picture!, 25, 9)[3], pixelAt(picture!, 25, 10)[3]]).toEqual([0, 255]);
  });
});
