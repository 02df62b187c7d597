import type { Account } from '../../iam/account.ts';
import type { BlobFiles } from './blob-files.ts';
import type { BucketStore } from './bucket-store.ts';
import type { Listing, ListingQuery } from './listing.ts';
import type { ObjectStore } from './object-store.ts';
import type { UploadStore } from './upload-store.ts';

/** Everything the actions work on. */
export interface Store {
  readonly account: Account;
  readonly owner: Owner;
  readonly buckets: BucketStore;
  readonly objects: ObjectStore;
  readonly uploads: UploadStore;
  readonly blobs: BlobFiles;
  list(query: ListingQuery): Listing;
}

/** Who owns all buckets and objects: the account. */
export interface Owner {
  /** 64 hex digits, as S3's canonical user ids. */
  readonly canonicalId: string;
}
