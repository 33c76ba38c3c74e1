// What an admin reads in Entra's admin center. The codes are Entra's own; where its documentation pairs no code with what
// happened, the sentence says what is known to happen instead.

/** Test Connection got another status than 200. */
export const unexpectedStatus = (status: number): string =>
  status === 401 || status === 403
    ? `Test Connection fails with InvalidCredentials (HTTP ${status}). A running job goes into quarantine at once, with EncounteredQuarantineException.`
    : `Test Connection fails with InvalidCredentials: SystemForCrossDomainIdentityManagementServiceIncompatible, "HTTP/${status} … rather than the expected HTTP/200". A running job goes into quarantine.`;

export const notDeserialized =
  'Test Connection fails: Entra is "not able to deserialize the resource received from your SCIM endpoint". A running job goes into quarantine.';

export const noConnection =
  'Test Connection fails with InvalidCredentials before a request is sent: Entra gets no secure connection to the Tenant URL.';

export const noAnswer =
  'Test Connection fails, and the provisioning log shows Timeout or InternalServerError. Entra tries again for about 40 minutes, in its next cycles.';

export const tooMany =
  'The provisioning log shows TooManyRequests, and each cycle takes longer: Entra sends what was refused again.';

export const noToken =
  'Saving an application with OAuth credentials fails with CredentialValidationUnavailable. A Secret Token is not touched by this.';

export const wrongMatch =
  'Matching fails for each person whose filter is changed, with BadRequest in the provisioning log, or Entra creates the person a second time (EntryConflict).';
