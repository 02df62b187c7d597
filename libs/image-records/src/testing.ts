export { createInMemoryImageRecordRepository } from './testing/in-memory-repository.ts';
export { deletedRecord, readyRecord, rejectedRecord } from './testing/records.ts';
