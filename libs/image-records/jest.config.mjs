import { preset } from '../../jest.preset.mjs';

// Properties over a DynamoDB in memory take a second or two; a busy machine must not fail them.
export default preset('image-records', { testTimeout: 30_000 });
