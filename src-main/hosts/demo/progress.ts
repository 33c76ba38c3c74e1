// How far the demo is: a bar on a terminal, plain lines in a file or a pipe.
import type { WriteStream } from 'node:tty';
import { MultiBar, Presets, type SingleBar } from 'cli-progress';

export interface Progress {
  begin(title: string, total: number): void;
  /** One of `total` is done; `what` is shown beside the bar. Without it there is no line of its own. */
  advance(what?: string): void;
  /** A line that stays. */
  say(line: string): void;
  end(): void;
}

export const createProgress = (out: WriteStream | NodeJS.WritableStream): Progress =>
  'isTTY' in out && out.isTTY ? barProgress(out) : lineProgress(out);

function lineProgress(out: NodeJS.WritableStream): Progress {
  let title = '';
  let total = 0;
  let done = 0;
  return {
    begin(of, count) {
      [title, total, done] = [of, count, 0];
      out.write(`${title}\n`);
    },
    advance(what) {
      done++;
      if (what === undefined) return;
      if (done % Math.ceil(total / 10) === 0 || done === total) out.write(`${title}: ${done} of ${total} (${what})\n`);
    },
    say: (line) => void out.write(`${line}\n`),
    end: () => undefined,
  };
}

function barProgress(out: NodeJS.WritableStream): Progress {
  let bars: MultiBar | undefined;
  let bar: SingleBar | undefined;
  return {
    begin(title, total) {
      bars = new MultiBar(
        {
          stream: out,
          format: '{title} {bar} {value} of {total}  {what}',
          hideCursor: true,
          forceRedraw: true,
          linewrap: false,
        },
        Presets.shades_classic,
      );
      bar = bars.create(total, 0, { title, what: '' });
    },
    advance: (what = '') => bar?.increment(1, { what }),
    say(line) {
      if (bars === undefined) out.write(`${line}\n`);
      else bars.log(`${line}\n`);
    },
    end() {
      bar?.update({ what: '' });
      bars?.stop();
      [bars, bar] = [undefined, undefined];
    },
  };
}
