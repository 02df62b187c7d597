/** One line of the benchmark. */
export interface Case {
  readonly name: string;
  /** The most that the ratio should be; none where a peer is only shown for comparison. */
  readonly atMost?: number;
  /** @throws PeerAbsent when the program to compare with is not there */
  measure(runs: number): Promise<Outcome>;
}

export interface Outcome {
  readonly ratio: number;
  /** How often each side ran. */
  readonly runs: number;
  /** What was compared, in words: absolute figures of this machine. */
  readonly detail: string;
}

/** The benchmark goes on without this peer, and says so. */
export class PeerAbsent extends Error {
  override readonly name = 'PeerAbsent';
}
