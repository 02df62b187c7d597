import { isInstant, isLocalTime } from './instant.ts';

describe('isInstant', () => {
  it.each(['2024-05-01T08:00:00.000Z', '0000-01-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'])(
    'accepts %s',
    (text) => expect(isInstant(text)).toBe(true),
  );

  it.each([
    '',
    '2024-05-01',
    '2024-05-01T08:00:00Z',
    '2024-05-01T08:00:00.000',
    '2024-05-01T08:00:00.000+02:00',
    '2024-05-01t08:00:00.000z',
    '2023-02-29T00:00:00.000Z',
    '2024-13-01T00:00:00.000Z',
    '2024-05-01T24:00:00.000Z',
    '+012024-05-01T08:00:00.000Z',
    '2024-05-01T08:00:00.000Z\n',
  ])('refuses %j', (text) => expect(isInstant(text)).toBe(false));
});

describe('isLocalTime', () => {
  it('is an instant without its zone', () => {
    expect(isLocalTime('2024-05-01T10:00:00.000')).toBe(true);
    expect(isLocalTime('2024-05-01T10:00:00.000Z')).toBe(false);
    expect(isLocalTime('2023-02-29T10:00:00.000')).toBe(false);
    expect(isLocalTime('2024:05:01 10:00:00')).toBe(false);
  });
});
