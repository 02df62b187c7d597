/** How frames are played. */
export interface Playback {
  /** Of each frame, in milliseconds. */
  readonly delay: readonly number[];
  /** How often; 0 is for ever. */
  readonly loop: number;
}

/** Of a picture that does not move. */
export const still: Playback = { delay: [], loop: 0 };

/** The longest that sharp takes, in milliseconds: a GIF can say ten times as much. */
const longestDelay = 65_535;

/** What sharp and WebP take (RFC 9649, section 2.7.1.1). libvips counts one more than a GIF does, so a GIF can say 65,536. */
const mostLoops = 65_535;

/** As libvips found it in a file. */
export const playbackOf = ({
  delay,
  loop,
}: {
  readonly delay?: number[];
  readonly loop?: number;
}): Playback => ({
  delay: (delay ?? still.delay).map((milliseconds) => Math.min(Math.max(0, milliseconds), longestDelay)),
  loop: Math.min(loop ?? still.loop, mostLoops),
});
