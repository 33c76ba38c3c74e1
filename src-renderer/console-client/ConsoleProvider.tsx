import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ConsoleContext } from './console-context.ts';
import type { RunningConsole } from './start-console.ts';

interface ConsoleProviderProps {
  readonly console: RunningConsole;
  readonly children: ReactNode;
}

/** Gives everything below it one console. */
export const ConsoleProvider = ({ console: running, children }: ConsoleProviderProps) => (
  <QueryClientProvider client={running.cache}>
    <ConsoleContext value={running}>{children}</ConsoleContext>
  </QueryClientProvider>
);
