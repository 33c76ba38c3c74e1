import { expect, test } from 'vitest';
import { findRuleTests, lastRule } from '../rules.ts';

const tests = findRuleTests();

test('every rule of a compatible server has a test that names it', () => {
  const held = new Set(tests.map(({ rule }) => rule));
  const rules = Array.from({ length: lastRule }, (_, index) => index + 1);
  expect(rules.filter((rule) => !held.has(rule))).toEqual([]);
  expect([...held].filter((rule) => rule > lastRule)).toEqual([]);
});

test('a test that names a rule names where the rule is from, and no two of a file have one name', () => {
  const places = /\([^()]*(?:RFC \d+ §[\d.]+|compatibility|gallery requirement|idp-behaviour)[^()]*\)$/;
  expect(tests.filter(({ name }) => !places.test(name))).toEqual([]);
  const names = tests.map(({ rule, file, name }) => `${file} ${rule}: ${name}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
