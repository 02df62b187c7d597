export {
  FunctionFailedError,
  NoImageError,
  OperationsError,
  UnexpectedOutputsError,
  UnreadableDeadLetterError,
  type OperationsErrorCode,
} from './errors.ts';
export { connectStack, type Stack, type StackConnection } from './stack/connect-stack.ts';
export { createStackClients, type StackAddress, type StackClients } from './stack/stack-clients.ts';
export { parseStackOutputs, type StackOutputs } from './stack/stack-outputs.ts';
export { deployedFingerprint } from './function/deployed-fingerprint.ts';
export { findImage, imageIdFrom } from './images/image-reference.ts';
export { isOutdated, listImages, type ImageFilter } from './images/list-images.ts';
export { parseDeadLetter, type DeadLetter } from './dead-letters/dead-letter.ts';
export {
  lettersHeldElsewhere,
  walkDeadLetters,
  type DeadLetterWalk,
  type HeldDeadLetter,
} from './dead-letters/read-dead-letters.ts';
export { redrive, type Redriven, type RedriveOptions } from './dead-letters/redrive.ts';
export { selectObjects, type Selection } from './reprocess/select-objects.ts';
export type { Reprocessed } from './reprocess/process-once-more.ts';
export { reprocess, type ReprocessOptions } from './reprocess/reprocess.ts';
export type { Difference } from './reconcile/difference.ts';
export { reconcile, type ReconcileOptions } from './reconcile/reconcile.ts';
