/** Every member that the stand-in lacks fails loudly, by name, so that the shell cannot silently use what is not covered. */
export const strict = <Target extends object>(name: string, target: Target): Target =>
  new Proxy(target, {
    get(object, key, receiver) {
      if (key in object || typeof key === 'symbol' || key === 'then' || key === 'toJSON') {
        return Reflect.get(object, key, receiver) as unknown;
      }
      throw new Error(`Electron stand-in: ${name}.${key} is not implemented`);
    },
  });

/** An event that its listeners can prevent. */
export class StandinEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}
