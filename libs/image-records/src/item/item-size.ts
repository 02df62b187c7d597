import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** DynamoDB's limit, attribute names included. A usual record takes 2 to 4 KB. */
export const maxItemBytes = 400 * 1024;

/**
 * The size DynamoDB counts for an item, never less than that.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: Readonly<Record<string, AttributeValue>>): number =>
  sum(Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + valueBytes(value)));

const containerBytes = 3;
const elementBytes = 1;
/** At most 38 digits, two to a byte, and one byte: the exact count depends on where the zeros are. */
const largestNumberBytes = 20;

/** Records hold texts, numbers, booleans, lists and maps, no other types. */
const valueBytes = (value: AttributeValue): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return largestNumberBytes;
  if (value.L !== undefined) {
    return containerBytes + sum(value.L.map((element) => elementBytes + valueBytes(element)));
  }
  if (value.M !== undefined) {
    return containerBytes + elementBytes * Object.keys(value.M).length + itemBytes(value.M);
  }
  return 1;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
