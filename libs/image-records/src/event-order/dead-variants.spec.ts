import { variantKey } from '../identity/variant-key.ts';
import { deletedRecord, readyRecord, rejectedRecord } from '../testing/records.ts';
import { deadVariantKeys } from './dead-variants.ts';

const { imageId } = readyRecord();
const keyOf = (revision: string, name = 'thumb') => variantKey({ imageId, revision, name, extension: 'jpg' });

const order = { sequencer: '0B', generation: 2 };
const standing = readyRecord({ ...order, revision: '0B-2-cc' });

describe('dead variants', () => {
  it.each(['0A-0-aa', '0A-9-aa', '0B-0-cc', '0B-1-aa', '0B-2-aa'])(
    'are those of events and generations up to the record that stands: %s',
    (revision) => {
      expect(deadVariantKeys([keyOf(revision)], standing)).toEqual([keyOf(revision)]);
      expect(deadVariantKeys([keyOf(revision)], deletedRecord(order))).toEqual([keyOf(revision)]);
      expect(deadVariantKeys([keyOf(revision)], rejectedRecord(order))).toEqual([keyOf(revision)]);
    },
  );

  it.each(['0B-3-aa', '0C-0-aa', '0B1-0-aa'])(
    'are none of a newer event or generation, which may be committed yet: %s',
    (revision) => {
      expect(deadVariantKeys([keyOf(revision)], standing)).toEqual([]);
      expect(deadVariantKeys([keyOf(revision)], deletedRecord(order))).toEqual([]);
    },
  );

  it('are none that the record points to, be its revision of an older event', () => {
    const taken = readyRecord({ ...order, revision: '0A-0-aa' });
    expect(deadVariantKeys([keyOf('0A-0-aa'), keyOf('0A-0-aa', 'large')], taken)).toEqual([
      keyOf('0A-0-aa', 'large'),
    ]);
  });

  it('are none of another image, and none whose name is of nobody here', () => {
    const another = variantKey({
      imageId: 'f'.repeat(32),
      revision: '0A-0-aa',
      name: 'thumb',
      extension: 'jpg',
    });
    expect(deadVariantKeys([another, keyOf('f3c1a5d2'), `${imageId}/notes.txt`], standing)).toEqual([]);
  });
});
