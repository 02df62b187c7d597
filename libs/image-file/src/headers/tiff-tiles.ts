import type { TiffDirectory } from '../containers/tiff-directories.ts';
import { compressions } from './tiff-compressions.ts';
import { tiffTags } from './tiff-tags.ts';

/** What libvips takes for a tile: `rtiff_header_read` of libvips 8.18. */
const maxTileSide = 8192;
const maxTileBytes = 100_000_000;

/** What a tile is made of. */
interface Tiled {
  readonly inTiles: boolean;
  readonly compression: number;
  readonly bits: number;
  readonly samples: number;
  readonly extras: number;
}

/** What kind of tiles a page is made of, if libvips does not read them: a name for people. */
export const unreadTiles = (page: TiffDirectory, kind: Tiled): string | undefined => {
  if (!kind.inTiles) return undefined;
  const [across = 0, down = 0] = [page.number(tiffTags.tileWidth), page.number(tiffTags.tileHeight)];
  const [width = 0, height = 0] = [page.number(tiffTags.width), page.number(tiffTags.height)];
  // Tiles of no pixels are damage.
  if (across === 0 || down === 0) return undefined;
  const largest = Math.min(maxTileSide, Math.ceil((2 * Math.max(width, height)) / 256) * 256);
  const bytes = (across * down * kind.samples * kind.bits) / 8;
  if (across > largest || down > largest || across % 16 > 0 || down % 16 > 0 || bytes > maxTileBytes) {
    return `TIFF of tiles of ${across} x ${down} pixels`;
  }
  if (kind.compression === compressions.thunderScan) return 'TIFF of tiles compressed with ThunderScan';
  return kind.compression === compressions.jpeg && kind.extras > 0
    ? 'TIFF of tiles of JPEG with alpha'
    : undefined;
};
