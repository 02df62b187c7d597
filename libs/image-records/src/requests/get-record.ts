import type { GetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { checkImageId } from '../identity/image-id.ts';
import { recordTable } from '../table.ts';

/**
 * Reads the record consistently: after a refused commit, a stale answer would name the wrong winner.
 *
 * @throws InvalidArgumentError when `imageId` is none
 */
export const getRecordRequest = (tableName: string, imageId: string): GetItemCommandInput => ({
  TableName: tableName,
  Key: { [recordTable.partitionKey.name]: { S: checkImageId(imageId) } },
  ConsistentRead: true,
});
