import {
  curves,
  displayP3Colorants,
  gamma,
  greyInk,
  iccProfile,
  srgbColorants,
  srgbCurve,
} from '../../testing/icc.ts';
import { chooseConversion } from './conversion.ts';

const profiles = {
  none: undefined,
  sRGB: iccProfile('RGB ', { ...srgbColorants, ...curves(srgbCurve) }),
  'Display P3': iccProfile('RGB ', { ...displayP3Colorants, ...curves(srgbCurve) }),
  grey: iccProfile('GRAY', { kTRC: gamma(2.2) }),
  ink: greyInk(50),
  nonsense: Buffer.from('nonsense'),
};

describe('chooseConversion', () => {
  it.each<[string, keyof typeof profiles, string]>([
    ['srgb', 'none', 'none'],
    ['srgb', 'sRGB', 'none'],
    ['srgb', 'Display P3', 'after-scaling srgb'],
    ['srgb', 'grey', 'none'],
    ['srgb', 'ink', 'none'],
    ['srgb', 'nonsense', 'none'],
    ['rgb16', 'none', 'none'],
    ['rgb16', 'sRGB', 'none'],
    ['rgb16', 'Display P3', 'after-scaling srgb'],
    ['b-w', 'none', 'none'],
    ['b-w', 'sRGB', 'none'],
    ['b-w', 'grey', 'after-scaling b-w'],
    ['grey16', 'grey', 'after-scaling b-w'],
    ['cmyk', 'none', 'before-scaling'],
    ['cmyk', 'ink', 'before-scaling'],
    ['lab', 'none', 'before-scaling'],
    ['scrgb', 'Display P3', 'before-scaling'],
  ])('%s samples with profile %s: %s', (space, profile, expected) => {
    const conversion = chooseConversion({ space }, profiles[profile]);
    const through = conversion.when === 'after-scaling' ? ` ${conversion.through}` : '';
    expect(`${conversion.when}${through}`).toBe(expected);
    if (conversion.when === 'after-scaling') expect(conversion.profile).toBe(profiles[profile]);
  });
});
