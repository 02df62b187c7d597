import type { TagValue } from './tag-value.ts';

/** What can be written about a picture, whatever the standard. */
export type DescriptionField = 'title' | 'caption' | 'creator' | 'rights' | 'keywords';

/** The fields of a description as one standard holds them, neither bounded nor tidied: whatever a file says. */
export type RawDescription = Readonly<Record<DescriptionField, readonly TagValue[]>>;
