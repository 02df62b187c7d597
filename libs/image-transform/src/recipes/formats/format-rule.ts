import type { Sharp } from 'sharp';
import type { GenericSchema } from 'valibot';
import type { Exclusions } from '../../options/parse-options.ts';
import type { Playback } from '../../source/playback.ts';

/** What a file of a format is called and served as. */
export interface FileType {
  /** Without a dot. */
  readonly extension: 'jpg' | 'png' | 'webp' | 'avif';
  readonly contentType: string;
}

/** One file format of variants: which options it takes, and how it is encoded. */
export interface FormatRule<Options extends { readonly format: string }> extends FileType {
  /** Schemas with the defaults in them, so that a parsed recipe carries every value that decides its bytes. */
  readonly options: {
    readonly [K in Exclude<keyof Options, 'format'>]-?: GenericSchema<Options[K]>;
  };
  /** Options that leave no room for others. */
  readonly excludes?: Exclusions<Exclude<keyof Options, 'format'>>;
  /** Longest side the format can hold, in pixels. */
  readonly maxSide: number;
  readonly hasAlpha: boolean;
  /**
   * What encoding so many pixels takes, in milliseconds of one vCPU, about. Only of formats that cost enough for a
   * budget to count them.
   */
  readonly cost?: (options: Options, pixels: number) => number;
  /** @param playback of a picture that is a roll of frames; only formats with an option for that get one */
  encode(picture: Sharp, options: Options, playback?: Playback): Sharp;
}
