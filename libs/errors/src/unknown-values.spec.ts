import { errorCode, isObject, messageOf } from './unknown-values.ts';

describe('unknown values', () => {
  it('finds words in whatever was thrown', () => {
    expect(messageOf(new Error('gone'))).toBe('gone');
    expect(messageOf('gone')).toBe('gone');
    expect(messageOf(undefined)).toBe('undefined');
  });

  it('finds the code of an error, if it has one', () => {
    expect(errorCode(Object.assign(new Error('no file'), { code: 'ENOENT' }))).toBe('ENOENT');
    expect(errorCode(new Error('no code'))).toBeUndefined();
    expect(errorCode('ENOENT')).toBeUndefined();
  });

  it('takes for an object what has properties by name', () => {
    expect([{}, new Error('x'), [], null, 'text', 1].map(isObject)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
