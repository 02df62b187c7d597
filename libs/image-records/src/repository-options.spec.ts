import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createImageRecordRepository } from './dynamodb-repository.ts';
import { InvalidArgumentError } from './errors.ts';
import { readRepositoryOptions, type RepositoryOptions } from './repository-options.ts';

const client = new DynamoDBClient({ region: 'eu-central-1' });

describe('repository options', () => {
  it('name the index as the table declares it, unless told otherwise', () => {
    expect(readRepositoryOptions({ client, tableName: 'T' })).toEqual({
      client,
      tableName: 'T',
      indexName: 'byUploadedAt',
    });
    expect(readRepositoryOptions({ client, tableName: 'T', indexName: 'I' }).indexName).toBe('I');
  });

  it.each([
    [{ tableName: 'T' }, 'repository option client is missing. Expected a DynamoDBClient.'],
    [{ client: {}, tableName: 'T' }, 'Expected a DynamoDBClient.'],
    [{ client }, 'repository option tableName is missing. Expected the name or ARN of a table.'],
    [{ client, tableName: '' }, 'repository option tableName is "".'],
    [{ client, tableName: 'T', indexName: '' }, 'repository option indexName'],
    [
      { client, tableName: 'T', table: 'T' },
      'repository option table is "T". Expected none but client, tableName, indexName.',
    ],
    [undefined, 'repository options is missing. Expected an object.'],
  ])('are checked when the repository is made (%#)', (options, message) => {
    const create = () => createImageRecordRepository(options as unknown as RepositoryOptions);
    expect(create).toThrow(InvalidArgumentError);
    expect(create).toThrow(message);
  });
});
