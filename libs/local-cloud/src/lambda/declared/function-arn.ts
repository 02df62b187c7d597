import { LambdaError } from './lambda-error.ts';

/** A name, `<account>:function:<name>` or an ARN, each with or without `:$LATEST`. */
const forms =
  /^(?:(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:)?\d{12}:function:|function:)?(?<name>[A-Za-z0-9-_]{1,64})(?::(?<qualifier>[^:]+))?$/;

/**
 * The function's name out of any of the forms that AWS accepts.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @throws LambdaError InvalidParameterValueException for what names no function, ResourceNotFoundException for a
 *   version or an alias: there is only $LATEST
 */
export const parseFunctionName = (text: string): string => {
  const { name, qualifier } = forms.exec(text)?.groups ?? {};
  if (name === undefined) {
    throw new LambdaError(
      'InvalidParameterValueException',
      `${JSON.stringify(text)} does not name a function.`,
      {
        remedy: 'Give its name or its ARN.',
      },
    );
  }
  requireLatest(qualifier);
  return name;
};

/** @throws LambdaError ResourceNotFoundException */
export const requireLatest = (qualifier: string | undefined): void => {
  if (qualifier === undefined || qualifier === '$LATEST') return;
  throw new LambdaError(
    'ResourceNotFoundException',
    `There is no version or alias ${JSON.stringify(qualifier)}.`,
    {
      remedy: 'The local Lambda service knows $LATEST alone.',
    },
  );
};
