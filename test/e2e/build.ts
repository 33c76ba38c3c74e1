import { buildWhenStale } from '#main/hosts/build.ts';

/** Once before all specs; the workers inherit the environment and build nothing. */
export default function build(): void {
  buildWhenStale();
  process.env['ROLLCALL_BUILT'] = '1';
}
