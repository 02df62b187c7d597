import type { GetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { checkImageId } from '../identity/image-id.ts';
import { recordTable } from '../table.ts';

/**
 * Reads the record consistently: who waits for a commit must not be shown what was there before.
 *
 * @throws InvalidArgumentError when `imageId` is none
 */
export const getRecordRequest = (tableName: string, imageId: string): GetItemCommandInput => ({
  TableName: tableName,
  Key: { [recordTable.partitionKey.name]: { S: checkImageId(imageId) } },
  ConsistentRead: true,
});
