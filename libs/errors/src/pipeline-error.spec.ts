import { PipelineError } from './pipeline-error.ts';

class DiskFullError extends PipelineError<'disk-full', { readonly folder: string }> {
  constructor(folder: string, cause?: unknown) {
    super({
      code: 'disk-full',
      problem: `No room is left in ${folder}.`,
      remedy: 'Delete something.',
      context: { folder },
      cause,
    });
  }
}

class AnswerError extends PipelineError {}

describe('PipelineError', () => {
  it('carries code, context, problem, remedy and cause', () => {
    const cause = new Error('ENOSPC');

    const error = new DiskFullError('/data', cause);

    expect(error).toMatchObject({
      name: 'DiskFullError',
      code: 'disk-full',
      context: { folder: '/data' },
      problem: 'No room is left in /data.',
      remedy: 'Delete something.',
      cause,
    });
    expect(error).toBeInstanceOf(Error);
  });

  it('says problem and remedy in its message', () => {
    expect(new DiskFullError('/data').message).toBe('No room is left in /data. Delete something.');
  });

  it('says the problem alone where nothing can be done', () => {
    const error = new AnswerError({ code: 'NoSuchKey', problem: 'The key does not exist.' });

    expect(error.message).toBe('The key does not exist.');
    expect(error.remedy).toBeUndefined();
    expect(error.context).toEqual({});
    expect('cause' in error).toBe(false);
  });
});
