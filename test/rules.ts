// Which tests hold the rules of a compatible server: read from their names,
// `rule N: …`. Run on its own it prints the table: `node test/rules.ts`.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConversations } from './idp/conversation.ts';

export interface RuleTest {
  readonly rule: number;
  /** Below test/. */
  readonly file: string;
  readonly name: string;
}

/** Rules are numbered from 1 to this. */
export const lastRule = 58;

const named = /^rule (\d+): (.*)$/s;
const inSource = /(['"`])(rule \d+: (?:(?!\1)[^\\\n]|\\.)*)\1/g;

function ruleTest(file: string, name: string): readonly RuleTest[] {
  const found = named.exec(name);
  return found === null ? [] : [{ rule: Number(found[1]), file, name: found[2] ?? '' }];
}

/** Every test that names a rule, in the order of the rules. */
export function findRuleTests(): readonly RuleTest[] {
  const root = import.meta.dirname;
  const conversations = loadConversations(join(root, 'idp')).flatMap(({ folder, file, conversations: cases }) =>
    cases.flatMap(({ name }) => ruleTest(`idp/${folder}/${file}.json`, name)),
  );
  const sources = globSync('{protocol,application,storage,http,console,hosts}/**/*.test.ts', { cwd: root }).flatMap(
    (file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(inSource)].flatMap(([, , name = '']) => ruleTest(file, name)),
  );
  return [...conversations, ...sources].toSorted((a, b) => a.rule - b.rule);
}

/** A row for each rule. */
export function printRulesTable(tests: readonly RuleTest[]): string {
  const rows = Array.from({ length: lastRule }, (_, index) => {
    const own = tests.filter(({ rule }) => rule === index + 1);
    const files = [...new Set(own.map(({ file }) => file))].map((file) => `\`test/${file}\``);
    return `| ${index + 1} | ${own.map(({ name }) => name.replaceAll('|', '\\|')).join('<br>')} | ${files.join('<br>')} |`;
  });
  return ['| Rule | Tests | Files |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

if (import.meta.main) process.stdout.write(printRulesTable(findRuleTests()));
