import type { ConsoleErrorCode } from '#shared/console-api/result.ts';
import { SignInFailure } from '../ports/identity-provider.ts';
import { ConsoleFailure } from './console-failure.ts';

const codeOf: Readonly<Record<SignInFailure['kind'], ConsoleErrorCode>> = {
  invalid: 'invalid-input',
  unavailable: 'unavailable',
  refused: 'unauthorized',
  cancelled: 'unauthorized',
  timeout: 'unavailable',
};

/** What the identity provider's part answers, with its failures as the console's. */
export async function ofProvider<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SignInFailure) throw new ConsoleFailure(codeOf[error.kind], error.message);
    throw error;
  }
}
