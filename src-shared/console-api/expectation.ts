// What was expected instead of a value that a contract refuses, in plain words: zod's own say it to who knows zod.
import type { z } from 'zod';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object in braces',
  record: 'an object in braces',
  null: 'null',
};

const counted = (count: number | bigint, noun: string): string => `${count} ${noun}${Number(count) === 1 ? '' : 's'}`;

function limit(origin: string, amount: number | bigint, which: string): string {
  if (origin === 'string') return `text of ${which} ${counted(amount, 'character')}`;
  if (origin === 'array' || origin === 'set') return `a list of ${which} ${amount}`;
  return `a number of ${which} ${amount}`;
}

/** `expected text of at most 60 characters`; undefined where the contract has words of its own. An error map of zod. */
export function expectation(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${kinds[issue.expected] ?? issue.expected}`;
    case 'too_big':
      return `expected ${limit(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most')}`;
    case 'too_small':
      return `expected ${limit(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least')}`;
    case 'invalid_value':
      return `expected ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `expected no ${issue.keys.map((key) => `"${key}"`).join(', ')} in it`;
    case 'invalid_format':
      return `expected text in the form of ${issue.format === 'regex' ? (issue.pattern ?? 'a pattern') : issue.format}`;
    case 'invalid_union':
      return 'expected another kind of value';
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}`;
    case 'custom':
    case 'invalid_key':
    case 'invalid_element':
      return undefined;
    default:
      return undefined;
  }
}
