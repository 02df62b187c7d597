import type { Placement } from '../../geometry/placement.ts';
import type { Deadline } from '../../limits/deadline.ts';
import { convertSamples } from '../../picture/colour/convert-samples.ts';
import { frameAt, type FrameRoll } from '../../picture/pixels/frame-roll.ts';
import {
  pipelineFrom,
  release,
  scaleTo,
  toPicture,
  toSamples,
  type Picture,
  type Samples,
} from '../../picture/pixels/picture.ts';
import { finishVariant } from '../finish/finish-variant.ts';
import type { PlacedWatermark } from '../finish/watermarks.ts';
import type { PlannedVariant } from '../plan/planned-or-skipped.ts';
import type { Animation } from './decode-frames.ts';

/** As many frames at a time as keep two processors busy: each is a picture of its own while it is worked on. */
const framesAtOnce = 4;

const noGamuts = new Set<never>();

/** Makes a variant of every frame, each by itself and as a still picture would be made. */
export const renderFrames = async (
  animation: Animation,
  planned: PlannedVariant,
  mark: PlacedWatermark | undefined,
  deadline: Deadline,
): Promise<FrameRoll> => {
  const { count } = animation.frames;
  const scaled = (index: number) => scaledFrame(animation, index, planned.placement, deadline);
  const variant = { ...planned, placement: await settled(planned.placement, () => scaled(0), deadline) };
  const render = async (index: number): Promise<Samples> => {
    const picture = await scaled(index);
    const finished = await toSamples(
      finishVariant(pipelineFrom(picture), variant, { picture, mark }),
      deadline,
    );
    release(picture);
    return finished;
  };
  const { width, height, channels, pixels: first } = await render(0);
  const roll = { frame: { width, height }, count, channels, pixels: new Uint8Array(first.length * count) };
  roll.pixels.set(first);
  for (let from = 1; from < count; from += framesAtOnce) {
    const indices = Array.from({ length: Math.min(framesAtOnce, count - from) }, (_, at) => from + at);
    const finished = await Promise.all(indices.map(render));
    for (const [at, frame] of finished.entries()) {
      roll.pixels.set(frame.pixels, (from + at) * first.length);
      release(frame);
    }
  }
  return roll;
};

const scaledFrame = async (
  { frames, conversion }: Animation,
  index: number,
  { scaled }: Placement,
  deadline: Deadline,
): Promise<Picture> => {
  const { srgb } = await convertSamples(frameAt(frames, index), conversion, noGamuts, deadline);
  if (srgb.width === scaled.width && srgb.height === scaled.height) return srgb;
  const picture = await toPicture(scaleTo(pipelineFrom(srgb), scaled), deadline);
  release(srgb);
  return picture;
};

/** Where the pixels choose what is kept, those of the first frame choose for all: a cut that moves would jump. */
const settled = async (
  placement: Placement,
  firstFrame: () => Promise<Picture>,
  deadline: Deadline,
): Promise<Placement> => {
  const { crop } = placement;
  if (crop === undefined || !('seek' in crop)) return placement;
  const { width, height, seek } = crop;
  const picture = await firstFrame();
  const seeking = pipelineFrom(picture).resize({ width, height, fit: 'cover', position: seek });
  const { info } = await deadline.run((seconds) =>
    seeking.raw().timeout({ seconds }).toBuffer({ resolveWithObject: true }),
  );
  release(picture);
  const box = { width, height, left: -(info.cropOffsetLeft ?? 0), top: -(info.cropOffsetTop ?? 0) };
  return { ...placement, crop: box };
};
