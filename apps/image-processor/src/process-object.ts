import {
  compareSequencers,
  imageIdOf,
  isNewer,
  normaliseSequencer,
  parseRevision,
  parseVariantKey,
  type ImageRecord,
  type PlaceInOrder,
} from '@image-pipeline/image-records';
import { RestlessObjectError } from './errors.ts';
import { isUpToDate } from './is-up-to-date.ts';
import type { ObjectEvent } from './object-events.ts';
import type { Pipeline } from './pipeline.ts';
import { readSource } from './read-source.ts';
import { removeDeadVariants } from './remove-dead-variants.ts';
import type { Invocation } from './render-in-time.ts';
import { settle } from './settle.ts';

/** How one event ended: the record that stands now, and whether this event made it. */
export interface ObjectOutcome {
  readonly record: ImageRecord;
  readonly outcome: 'committed' | 'superseded';
}

/**
 * Brings variants and record of one key up to the object as it is now, and to what is deployed now where an operator
 * asks for it: a further generation at the same place in order, which gives way to any newer event.
 *
 * Events come at least once, in any order, and cut off midway. So the table is asked first, for what is newer or done
 * needs no download; the object is looked at, not the event's word for it; variants are written before the record that
 * points to them; and the record is committed under a condition. Then the object is looked at again: where it changed
 * meanwhile, S3 may have told of two writes by one event, and a further generation follows. What is dead under the
 * record that stands is removed last.
 *
 * @throws whatever S3 or DynamoDB answered when that may pass later; a retry is safe, and finishes what was begun
 * @throws OutOfTimeError when the invocation has too little time left for the image
 */
export const processObject = async (
  pipeline: Pipeline,
  event: ObjectEvent,
  invocation: Invocation,
): Promise<ObjectOutcome> => {
  const outcome = await bringUpToDate(pipeline, event, invocation);
  await removeDeadVariants(pipeline.variants, outcome.record);
  return outcome;
};

/** One suffices, but for an object that is written while it is rendered. */
const maxRounds = 10;

const bringUpToDate = async (
  pipeline: Pipeline,
  event: ObjectEvent,
  invocation: Invocation,
): Promise<ObjectOutcome> => {
  const startedAt = new Date();
  let standing = await pipeline.records.get(imageIdOf(event));
  let isDue = event.sequencer === undefined;
  const { sequencer, generation: first } = await placeOf(pipeline, event, standing);
  let generation = first;
  let outcome: ObjectOutcome['outcome'] = 'superseded';
  for (let round = 0; round < maxRounds; round += 1) {
    if (standing && !isDue && (await isHandled(pipeline, event, sequencer, standing))) {
      return { record: standing, outcome };
    }
    if (standing?.sequencer === sequencer) generation = Math.max(generation, standing.generation + 1);
    isDue = false;
    const base = { event, sequencer, generation, startedAt };
    const source = await readSource(pipeline.sources, event, pipeline.settings.limits.maxBytes);
    const { record, over } = await settle(pipeline, base, source, standing, invocation);
    const result = await pipeline.records.commit(record, { over });
    if (result.outcome === 'committed') outcome = 'committed';
    standing = result.outcome === 'committed' ? record : result.current;
  }
  throw new RestlessObjectError(event.bucket, event.key, maxRounds);
};

/** Older than every event of S3: of objects that it never told of. */
const beforeAllEvents: PlaceInOrder = { sequencer: '0', generation: 0 };

/**
 * Where the record of an event stands in order. One that an operator asks for comes behind the record that stands and
 * behind every revision that is stored: of those some may have been left by attempts at newer events that nobody tries
 * any more. Where one is still tried, the object that is read is at least as new, since its event came before its variants.
 */
const placeOf = async (
  { variants }: Pipeline,
  { sequencer, ...place }: ObjectEvent,
  standing: ImageRecord | undefined,
): Promise<PlaceInOrder> => {
  if (sequencer !== undefined) return { sequencer: normaliseSequencer(sequencer), generation: 0 };
  const stored = (await variants.keysOf(imageIdOf(place))).flatMap((key) => revisionOf(key) ?? []);
  const places: readonly PlaceInOrder[] = standing ? [standing, ...stored] : stored;
  const [first, ...others] = places;
  if (first === undefined) return beforeAllEvents;
  const last = others.reduce((newest, other) => (isNewer(other, newest) ? other : newest), first);
  return { sequencer: last.sequencer, generation: last.generation + 1 };
};

const revisionOf = (variantKey: string): PlaceInOrder | undefined =>
  parseRevision(parseVariantKey(variantKey)?.revision ?? '');

/** Whether the record that stands is of a newer event, whose own handling looks after it, or tells of the object as it is. */
const isHandled = async (
  { sources }: Pipeline,
  event: ObjectEvent,
  sequencer: string,
  standing: ImageRecord,
): Promise<boolean> => {
  const order = compareSequencers(standing.sequencer, sequencer);
  if (order !== 0) return order > 0;
  return isUpToDate(standing, await sources.look(event));
};
