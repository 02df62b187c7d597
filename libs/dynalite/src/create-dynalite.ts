import type { Server } from 'node:http';
import dynalite from 'dynalite';
import database from 'dynalite/db/index.js';
import deleteItem from 'dynalite/validations/deleteItem.js';
import putItem from 'dynalite/validations/putItem.js';
import updateItem from 'dynalite/validations/updateItem.js';

/**
 * A DynamoDB that does not listen yet. Tables are there, changed and gone at once.
 *
 * @param folder where its tables are kept; they live in memory without one
 */
export const createDynalite = (folder?: string): Server =>
  dynalite({
    ...(folder !== undefined && { path: folder }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });

// What dynalite lacks. A refused write tells the item that refused it, if it is asked to:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html#WorkingWithItems.ConditionalUpdate
// Dynalite is pinned to one version, since this reaches into it; reading the item after the refusal would not do, as
// another write may come between the two.
for (const { types } of [putItem, updateItem, deleteItem]) {
  types['ReturnValuesOnConditionCheckFailure'] = { type: 'String', enum: ['ALL_OLD', 'NONE'] };
}

const { checkConditional } = database;
database.checkConditional = (request, item) => {
  const refusal = checkConditional(request, item);
  if (refusal && item && request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD') refusal.body.Item = item;
  return refusal;
};
