interface RecordFacts {
  readonly bucket?: string;
  /** The key as it is; encoded here as S3 does. */
  readonly key?: string;
  /** The key as it stands in the event, instead of `key`. */
  readonly encodedKey?: string;
  readonly sequencer?: string;
  readonly eventName?: string;
}

/** One record of an S3 notification, in the shape that S3 sends. */
export const s3Record = (facts: RecordFacts) => {
  const { bucket = 'raw-images', key = 'photo.jpg', sequencer = '0055AED6DCD90281E5' } = facts;
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'us-east-1',
    eventTime: '2026-01-02T03:04:05.678Z',
    eventName: facts.eventName ?? 'ObjectCreated:Put',
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'uploads',
      bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
      object: {
        key: facts.encodedKey ?? encodeKey(key),
        size: 1,
        eTag: 'd41d8cd98f00b204e9800998ecf8427e',
        sequencer,
      },
    },
  };
};

/** A whole notification with one record. */
export const notificationOf = (facts: RecordFacts) => ({ Records: [s3Record(facts)] });

const encodeKey = (key: string): string =>
  encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
