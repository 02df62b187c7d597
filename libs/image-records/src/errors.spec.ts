import { imageIdOf, ImageRecordsError, InvalidArgumentError, normaliseSequencer } from './index.ts';
import { CorruptRecordError, InvalidCursorError, InvalidRecordError, RecordTooLargeError } from './errors.ts';

const issues = [{ path: 'width', problem: 'Expected a whole number' }];

describe('errors', () => {
  it.each([
    [new InvalidArgumentError('limit', 'a number', 'x'), 'InvalidArgumentError', 'invalid-argument'],
    [new InvalidCursorError('x'), 'InvalidCursorError', 'invalid-cursor'],
    [new InvalidRecordError('a', issues), 'InvalidRecordError', 'invalid-record'],
    [
      new RecordTooLargeError({ imageId: 'a', bytes: 2, limit: 1 }),
      'RecordTooLargeError',
      'record-too-large',
    ],
    [new CorruptRecordError('a', issues), 'CorruptRecordError', 'corrupt-record'],
  ])('%s: one family with name, code, context and remedy', (error, name, code) => {
    expect(error).toBeInstanceOf(ImageRecordsError);
    expect(error).toMatchObject({ name, code });
    expect(Object.keys(error.context)).not.toHaveLength(0);
    expect(error.remedy).toMatch(/^[A-Z].*\.$/);
    expect(error.message).toBe(`${error.problem} ${error.remedy}`);
  });

  it('show an attacker-chosen text escaped and short', () => {
    const sequencer = '\u001b[2J'.repeat(1000);
    expect(() => normaliseSequencer(sequencer)).toThrow(/^[ -~…]{0,600}$/);
    expect(() => imageIdOf({ bucket: 'a/\nb', key: 'c' })).toThrow(/^[ -~…]{0,600}$/);
  });
});
