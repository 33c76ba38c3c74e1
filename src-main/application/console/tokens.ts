// Secret Tokens of a tenant: made, changed, handed over to a new one, revoked and taken out of the list.
import type { Token, tokenMethods } from '#shared/console-api/tokens.ts';
import { replacementOf, tokenState } from '../credentials/handover.ts';
import { revealedSecret } from '../credentials/token-policy.ts';
import type { StoredToken, TokenJudge } from '../ports/token-store.ts';
import { requireRotatable } from './rotatable.ts';
import { conflict, ConsoleFailure, notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { futureTime, requireNetworks, requirePerson } from './credential-input.ts';
import { makeToken, targetOf, toldOf } from './make-token.ts';
import { requireTenant } from './tenants.ts';
import { readTokens } from './shown-token.ts';

const unknownToken = (id: string): ConsoleFailure =>
  notFound(`This tenant has no token with the id "${id}". tokens.list gives the tokens there are.`);

const cannotBeOpened = (label: string): ConsoleFailure =>
  new ConsoleFailure(
    'unavailable',
    `The secret of "${label}" does not open with the present key: it was sealed with another key, or the database was changed from outside. Put the right key file back, or revoke the token and create a new one; until then the token itself still works.`,
  );

/** What holds of the token when its change comes to its turn, and not only when it was asked for. */
const ofPresent =
  (id: string, require: (token: StoredToken) => void): TokenJudge =>
  (all) => {
    const token = all.find((one) => one.id === id);
    if (token === undefined) throw unknownToken(id);
    require(token);
  };

const requireUnrevoked = ({ label, revokedAt }: StoredToken): void => {
  if (revokedAt === undefined) return;
  throw conflict(`"${label}" was revoked at ${revokedAt} and opens nothing any more. Create a new token.`);
};

const requireOver = (token: StoredToken, now: string): void => {
  if (tokenState(token, now) !== 'active') return;
  throw conflict(
    `"${token.label}" is still active: what uses it would stop without a word. Revoke it first, then delete it.`,
  );
};

/** Whoever retires a token counts on the one that took over from it. */
const requireSuccessor = (token: StoredToken, id: string, all: readonly StoredToken[], now: string): void => {
  if (replacementOf(token, all, now)?.id === id) return;
  throw conflict(
    `"${token.label}" stays valid: the token that took over from it was revoked or has expired meanwhile. Rotate it again, or revoke it if nothing uses it any more.`,
  );
};

const labelCharacters = 80;

/** "Entra" is followed by "Entra 2", "Entra 2" by "Entra 3". */
const nextLabel = (label: string): string => {
  const [, name = label, number = '1'] = /^(.*\S)\s+(\d{1,6})$/.exec(label) ?? [];
  const ending = ` ${Number(number) + 1}`;
  return name.slice(0, labelCharacters - ending.length) + ending;
};

export function createTokenMethods(context: ConsoleContext): MethodsOf<typeof tokenMethods> {
  const { ports, served, announce } = context;
  const { clock, networks, resources, tenants, tokens } = ports;

  const requireToken = async (tenantId: string, id: string): Promise<StoredToken> => {
    await requireTenant(tenants, tenantId);
    const found = (await tokens.list(tenantId)).find((token) => token.id === id);
    if (found === undefined) throw unknownToken(id);
    return found;
  };

  /** Tells every console of the token and of those it hands over to or takes over from; answers the token. */
  const changed = async (tenantId: string, id: string): Promise<Token> => {
    const all = await readTokens(ports, tenantId);
    const own = all.find((token) => token.id === id);
    if (own === undefined) throw unknownToken(id);
    for (const token of all) {
      if (token === own || token.replacesId === id || token.id === own.replacesId) {
        announce({ name: 'tokens.changed', data: { tenantId, token } });
      }
    }
    return own;
  };

  return {
    'tokens.list': async ({ tenantId }) => {
      await requireTenant(tenants, tenantId);
      return readTokens(ports, tenantId);
    },

    'tokens.create': async ({ tenantId, label, expiresAt, userId, scope, networks: from }, call) => {
      await requireTenant(tenants, tenantId);
      const expires = expiresAt === null ? undefined : futureTime(expiresAt, clock.now());
      requireNetworks(networks, from);
      if (userId !== null) await requirePerson(resources, tenantId, userId);
      const choice = {
        label,
        scope,
        networks: from,
        ...(userId === null ? {} : { userId }),
        ...(expires === undefined ? {} : { expiresAt: expires }),
      };
      const { id, secret } = await makeToken(context, tenantId, choice, call);
      return { token: await changed(tenantId, id), secret };
    },

    'tokens.set': async ({ tenantId, id, label, expiresAt, scope, networks: from, userId }, call) => {
      const before = await requireToken(tenantId, id);
      call.tell({ target: targetOf(before), tenantId });
      requireUnrevoked(before);
      const expires = expiresAt === undefined || expiresAt === null ? expiresAt : futureTime(expiresAt, clock.now());
      if (from !== undefined) requireNetworks(networks, from);
      if (userId !== undefined && userId !== null) await requirePerson(resources, tenantId, userId);
      const facts = {
        ...(label === undefined ? {} : { label }),
        ...(expires === undefined ? {} : { expiresAt: expires }),
        ...(scope === undefined ? {} : { scope }),
        ...(from === undefined ? {} : { networks: from }),
        ...(userId === undefined ? {} : { userId }),
      };
      if (!(await tokens.set(tenantId, id, facts, ofPresent(id, requireUnrevoked)))) throw unknownToken(id);
      const token = await changed(tenantId, id);
      call.tell({ before: toldOf(before), after: toldOf(token) });
      return token;
    },

    'tokens.reveal': async ({ tenantId, id }, call) => {
      const token = await requireToken(tenantId, id);
      const { label, sealed, revokedAt } = token;
      call.tell({ target: targetOf(token), tenantId });
      if (revokedAt !== undefined) {
        throw conflict(
          `"${label}" was revoked at ${revokedAt}, and its secret was erased with that: it opens nothing any more. Create a new token.`,
        );
      }
      const tenant = await requireTenant(tenants, tenantId);
      const profile = await served.profileOf(tenant.profile);
      if (sealed === undefined || profile.tokenPolicy === 'show-once') {
        throw conflict(
          `The secret of "${label}" was shown once, when it was created; Rollcall keeps only its hash and cannot show it again. Create a new token, paste it as the Secret Token, then revoke this one.`,
        );
      }
      call.requireFresh();
      const secret = revealedSecret(ports, { ...token, sealed });
      if (secret === undefined) throw cannotBeOpened(label);
      return { secret };
    },

    'tokens.rotate': async ({ tenantId, id, label, expiresAt, retire }, call) => {
      const old = await requireToken(tenantId, id);
      call.tell({ target: targetOf(old), tenantId });
      const now = clock.now();
      requireRotatable(old, await tokens.list(tenantId), now);
      const { scope, networks: from, userId } = old;
      const choice = {
        label: label ?? nextLabel(old.label),
        scope,
        networks: from,
        replacesId: old.id,
        retire,
        ...(userId === undefined ? {} : { userId }),
        ...(expiresAt === null ? {} : { expiresAt: futureTime(expiresAt, now) }),
      };
      const made = await makeToken(context, tenantId, choice, call, (all) => requireRotatable(old, all, now));
      call.tell({ target: targetOf(old), before: toldOf(old) });
      const token = await changed(tenantId, made.id);
      const after = (await readTokens(ports, tenantId)).find((listed) => listed.id === id);
      if (after === undefined) throw unknownToken(id);
      return { token, secret: made.secret, old: after };
    },

    'tokens.revoke': async ({ tenantId, id, successorId }, call) => {
      const before = await requireToken(tenantId, id);
      const now = clock.now();
      const judge: TokenJudge = (all) => {
        if (successorId !== undefined) requireSuccessor(before, successorId, all, now);
      };
      if (!(await tokens.revoke(tenantId, id, now, judge))) throw unknownToken(id);
      call.tell({
        target: targetOf(before),
        tenantId,
        before: { state: tokenState(before, now) },
        after: { state: 'revoked' },
      });
      return changed(tenantId, id);
    },

    'tokens.remove': async ({ tenantId, id }, call) => {
      const before = await requireToken(tenantId, id);
      call.tell({ target: targetOf(before), tenantId, before: toldOf(before) });
      const now = clock.now();
      requireOver(before, now);
      const heirs = (await tokens.list(tenantId)).filter(({ replacesId }) => replacesId === id);
      const judge = ofPresent(id, (token) => requireOver(token, now));
      if (!(await tokens.remove(tenantId, id, now, judge))) throw unknownToken(id);
      announce({ name: 'tokens.removed', data: { tenantId, id } });
      await Promise.all(heirs.map((heir) => changed(tenantId, heir.id)));
      return { id };
    },
  };
}
