import { preset } from '../../jest.preset.mjs';

export default preset('image-records');
