import sharp, { type Sharp } from 'sharp';
import { areaOf } from '../../src/geometry/size.ts';
import { defaultRecipes } from '../../src/recipes/default-recipes.ts';
import { fileRecipesOf, parseRecipes } from '../../src/recipes/parse-recipes.ts';
import type { FileRecipe } from '../../src/recipes/recipe.ts';
import { photograph, photographs } from '../../src/testing/corpus.ts';
import type { Pixels } from '../../src/testing/images.ts';
import { fullDecode, pixelsOf, reference } from '../../src/testing/reference.ts';
import { ssim } from '../../src/testing/ssim.ts';
import type { Case } from '../case.ts';
import { asVariantsAreEncoded } from '../naive.ts';

/** A program's JPEG and WebP as its documentation has them for whoever sets nothing. */
type Defaults = Readonly<Record<'jpeg' | 'webp', (picture: Sharp) => Sharp>>;

const peers: Readonly<Record<string, Defaults>> = {
  /** https://sharp.pixelplumbing.com/api-output: JPEG quality 80; WebP quality 80, effort 4. */
  sharp: { jpeg: (picture) => picture.jpeg(), webp: (picture) => picture.webp() },
  /** https://github.com/unjs/ipx, src/ipx.ts: sharp's defaults, and JPEGs are progressive. */
  ipx: { jpeg: (picture) => picture.jpeg({ progressive: true }), webp: (picture) => picture.webp() },
  /**
   * https://docs.imgproxy.net/configuration/options: IMGPROXY_QUALITY 80, of WebP 79 (IMGPROXY_FORMAT_QUALITY),
   * IMGPROXY_WEBP_EFFORT 4, JPEGs not progressive. Its encoders are libvips', which are sharp's.
   */
  imgproxy: {
    jpeg: (picture) => picture.jpeg({ quality: 80 }),
    webp: (picture) => picture.webp({ quality: 79, effort: 4 }),
  },
};

/** A picture encoded: how large the file is, and how like the picture. */
interface Encoded {
  readonly bytes: number;
  readonly likeness: number;
}

/** One of the default variants, finished and not yet encoded. */
interface Finished {
  readonly recipe: FileRecipe & { readonly format: 'jpeg' | 'webp' };
  readonly picture: Pixels;
  /** As its recipe asks. */
  readonly asked: Encoded;
  /** At other qualities too, from the least like. */
  readonly atQualities: readonly Encoded[];
}

const qualities = [60, 68, 74, 77, 80, 83, 86, 92];

/** All cases measure against the same encodings of ours. */
let encoded: Promise<readonly Finished[]> | undefined;

export const sizeAgainstPeers: readonly Case[] = Object.entries(peers).map(([name, defaults]) => ({
  name: `default variants of photographs, bytes of ${name}'s defaults at its SSIM`,
  // Effort 2 instead of the peers' 4 has its price, for less than half of the CPU.
  atMost: 1.1,
  async measure() {
    const pictures = await (encoded ??= encodeOurs());
    const theirs = await Promise.all(
      pictures.map(({ recipe, picture }) => encode(picture, defaults[recipe.format])),
    );
    const atTheirs = pictures.map(({ atQualities }, at) => bytesAt(atQualities, theirs[at]?.likeness ?? NaN));
    const asked = pictures.map((one) => one.asked);
    const [equal, peer] = [sum(atTheirs), sum(theirs.map(({ bytes }) => bytes))];
    const detail =
      `${kilobytes(equal)} of ${kilobytes(peer)} kB at a mean SSIM of ${meanOf(theirs)}; ` +
      `as they come ${kilobytes(sum(asked.map(({ bytes }) => bytes)))} kB at ${meanOf(asked)}; ${pictures.length} files`;
    return { ratio: equal / peer, runs: 1, detail };
  },
}));

const encodeOurs = async (): Promise<readonly Finished[]> => {
  const recipes = fileRecipesOf(parseRecipes(defaultRecipes));
  const all: Finished[] = [];
  for (const name of photographs) {
    const whole = await fullDecode(sharp(await photograph(name)));
    const made = new Set<number>();
    for (const recipe of recipes) {
      if (recipe.format !== 'jpeg' && recipe.format !== 'webp') throw new Error(`no peer's ${recipe.format}`);
      const picture = await reference(whole, recipe);
      // Of a photograph of 1024 pixels the medium and the large variant are the same.
      if (made.has(areaOf(picture))) continue;
      made.add(areaOf(picture));
      all.push(await encodeOne(recipe, picture));
    }
  }
  return all;
};

const encodeOne = async (recipe: Finished['recipe'], picture: Pixels): Promise<Finished> => {
  const at = (quality: number) =>
    encode(picture, (pipeline) => asVariantsAreEncoded(pipeline, { ...recipe, quality } as FileRecipe));
  const atQualities: Encoded[] = [];
  for (const quality of qualities) atQualities.push(await at(quality));
  return { recipe, picture, asked: await at(recipe.quality ?? NaN), atQualities };
};

const encode = async (picture: Pixels, encoder: (pipeline: Sharp) => Sharp): Promise<Encoded> => {
  const { data, width, height, channels } = picture;
  const file = await encoder(sharp(data, { raw: { width, height, channels: channels as 3 } })).toBuffer();
  return { bytes: file.length, likeness: ssim(await pixelsOf(sharp(file)), picture) };
};

/** Between two qualities a file grows by about the same factor for each step of likeness. */
const bytesAt = (encodings: readonly Encoded[], likeness: number): number => {
  const above = encodings.findIndex((one) => one.likeness >= likeness);
  const [low, high] = [encodings[above - 1], encodings[above]];
  if (!low || !high) throw new Error(`an SSIM of ${likeness} is not between those of the qualities tried`);
  const share = (likeness - low.likeness) / (high.likeness - low.likeness);
  return low.bytes * (high.bytes / low.bytes) ** share;
};

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const meanOf = (encodings: readonly Encoded[]): string =>
  (sum(encodings.map(({ likeness }) => likeness)) / encodings.length).toFixed(4);

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0);
