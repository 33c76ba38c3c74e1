// npm passes SIGTERM on to the shell it started a script in; the shell dies of it and tells nobody. What runs here would
// go on without anybody who knows of it, so it ends like after a SIGTERM of its own. Node built-ins only.

const lookEveryMs = 250;

/** Only below npm: whoever starts this from a shell of their own may leave that shell. */
export function endWithNpm(): void {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, lookEveryMs).unref();
}
