// The one place that decides whether a call is permitted: what the method needs, what this call needs beside it, and the
// tenant that it names. Everything that is not permitted here is refused.
import type { Method, Need } from '#shared/console-api/method.ts';
import type { Permission } from '#shared/console-api/permissions.ts';
import type { Caller } from '#shared/console-api/session.ts';
import type { KnownCaller } from '../sign-in/callers.ts';
import { ConsoleFailure } from './console-failure.ts';

const forbidden = (detail: string): ConsoleFailure => new ConsoleFailure('forbidden', detail);

/** An administrator has all, whatever their role says. */
export const has = (caller: Caller, permission: Permission): boolean =>
  caller.administrator || caller.permissions.includes(permission);

/** What of a need is missing, in words; undefined when it is met by somebody who is signed in. */
function missing(need: Exclude<Need, 'anyone' | 'signedIn'>, caller: Caller): string | undefined {
  if (need === 'administrator') return caller.administrator ? undefined : 'an administrator';
  const oneOf: readonly Permission[] = typeof need === 'string' ? [need] : need;
  return oneOf.some((permission) => has(caller, permission)) ? undefined : `the permission ${oneOf.join(' or ')}`;
}

const as = ({ roleName }: Caller): string =>
  roleName === null
    ? 'You are signed in without a role that has it'
    : `You are signed in with the role "${roleName}", which does not have it`;

function requireNeed(need: Need, name: string, caller: Caller): void {
  if (need === 'anyone' || need === 'signedIn') return;
  const lack = missing(need, caller);
  if (lack === undefined) return;
  throw forbidden(
    need === 'administrator'
      ? `${name} needs an administrator, who may act on every tenant. ${as(caller).replace(', which does not have it', '')}. An administrator can do it, or add you to the administrators.`
      : `${name} needs ${lack}. ${as(caller)}. The role Admin has every permission; an administrator can give you another role.`,
  );
}

const tenantIn = (input: unknown): string | undefined => {
  if (typeof input !== 'object' || input === null || !('tenantId' in input)) return undefined;
  return typeof input.tenantId === 'string' ? input.tenantId : undefined;
};

/** Whether somebody may be told of, or act on, what belongs to a tenant; undefined belongs to none. */
export const mayActOn = (caller: Caller, tenantId: string | undefined): boolean =>
  tenantId === undefined || caller.tenantId === null || caller.tenantId === tenantId;

/** @param why the reason that nobody is known, as the end of a sentence */
export const signInRequired = (name: string, why: string): ConsoleFailure =>
  new ConsoleFailure(
    'sign-in-required',
    `${name} was not called: single sign-on is on, and ${why.replace(/[.]$/, '')}. Sign in and try again.`,
  );

/** Before the input is looked at: ConsoleFailure 'forbidden'. */
export function permitMethod(name: string, { needs }: Method, caller: Caller): void {
  requireNeed(needs, name, caller);
}

/**
 * Once the input is valid: what this one call needs beside `needs`, and its tenant. One answer for a tenant of somebody else
 * and for none at all, so that nobody learns which there are.
 */
export function permitInput(name: string, method: Method, caller: Caller, input: unknown): void {
  const also = method.alsoNeeds?.(input);
  if (also !== undefined) requireNeed(also, name, caller);
  const tenantId = tenantIn(input);
  if (method.needs === 'anyone' || mayActOn(caller, tenantId)) return;
  throw forbidden(
    `${name} was not called: you are signed in for one tenant, and the tenant "${tenantId}" is not that one. tenants.list gives it.`,
  );
}

/** Whether an event that has this need is for them. An event for anyone is told without a sign-in. */
export function mayHear(need: Need, tenantId: string | undefined, known: KnownCaller | undefined): boolean {
  if (need === 'anyone') return true;
  if (known === undefined) return false;
  const { caller } = known;
  return (need === 'signedIn' || missing(need, caller) === undefined) && mayActOn(caller, tenantId);
}
