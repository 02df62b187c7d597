import { isNewer } from './record-order.ts';
import { readyRecord } from '../testing/records.ts';

const at = (sequencer: string, generation: number) => readyRecord({ sequencer, generation });

describe('isNewer', () => {
  it.each([
    [at('0B', 0), at('0A', 0), true],
    [at('0B', 0), at('0A', 9), true],
    [at('0A', 1), at('0A', 0), true],
    [at('0A', 0), at('0A', 0), false],
    [at('0A', 0), at('0A', 1), false],
    [at('0A', 9), at('0B', 0), false],
  ])('goes by the event, then by the generation (%#)', (record, other, newer) => {
    expect(isNewer(record, other)).toBe(newer);
  });
});
