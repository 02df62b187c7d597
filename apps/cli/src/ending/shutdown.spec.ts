import { Interrupted } from '../errors.ts';
import { exitCodeOf } from './exit-codes.ts';
import { listenForShutdown, type Shutdown } from './shutdown.ts';

let exits: number[];
let shutdown: Shutdown;

beforeEach(() => {
  jest.useFakeTimers();
  exits = [];
  shutdown = listenForShutdown((code) => exits.push(code));
});
afterEach(() => {
  shutdown.dispose();
  jest.useRealTimers();
});

/** As Node does when the signal arrives; a real one would reach the test runner too. */
const press = (name: NodeJS.Signals): void => void process.emit(name, name);

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('asks for an orderly stop on %s, worth exit code %i', (name, exitCode) => {
  press(name);
  expect(shutdown.signal.reason).toBeInstanceOf(Interrupted);
  expect(shutdown.signal.reason).toMatchObject({ context: { reason: name } });
  expect(exitCodeOf(shutdown.signal.reason)).toBe(exitCode);
  expect(exits).toEqual([]);
});

it('forces on a second press, after the clean-ups', () => {
  const order: string[] = [];
  shutdown.onForcedExit(() => order.push(`clean up before ${exits.length} exits`));
  press('SIGINT');
  jest.advanceTimersByTime(500);
  press('SIGINT');
  expect(order).toEqual(['clean up before 0 exits']);
  expect(exits).toEqual([130]);
});

it('takes two signals at once for one press: npm passes on what the terminal has sent already', () => {
  press('SIGINT');
  jest.advanceTimersByTime(50);
  press('SIGINT');
  expect(exits).toEqual([]);
});

it('forces when the orderly stop takes two seconds', () => {
  press('SIGTERM');
  jest.advanceTimersByTime(1_700);
  expect(exits).toEqual([]);
  jest.advanceTimersByTime(300);
  expect(exits).toEqual([143]);
});

it('forgets clean-ups that were taken back', () => {
  const cleanUp = jest.fn();
  shutdown.onForcedExit(cleanUp)();
  shutdown.force(1);
  expect(cleanUp).not.toHaveBeenCalled();
  expect(exits).toEqual([1]);
});

it('is no reason to hurry when the output loses its reader twice', () => {
  shutdown.request('SIGPIPE');
  jest.advanceTimersByTime(1_000);
  shutdown.request('SIGPIPE');
  expect(shutdown.signal.reason).toMatchObject({ context: { reason: 'SIGPIPE' } });
  expect(exitCodeOf(shutdown.signal.reason)).toBe(141);
  expect(exits).toEqual([]);
});

it('leaves no listener and no timer behind', () => {
  const before = process.listenerCount('SIGINT');
  const other = listenForShutdown();
  press('SIGINT');
  other.dispose();
  expect(process.listenerCount('SIGINT')).toBe(before);
  shutdown.dispose();
  expect(jest.getTimerCount()).toBe(0);
});
