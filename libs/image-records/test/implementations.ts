import { createImageRecordRepository } from '../src/dynamodb-repository.ts';
import type { ImageRecordRepository } from '../src/repository.ts';
import { createInMemoryImageRecordRepository } from '../src/testing/in-memory-repository.ts';
import { startDynamoDB } from './dynamodb.ts';

/** A kind of repository under test. */
interface Implementation {
  readonly name: string;
  /** How often a property is tried: requests cost time, memory does not. */
  readonly numRuns: number;
  start(): Promise<RepositoryMaker>;
}

interface RepositoryMaker {
  emptyRepository(): Promise<ImageRecordRepository>;
  stop(): Promise<void>;
}

/** Every test of the repository's promises runs against each of these: `describe.each(implementations)`. */
export const implementations: readonly Implementation[] = [
  {
    name: 'in memory',
    numRuns: 100,
    start: async () => ({
      emptyRepository: async () => createInMemoryImageRecordRepository(),
      stop: async () => undefined,
    }),
  },
  {
    name: 'DynamoDB',
    numRuns: 15,
    async start() {
      const dynamodb = await startDynamoDB();
      const client = dynamodb.client();
      return {
        emptyRepository: async () =>
          createImageRecordRepository({ client, tableName: await dynamodb.createRecordTable() }),
        stop: () => dynamodb.stop(),
      };
    },
  },
];

/** Starts the implementation for the tests of the current `describe` and stops it after them. */
export const useRepositories = ({ start }: Implementation): (() => Promise<ImageRecordRepository>) => {
  let maker: RepositoryMaker | undefined;
  beforeAll(async () => {
    maker = await start();
  });
  afterAll(async () => {
    await maker?.stop();
  });
  return async () => {
    if (maker === undefined) throw new Error('repositories are made within tests');
    return await maker.emptyRepository();
  };
};
