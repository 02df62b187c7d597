export { PipelineError } from './pipeline-error.ts';
export type { ErrorDetails } from './pipeline-error.ts';
export { escapedJson } from './escaped-json.ts';
export { shown } from './shown.ts';
export { errorCode, isObject, messageOf } from './unknown-values.ts';
