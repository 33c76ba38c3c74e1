/** Schema and message URIs as RFC 7643 §8.7 and RFC 7644 §8.2 spell them. */
export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const enterpriseUserSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const schemaSchema = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
export const resourceTypeSchema = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
export const serviceProviderConfigSchema = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';

export const listResponseMessage = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const patchOpMessage = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const searchRequestMessage = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
export const bulkRequestMessage = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
export const bulkResponseMessage = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';
export const errorMessage = 'urn:ietf:params:scim:api:messages:2.0:Error';
