import { containers } from './containers.ts';
import { dates } from './dates.ts';
import { descriptions } from './descriptions.ts';
import type { Corpus } from './made-of.ts';
import { numbers } from './numbers.ts';
import { places } from './places.ts';
import { texts } from './texts.ts';

/** Small files of everything that a field of the record can come from, right and wrong. */
export const corpus: Corpus = { ...containers, ...dates, ...places, ...texts, ...numbers, ...descriptions };
