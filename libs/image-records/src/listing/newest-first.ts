import { recordTable } from '../table.ts';

/** An entry of the index. */
export interface Entry<Item> {
  readonly listOrder: string;
  readonly item: Item;
}

/** What one read of one shard brought: newest first, and where to go on if there may be more. */
export interface ShardPage<Item, Position> {
  readonly entries: readonly Entry<Item>[];
  readonly next?: Position;
}

/** Reads up to `count` entries of a shard, newest first, from `position` or else from the start. */
export type ReadShard<Item, Position> = (
  shard: number,
  count: number,
  position?: Position,
) => Promise<ShardPage<Item, Position>>;

interface Shard<Item, Position> {
  readonly number: number;
  waiting: readonly Entry<Item>[];
  position?: Position;
  exhausted: boolean;
}

/**
 * The newest `count` entries of all shards, merged.
 *
 * All shards are read at once. Reading `count` from each would always do and cost eight times what is returned; ids
 * are hashes, so twice the even share is enough nearly always, and a shard that runs dry is asked for the rest.
 */
export const newestFirst = async <Item, Position>(
  count: number,
  readShard: ReadShard<Item, Position>,
): Promise<readonly Entry<Item>[]> => {
  const shards = Array.from({ length: recordTable.shards }, (_, number): Shard<Item, Position> => ({
    number,
    waiting: [],
    exhausted: false,
  }));
  const generousShare = 2 * Math.ceil(count / shards.length);
  const newest: Entry<Item>[] = [];
  while (newest.length < count) {
    const wanted = Math.min(generousShare, count - newest.length);
    await Promise.all(shards.filter(isDry).map((shard) => refill(shard, wanted, readShard)));
    const entry = takeNewest(shards);
    if (entry === undefined) break;
    newest.push(entry);
  }
  return newest;
};

const isDry = ({ waiting, exhausted }: Shard<unknown, unknown>): boolean =>
  waiting.length === 0 && !exhausted;

/** DynamoDB may end a page early, even an empty one, and still say that there is more. */
const refill = async <Item, Position>(
  shard: Shard<Item, Position>,
  count: number,
  readShard: ReadShard<Item, Position>,
): Promise<void> => {
  while (isDry(shard)) {
    const { entries, next } = await readShard(shard.number, count, shard.position);
    shard.waiting = entries;
    shard.position = next;
    shard.exhausted = next === undefined;
  }
};

const takeNewest = <Item>(shards: readonly Shard<Item, unknown>[]): Entry<Item> | undefined => {
  const [first] = shards
    .filter(({ waiting }) => waiting.length > 0)
    .sort((a, b) => (headOf(a) < headOf(b) ? 1 : -1));
  const entry = first?.waiting[0];
  if (first !== undefined) first.waiting = first.waiting.slice(1);
  return entry;
};

const headOf = ({ waiting }: Shard<unknown, unknown>): string => waiting[0]?.listOrder ?? '';
