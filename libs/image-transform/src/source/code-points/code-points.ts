/** A colour space told by numbers of ITU-T H.273, as video tells it, instead of by an ICC profile. */
export interface CodePoints {
  /** H.273, table 2. */
  readonly primaries: number;
  /** H.273, table 3. */
  readonly transfer: number;
}
