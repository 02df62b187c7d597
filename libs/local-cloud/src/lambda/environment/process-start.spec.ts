import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { startLambda } from '../../../test-support/lambda-fixture.ts';

test('a process that cannot be started is told of, and tried again with the next invocation', async () => {
  const fixture = startLambda({ idleEnvironmentMs: 1 });
  const { name } = fixture.createFunction({ 'index.js': 'exports.handler = async () => 1' });
  expect((await fixture.lambda.invoke(name, {})).payload).toBe('1');
  const codeDir = join(fixture.dir, 'code', name);

  renameSync(codeDir, `${codeDir}-away`);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { functionError, payload } = await fixture.lambda.invoke(name, {});
  expect(functionError).toBe('Unhandled');
  expect(JSON.parse(payload)).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: 'Error: Runtime failed to start',
  });
  expect(fixture.messages().some((message) => message.includes('could not be started'))).toBe(true);

  renameSync(`${codeDir}-away`, codeDir);
  expect((await fixture.lambda.invoke(name, {})).payload).toBe('1');
  await fixture.close();
});
