export { createInMemoryImageRecordRepository } from './testing/in-memory-repository.ts';
export { createRecordTable } from './testing/record-table.ts';
export { deletedRecord, readyRecord, rejectedRecord } from './testing/records.ts';
