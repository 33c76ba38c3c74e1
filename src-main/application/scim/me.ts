// `/Me`, RFC 7644 §3.11: an alias of the User that the caller's token stands for. What is done to it is done to that
// User, and every answer says where the User really is.
import { notFound, notImplemented, ScimError } from '../../protocol/message/scim-error.ts';
import { resourceLocation } from './render.ts';
import type { Scim } from './scim.ts';

/** The User was there when the token was bound to it. */
const gone =
  (id: string) =>
  (error: unknown): never => {
    if (!(error instanceof ScimError) || error.status !== 404) throw error;
    throw notFound(
      `The token of this request is bound to User ${id}, who was deleted. Bind the token to another person in Rollcall, or use /Users/{id}.`,
      { cause: error },
    );
  };

/** 501 without a person behind the token, 404 when the person is gone, else what the User's own endpoint answers. */
export const createMe =
  (resources: Scim['resources']): Scim['me'] =>
  (request) => {
    const { userId: id, types, baseUrl } = request;
    const type = types.find('User');
    if (id === undefined || type === undefined) {
      throw notImplemented(
        'Nobody is behind /Me: the token of this request stands for a service, not for a person. Bind the token to a person in Rollcall, or use /Users/{id}.',
      );
    }
    const user = resources(type);
    return {
      location: resourceLocation(baseUrl, type, id),
      get: (query, preconditions) => user.get(request, id, query, preconditions).catch(gone(id)),
      replace: (body, query, preconditions) => user.replace(request, id, body, query, preconditions).catch(gone(id)),
      patch: (body, query, preconditions) => user.patch(request, id, body, query, preconditions).catch(gone(id)),
      remove: (preconditions) => user.remove(request, id, preconditions).catch(gone(id)),
    };
  };
