import { lookupOf, type HuffmanLookup, type HuffmanTable } from './huffman-codes.ts';
import { firstCoefficients, type FirstCoefficients } from './first-coefficients.ts';
import type { FrameComponent, JpegFrame } from './jpeg-frame.ts';
import type { JpegHead } from './jpeg-head.ts';
import type { JpegScan } from './jpeg-scans.ts';
import { coefficientReader, refinementReader, type KnownCoefficients } from './progressive-blocks.ts';
import type { ScanBits } from './scan-bits.ts';
import { bytesBehindUnits, passesRest, type ScanUnits } from './scan-units.ts';

/** Bytes behind the last block of a scan, or why there is none: blocks are missing, or the tables of their codes are. */
export type Counted = number | 'no blocks' | 'no tables';

/** Counts the blocks of one scan after the other: some 30 ms a megabyte. */
export const blockCounter = ({
  frame,
  divisors,
}: JpegHead & { frame: JpegFrame }): ((scan: JpegScan) => Counted) => {
  const known = new Map<number, KnownCoefficients>();
  const lookups = new WeakMap<HuffmanTable, HuffmanLookup>();
  const codesOf = (table: HuffmanTable): HuffmanLookup => {
    const codes = lookups.get(table) ?? lookupOf(table);
    lookups.set(table, codes);
    return codes;
  };

  /** Section G.1.2: some coefficients of one component. */
  const countCoefficients = (scan: JpegScan, units: ScanUnits): Counted => {
    const [{ id, rest } = { id: -1, rest: undefined }] = scan.components;
    if (rest === undefined) return 'no tables';
    const before = known.get(id) ?? new Uint32Array(2 * units.units);
    known.set(id, before);
    const reading = { codes: codesOf(rest), from: scan.from, to: Math.min(63, scan.to), known: before };
    const { passes, restarts } = (scan.isRefinement ? refinementReader : coefficientReader)(reading);
    return bytesBehindUnits(units, passes, restarts) ?? 'no blocks';
  };

  /** Sections F.1.2 and G.1.2.1: whole blocks of every component, or their first coefficients. */
  const countBlocks = (scan: JpegScan, parts: readonly Part[], units: ScanUnits): Counted => {
    const isWhole = frame.coding === 'sequential';
    const readers: FirstCoefficients[] = [];
    const passing: ((bits: ScanBits) => boolean)[] = [];
    for (const part of parts) {
      if (part.first === undefined || (isWhole && part.rest === undefined)) return 'no tables';
      const divisor = (divisors.get(part.divisors) ?? 1) << (isWhole ? 0 : scan.bitsLeftOut);
      const first = firstCoefficients(codesOf(part.first), divisor);
      const rest = isWhole && part.rest !== undefined ? codesOf(part.rest) : undefined;
      const passes = (bits: ScanBits) => first.passes(bits) && (rest === undefined || passesRest(bits, rest));
      readers.push(first);
      passing.push(...Array<typeof passes>(parts.length === 1 ? 1 : part.across * part.down).fill(passes));
    }
    const passesAll = (bits: ScanBits) => passing.every((passes) => passes(bits));
    return (
      bytesBehindUnits(units, passesAll, () => readers.forEach(({ restarts }) => restarts())) ?? 'no blocks'
    );
  };

  return (scan) => {
    const parts = partsOf(frame, scan);
    if (parts.length === 0) return 'no blocks';
    const units = unitsOf(frame, scan, parts);
    if (frame.coding === 'sequential') return countBlocks(scan, parts, units);
    if (scan.from > 0) return countCoefficients(scan, units);
    if (!scan.isRefinement) return countBlocks(scan, parts, units);
    // Section G.1.2.1: one bit more of each, and nothing that could tell of a hole but how many they are.
    const bits = parts.length === 1 ? 1 : parts.reduce((sum, { across, down }) => sum + across * down, 0);
    return bytesBehindUnits(units, (scanned) => scanned.take(bits) >= 0) ?? 'no blocks';
  };
};

/** A component of a scan, as scan and frame tell of it. */
type Part = FrameComponent & JpegScan['components'][number];

/** None when the frame has not all of them. */
const partsOf = ({ components }: JpegFrame, scan: JpegScan): readonly Part[] => {
  const parts = scan.components.flatMap((part) =>
    components.filter(({ id }) => id === part.id).map((component) => ({ ...component, ...part })),
  );
  return parts.length === scan.components.length ? parts : [];
};

/** Section A.2: alone, a component has a block in each unit; together, each has as many as it has samples. */
const unitsOf = (
  { components, width, height }: JpegFrame,
  { data, restartInterval }: JpegScan,
  parts: readonly Part[],
): ScanUnits => {
  const widest = Math.max(...components.map(({ across }) => across));
  const highest = Math.max(...components.map(({ down }) => down));
  const [{ across, down } = { across: 1, down: 1 }] = parts.length === 1 ? parts : [];
  const units = Math.ceil((width * across) / (8 * widest)) * Math.ceil((height * down) / (8 * highest));
  return { data, units, restartInterval };
};
