// The one format of everything that is played over HTTP against a SCIM service: recorded-style conversations of identity
// providers, published acceptance tests, the request corpus and the rules. README.md beside this file explains it.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import type { Compatibility } from '#shared/scim/compatibility.ts';

export interface Step {
  readonly method: string;
  /** Below the Tenant URL, as it goes on the wire; or a whole URL, of the token endpoint. */
  readonly path: string;
  /** On top of `Authorization` and, with a request, `Content-Type`; null leaves a header out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Text is sent as it is, anything else as JSON. */
  readonly request?: JsonValue;
  readonly status: number | readonly number[];
  readonly responseHeaders?: Readonly<Record<string, JsonValue>>;
  /** What the answer must at least hold. */
  readonly response?: JsonValue;
  /** What it must not hold: paths with slashes. */
  readonly absent?: readonly string[];
  /** Variable: path in the answer with slashes, or `header:name`. */
  readonly capture?: Readonly<Record<string, string>>;
  /** Plays the step this many times, with {{n}} counting from 1. */
  readonly times?: number;
  /** Regular expressions, each of which a note on the request's log entry matches. Only Rollcall's own tests see its log. */
  readonly notes?: readonly string[];
}

/** `recommended`: a service may do otherwise and still be a SCIM service. */
export type Level = 'mandatory' | 'recommended';

interface Facts {
  readonly name: string;
  readonly about?: string;
  readonly level?: Level;
  /** In whose tenant it is true; without it, in both. */
  readonly compatibility?: Compatibility;
  /** Why it is not played at all. */
  readonly skip?: string;
  /** What the service must support besides what the steps show, as /ServiceProviderConfig and /ResourceTypes name it. */
  readonly needs?: readonly string[];
  /** Variables that whoever plays it must bring, such as an OAuth client's secret. */
  readonly given?: readonly string[];
  /** Evaluated in order before the first step: text with {{other}} and {%generator arguments%}. */
  readonly variables?: Readonly<Record<string, string>>;
}

export interface Conversation extends Facts {
  readonly steps: readonly Step[];
}

/** A file with several conversations; what it says beside `cases` holds for each that does not say otherwise. */
interface Suite extends Facts {
  /** Played before the steps of every case. */
  readonly before?: readonly Step[];
  readonly cases: readonly Conversation[];
}

export interface ConversationFile {
  readonly folder: string;
  readonly file: string;
  readonly name: string;
  readonly about: string;
  readonly conversations: readonly Conversation[];
}

function conversationsOf(read: Conversation | Suite): readonly Conversation[] {
  if (!('cases' in read)) return [read];
  const { before = [], cases, about: _about, variables, ...facts } = read;
  return cases.map((one) => ({
    ...facts,
    ...one,
    variables: { ...variables, ...one.variables },
    steps: [...before, ...one.steps],
  }));
}

/** Every conversation file below `root`, or those of one folder, in the order of their names. */
export function loadConversations(root: string, folder = '*'): readonly ConversationFile[] {
  return globSync(`${folder}/*.json`, { cwd: root })
    .toSorted()
    .map((path) => {
      const read = JSON.parse(readFileSync(join(root, path), 'utf8')) as Conversation | Suite;
      return {
        folder: dirname(path),
        file: basename(path, '.json'),
        name: read.name,
        about: read.about ?? '',
        conversations: conversationsOf(read),
      };
    });
}

/** Whether a step goes elsewhere than below the Tenant URL. */
export const isElsewhere = (path: string): boolean => /^https?:/.test(path);

/** Why it cannot be played with these variables; undefined when it can. */
export function notGiven({ given = [] }: Conversation, brought: Readonly<Record<string, string>>): string | undefined {
  const missing = given.filter((name) => brought[name] === undefined);
  return missing.length === 0 ? undefined : `not given: ${missing.join(', ')}`;
}

/** What a service answered, as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body parsed; an empty object when there is none, undefined when it is no JSON. */
  readonly json: JsonValue | undefined;
}

/** The value at `Resources/0/id`. Attribute names hold dots and colons, never a slash. */
export function at(value: JsonValue | undefined, path: string): JsonValue | undefined {
  return path
    .split('/')
    .reduce<JsonValue | undefined>((inner, name) => (inner as JsonObject | null | undefined)?.[name], value);
}
