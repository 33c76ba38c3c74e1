// A type-only check: every public member of the stand-in exists in electron.d.ts under the same name, accepts Electron's
// parameters and returns Electron's type. Members of its own carry the prefix `standin` or `_`.
import type { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type * as Standin from './api.ts';

type AnyFunction = (...args: never[]) => unknown;
type Own = keyof EventEmitter | `standin${string}` | `_${string}`;

/** A returned object is itself a stand-in, checked where it is declared. */
type Loose<T> =
  T extends Promise<infer Value>
    ? Promise<Loose<Value>>
    : T extends readonly (infer Item)[]
      ? readonly Loose<Item>[]
      : T extends object
        ? object
        : T;

type WrongReturn<Key, Returned, Expected> =
  Returned extends Loose<Expected> ? never : Expected extends void ? never : [Key, 'returns', Returned, Expected];

type WrongMember<Key, Ours, Theirs> = Theirs extends AnyFunction
  ? Ours extends (...args: Parameters<Theirs>) => infer Returned
    ? WrongReturn<Key, Returned, ReturnType<Theirs>>
    : [Key, 'parameters', Parameters<Theirs>]
  : never;

type Wrong<Ours, Theirs> = {
  [Key in Exclude<keyof Ours, Own>]: Key extends keyof Theirs
    ? WrongMember<Key, Ours[Key], Theirs[Key]>
    : [Key, 'is not in electron.d.ts'];
}[Exclude<keyof Ours, Own>];

type Instance<T> = T extends abstract new (...args: never[]) => infer Made ? Made : T;

type Exports = Exclude<keyof typeof Standin, 'session'>;
type Report = {
  [Key in Exports]: Key extends 'webContents'
    ? Wrong<(typeof Standin)[Key], (typeof Electron)[Key]>
    : Key extends keyof typeof Electron
      ? Wrong<Instance<(typeof Standin)[Key]>, Instance<(typeof Electron)[Key]>>
      : [Key, 'is not exported by electron'];
};
type Statics = {
  [Key in 'BrowserWindow' | 'Menu']: Wrong<Omit<(typeof Standin)[Key], 'prototype'>, (typeof Electron)[Key]>;
};

type Never<Keys> = { [Key in keyof Keys]: never };
type Check<Found extends Never<Found>> = Found;

/** The compiler refuses either line when something above is wrong, and names the member. */
export type Surface = Check<Report>;
export type StaticSurface = Check<Statics>;
export type SessionSurface = Check<{ session: Wrong<(typeof Standin)['session']['defaultSession'], Electron.Session> }>;
