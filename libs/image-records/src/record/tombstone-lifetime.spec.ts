import { tombstoneDays, tombstoneExpiry } from './tombstone-lifetime.ts';

describe('the lifetime of a tombstone', () => {
  it('ends so many days after the deletion, in whole seconds and never early', () => {
    const deletedAt = new Date('2024-05-02T09:30:00.001Z');
    expect(tombstoneExpiry(deletedAt, 7)).toBe(Date.parse('2024-05-09T09:30:01Z') / 1000);
  });

  it('outlasts by default a dead letter of 14 days and the events of 6 hours', () => {
    expect(tombstoneDays.fallback).toBeGreaterThan(2 * 14.25);
  });
});
