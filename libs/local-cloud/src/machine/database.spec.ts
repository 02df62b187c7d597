import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, transaction } from './database.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'database-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const refusal = (message: string) =>
  expect.objectContaining({
    code: 'data-folder-unusable',
    message: expect.stringContaining(message) as string,
  }) as Error;

it('undoes a transaction that fails, all of it', () => {
  const database = openDatabase(dir);
  database.exec('CREATE TABLE number (value INTEGER)');
  const insert = database.prepare('INSERT INTO number VALUES (?)');
  const failing = () =>
    transaction(database, () => {
      insert.run(1);
      throw new Error('no');
    });
  expect(failing).toThrow('no');
  expect(transaction(database, () => insert.run(2).changes)).toBe(1);
  expect(database.prepare('SELECT value FROM number').all()).toEqual([{ value: 2 }]);
  database.close();
});

it('is for one at a time', () => {
  const database = openDatabase(dir);
  expect(() => openDatabase(dir)).toThrow(refusal('locked'));
  database.close();
  openDatabase(dir).close();
});

it('refuses data of another layout and leaves them as they are', () => {
  const database = openDatabase(dir);
  database.exec('PRAGMA user_version = 7');
  database.close();
  const reads = () => openDatabase(dir);
  expect(reads).toThrow(refusal('its layout is 7 and this version reads 2'));
  expect(reads).toThrow(refusal('its layout is 7'));
});

it('refuses data from before there was one database', () => {
  mkdirSync(join(dir, 's3'));
  writeFileSync(join(dir, 's3', 'index.sqlite'), '');
  expect(() => openDatabase(dir)).toThrow(refusal('its layout is 1'));
});
