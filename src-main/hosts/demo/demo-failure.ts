/** Why the demo cannot run, as one message for the person who started it. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure';
}
