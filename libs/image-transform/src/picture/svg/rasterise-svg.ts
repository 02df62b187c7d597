import type { Size } from '../../geometry/size.ts';
import type { Drawing } from '../../source/open-image.ts';
import type { Picture } from '../pixels/picture.ts';
import { leavesOutText } from './left-out-text.ts';
import { resolution, scaledSvg } from './scaled-svg.ts';
import { startSvgChild } from './start-svg-child.ts';
import { answerOf, failureIn } from './svg-answer.ts';
import { verdicts } from './svg-child.ts';

/** An SVG as it was drawn. */
export interface DrawnSvg {
  readonly picture: Picture;
  /** Whether it has text that is not shown: this machine has no fonts, or librsvg cannot draw such text. */
  readonly textLeftOut: boolean;
}

/**
 * Draws an SVG at a size: straight at it, so that edges are sharp, never scaled from another.
 *
 * librsvg does it, in a process of its own: what is embedded in a document of few bytes can take gigabytes and minutes,
 * and native code can only be stopped together with its process. That one is gone when this function ends,
 * however it ends, or soon after when this process ends first. Text is left out where there are no fonts: librsvg would
 * draw a box for each letter.
 * @param drawing of these bytes
 * @param size of the picture, in pixels, not larger than the drawing's own
 * @param milliseconds after which the process is killed
 * @throws ImageRejectedError `corrupt` when it cannot be drawn, `too-much-memory` when that takes too much
 * @throws Error when time is up, or the process cannot do its work for other reasons than the image
 */
export const rasteriseSvg = async (
  bytes: Uint8Array,
  drawing: Drawing,
  size: Size,
  milliseconds: number,
): Promise<DrawnSvg> => {
  const { width, height } = size;
  const document = scaledSvg(bytes, drawing, size);
  const length = document.reduce((sum, piece) => sum + piece.length, 0);
  const { maxMemory } = drawing;
  const child = startSvgChild({ bytes: length, resolution, width, height, maxMemory });
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  for (const piece of document) child.stdin.write(piece);
  try {
    const answer = await answerOf(child, width * height * channels);
    const { verdict, pixels } = answer;
    const withoutFonts = verdict === verdicts.drawnWithoutFonts;
    if (!pixels || (verdict !== verdicts.drawn && !withoutFonts)) throw failureIn(answer, maxMemory);
    const picture = { width, height, channels, pixels } as const;
    return { picture, textLeftOut: leavesOutText(bytes, withoutFonts) };
  } finally {
    clearTimeout(timer);
  }
};

/** RGB and straight alpha: a drawing covers no more than what is drawn. */
const channels = 4;
