import { preset } from '../../jest.preset.mjs';

// A command starts a whole stack, several times in a test: on a busy machine that takes minutes.
export default { ...preset('cli'), testTimeout: 300_000 };
