import * as v from 'valibot';
import { numberBetween, orLeftOut } from '../options/option-schemas.ts';
import { watermarkSchema, type Watermark } from './watermark-option.ts';

/** The sixteen names that HTML 4.01 (section 6.5) began with. */
const namedColours = {
  black: '#000000',
  silver: '#c0c0c0',
  gray: '#808080',
  white: '#ffffff',
  maroon: '#800000',
  red: '#ff0000',
  purple: '#800080',
  fuchsia: '#ff00ff',
  green: '#008000',
  lime: '#00ff00',
  olive: '#808000',
  yellow: '#ffff00',
  navy: '#000080',
  blue: '#0000ff',
  teal: '#008080',
  aqua: '#00ffff',
} as const;

/** `#rrggbb` or one of the sixteen basic names of CSS. */
export type Colour = keyof typeof namedColours | `#${string}`;

/** What every recipe can ask for, whatever its fit and format. */
export interface Finishing {
  /**
   * Goes behind what is transparent, and around the picture in `contain`.
   * @defaultValue nothing, so transparency is kept; white in JPEG
   */
  readonly background?: Colour;
  /**
   * Sharpens a picture that was made smaller, by a mask of this radius: 0.3 to 3, the sigma of a Gaussian in pixels
   * of the variant. 0.5 makes up for what scaling blurs. A picture that was not scaled is left alone.
   * @defaultValue none
   */
  readonly sharpen?: number;
  /**
   * `p3` keeps colours beyond sRGB, in Display P3 with its profile, where the source has such colours. Phones have
   * taken them since 2016. Everything else is sRGB all the same.
   * @defaultValue 'srgb'
   */
  readonly gamut?: 'srgb' | 'p3';
  /**
   * What the file says about itself. `copyright`: who made it and whose it is, as far as `renderVariants` was told,
   * and the ICC profile of its colours. Never a place, a time or a camera.
   * @defaultValue 'none'
   */
  readonly metadata?: 'none' | 'copyright';
  /**
   * Laid over the finished variant, after everything else.
   * @defaultValue none
   */
  readonly watermark?: Watermark;
}

const colourExpected = `#rrggbb or one of ${Object.keys(namedColours).join(', ')}`;

const toHex = (colour: string): string =>
  Object.hasOwn(namedColours, colour)
    ? namedColours[colour as keyof typeof namedColours]
    : colour.toLowerCase();

const isHex = (colour: unknown): boolean => typeof colour === 'string' && /^#[0-9a-f]{6}$/.test(colour);

export const finishingOptions: { readonly [K in keyof Finishing]-?: v.GenericSchema<unknown, Finishing[K]> } =
  {
    background: v.optional(
      v.pipe(v.string(colourExpected), v.transform(toHex), v.custom<`#${string}`>(isHex, colourExpected)),
    ),
    // Beyond 3 pixels it is no sharpening but a glow, and its cost grows with the radius.
    sharpen: v.optional(numberBetween(0.3, 3)),
    gamut: orLeftOut(v.picklist(['srgb', 'p3'], 'srgb or p3'), 'srgb'),
    metadata: orLeftOut(v.picklist(['none', 'copyright'], 'none or copyright'), 'none'),
    watermark: v.optional(watermarkSchema),
  };
