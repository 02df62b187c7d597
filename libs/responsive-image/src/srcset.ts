import type { ResponsiveVariant } from './record.ts';

/**
 * What a srcset offers: by width, narrowest first, each width once. A source that is not enlarged has variants of equal
 * width, and of candidates with the same descriptor a browser uses the first only.
 */
export const candidatesOf = (variants: readonly ResponsiveVariant[]): readonly ResponsiveVariant[] => {
  const byWidth = new Map<number, ResponsiveVariant>();
  for (const variant of variants) if (!byWidth.has(variant.width)) byWidth.set(variant.width, variant);
  return [...byWidth.values()].sort((a, b) => a.width - b.width);
};

/**
 * Image candidate strings with width descriptors, as text, not yet escaped for HTML.
 * Source: https://html.spec.whatwg.org/multipage/images.html#srcset-attributes
 */
export const srcsetOf = (candidates: readonly ResponsiveVariant[]): string =>
  candidates.map(({ cdnUrl, width }) => `${cdnUrl} ${width}w`).join(', ');
