import type { TunnelLogLine } from '#shared/console-api/tunnel.ts';

/** As many lines as the page shows; a provider in trouble writes several a second. */
const keptLines = 500;
const longestLine = 2_000;

export interface ProviderLog {
  readonly add: (at: string, text: string) => void;
  readonly after: (seq: number) => readonly TunnelLogLine[];
}

/** The newest lines of the provider's log, in memory only. */
export function createProviderLog(): ProviderLog {
  let lines: readonly TunnelLogLine[] = [];
  return {
    add: (at, text) => {
      const seq = (lines.at(-1)?.seq ?? 0) + 1;
      lines = [...lines.slice(1 - keptLines), { seq, at, text: text.slice(0, longestLine) }];
    },
    after: (seq) => lines.filter((line) => line.seq > seq),
  };
}
