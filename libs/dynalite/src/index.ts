export { createDynalite } from './create-dynalite.ts';
export { startDynalite, type RunningDynalite } from './start-dynalite.ts';
