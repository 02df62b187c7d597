import { bytesPerPixel } from '../limits/limits-for-memory.ts';

const mebibyte = 1024 * 1024;

/**
 * Node, sharp and fonts: 80 MiB before anything is drawn, and some room. With the 100 to 140 MiB of the parent, which
 * waits and has no pixels yet, that is what `limitsForMemory` leaves to a process beside its pictures: 256 MiB.
 */
const reservedBytes = 128 * mebibyte;

/**
 * Resident memory, in bytes, that the process may take which draws an SVG. What is embedded in it says no size: drawing
 * it may take what the dearest photo of `maxPixels` takes, 11 to 15 bytes for each pixel.
 */
export const drawingMemory = (maxPixels: number): number => reservedBytes + maxPixels * bytesPerPixel;
