import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';

export const root = resolve(import.meta.dirname, '../..');

export interface Source {
  /** Path below the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript source of the three source roots. */
export const sources: readonly Source[] = globSync('src-{shared,main,renderer}/**/*.{ts,tsx}', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .toSorted()
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** What a source imports: a path below the root for our own files, the specifier itself for everything else. */
export function importsOf({ path, text }: Source): readonly string[] {
  const { module } = parseSync(path, text);
  const specifiers = [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) => found.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports
      .map((found) => text.slice(found.moduleRequest.start, found.moduleRequest.end))
      .map((written) => (isLiteral(written) ? written.slice(1, -1) : computed)),
  ];
  return specifiers.map((specifier) => resolveSpecifier(path, specifier));
}

/** Stands for `import(expression)`: what is loaded is known at run time only. */
export const computed = 'import(a computed path)';

const isLiteral = (written: string): boolean => /^(['"])[^'"]*\1$/.test(written);

const aliases: Readonly<Record<string, string>> = {
  '#shared/': 'src-shared/',
  '#main/': 'src-main/',
  '#renderer/': 'src-renderer/',
};

function resolveSpecifier(from: string, specifier: string): string {
  for (const [alias, folder] of Object.entries(aliases)) {
    if (specifier.startsWith(alias)) return folder + specifier.slice(alias.length);
  }
  if (!specifier.startsWith('.')) return specifier;
  return relative(root, resolve(root, dirname(from), specifier)).replaceAll('\\', '/');
}
