import type { z } from 'zod';
import type { Permission } from './permissions.ts';

/**
 * Who may call a method: `anyone` who reached the console, whoever is `signedIn`, who has a permission (or one of several),
 * or an `administrator`, who has all and may act on every tenant. Without single sign-on the local admin is one.
 */
export type Need = 'anyone' | 'signedIn' | 'administrator' | Permission | readonly Permission[];

/** A console method: its input is validated in main before anything runs, its output type binds the implementation. */
export interface Method<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
  readonly needs: Need;
  /** What this one call needs beside `needs`, by its input. */
  readonly alsoNeeds?: (input: z.output<Input>) => Permission | undefined;
  /** Whether the audit log keeps each call: it changes something, or shows or exports a secret or data. */
  readonly audited: boolean;
}

/** A method that only reads. */
export const method = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
  needs: Need,
  alsoNeeds?: (input: z.output<Input>) => Permission | undefined,
): Method<Input, Output> => ({
  input,
  output,
  needs,
  audited: false,
  ...(alsoNeeds === undefined ? {} : { alsoNeeds }),
});

/** A method that the audit log keeps. */
export const audited = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
  needs: Need,
  alsoNeeds?: (input: z.output<Input>) => Permission | undefined,
): Method<Input, Output> => ({ ...method(input, output, needs, alsoNeeds), audited: true });
