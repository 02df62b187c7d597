/**
 * Stands in a bundle for `@aws-sdk/credential-provider-node`. A client that is not given credentials would end here.
 *
 * @throws always
 */
export const defaultProvider = (): never => {
  throw new Error(
    'The bundle holds no search for credentials. Give the client its credentials where it is made.',
  );
};
