/* oxlint-disable unicorn/consistent-function-scoping -- printed as text, so nothing may stand outside */
// Printed and run inside Chromium, once in the page's world and once in the preload's: no imports, nothing from outside.

/**
 * contextBridge: the worlds share no objects, but DOM events are synchronous and Chromium clones their `detail` from one
 * world to the other. Functions and promises are proxied; what is exposed is frozen.
 */
export function bridge(me: 'main' | 'isolated') {
  type Wire = { $function?: number; $promise?: number; $error?: string; name?: string };
  type Message = {
    kind: 'call' | 'return' | 'settle' | 'expose';
    ok?: boolean;
    value?: unknown;
    target?: number;
    key?: string;
  };
  type Callable = (...args: unknown[]) => unknown;
  type Settler = { resolve: (value: unknown) => void; reject: (error: unknown) => void };

  const other = me === 'main' ? 'isolated' : 'main';
  const functions: Callable[] = [];
  const settlers = new Map<number, Settler>();
  let promises = 0;
  let returned: Message = { kind: 'return' };

  const post = (message: Message): void => {
    window.dispatchEvent(new CustomEvent(`electron-standin-${other}`, { detail: message }));
  };
  const isPlain = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  const mapValues = (value: object, map: (inner: unknown) => unknown): object =>
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, map(inner)]));

  const pack = (value: unknown): unknown => {
    if (typeof value === 'function') return { $function: functions.push(value as Callable) - 1 };
    if (value instanceof Promise) {
      const target = promises++;
      value.then(
        (result: unknown) => post({ kind: 'settle', target, ok: true, value: pack(result) }),
        (error: unknown) => post({ kind: 'settle', target, ok: false, value: pack(error) }),
      );
      return { $promise: target };
    }
    if (value instanceof Error) return { $error: value.message, name: value.name };
    if (Array.isArray(value)) return value.map(pack);
    return isPlain(value) ? mapValues(value, pack) : value;
  };

  const call = (target: number, args: unknown[]): unknown => {
    post({ kind: 'call', target, value: pack(args) });
    const { ok, value } = returned;
    if (ok !== true) throw unpack(value);
    return unpack(value);
  };

  const unpack = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unpack);
    if (!isPlain(value)) return value;
    const { $function, $promise, $error, name } = value as Wire;
    if ($function !== undefined) return (...args: unknown[]) => call($function, args);
    if ($promise !== undefined) {
      return new Promise((resolve, reject) => {
        settlers.set($promise, { resolve, reject });
      });
    }
    if ($error !== undefined) return Object.assign(new Error($error), { name });
    return mapValues(value, unpack);
  };

  const freeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    Object.values(value).forEach(freeze);
    return Object.freeze(value);
  };

  const run = (target: number, args: unknown): Message => {
    try {
      return { kind: 'return', ok: true, value: pack(functions[target]?.(...(unpack(args) as unknown[]))) };
    } catch (error) {
      return { kind: 'return', ok: false, value: pack(error) };
    }
  };

  window.addEventListener(
    `electron-standin-${me}`,
    (event) => {
      event.stopImmediatePropagation();
      const message = (event as CustomEvent<Message>).detail;
      const { kind, target = -1, ok, value, key = '' } = message;
      if (kind === 'call') post(run(target, value));
      else if (kind === 'return') returned = message;
      else if (kind === 'expose')
        Object.defineProperty(window, key, { value: freeze(unpack(value)), enumerable: true });
      else {
        const settler = settlers.get(target);
        settlers.delete(target);
        if (ok === true) settler?.resolve(unpack(value));
        else settler?.reject(unpack(value));
      }
    },
    true,
  );

  return { expose: (key: string, value: unknown): void => post({ kind: 'expose', key, value: pack(value) }) };
}
