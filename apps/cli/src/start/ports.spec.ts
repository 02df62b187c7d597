import fc from 'fast-check';
import { parsePort } from './ports.ts';

it('takes every port whose next one exists too, and 0 for any', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 65_534 }), (port) => expect(parsePort(String(port))).toBe(port)),
  );
});

it.each(['65535', '99999', '100000', '-1', '', ' 80', '80 ', '1e3', '0x50', '4566.0', 'http'])(
  'refuses %j as a port and names what is expected',
  (value) => expect(() => parsePort(value)).toThrow(/port from 1 to 65534/),
);
