import type { ResponsiveRecord } from './record.ts';

/**
 * Whether one can see through the picture: then no placeholder may lie behind it, for it would stay in sight, and the
 * format that everybody gets has to keep transparency. Pixels count before the channel that they could be told in.
 */
export const isTransparent = ({ hasTransparency, hasAlpha }: ResponsiveRecord): boolean =>
  hasTransparency ?? hasAlpha ?? false;
