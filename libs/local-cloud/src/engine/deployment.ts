/** What `pulumi.getOrganization()` says for a stack that no Pulumi service manages. */
export const organization = 'organization';

/** How many registrations the program may have under way at once. */
export const parallelism = 16;
