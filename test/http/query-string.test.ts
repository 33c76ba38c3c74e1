import { expect, test } from 'vitest';
import { parseQuery } from '#main/http/query-string.ts';

const parse = (text: string): Record<string, string> => ({ ...parseQuery(text) });

test('names compare without case, a value-less parameter is empty, the first of a repeated name counts', () => {
  expect(parse('startIndex=2&STARTINDEX=3&aadOptscim062020&count=')).toEqual({
    startindex: '2',
    aadoptscim062020: '',
    count: '',
  });
});

test('a space comes as %20 or +, a quote raw or as %22', () => {
  const filter = 'userName eq "ann@x.io"';
  expect(parse('filter=userName+eq+%22ann@x.io%22')).toEqual({ filter });
  expect(parse('filter=userName%20eq%20"ann%40x.io"')).toEqual({ filter });
});

test('a plus stays a plus where spaces are written %20, and %2B is one anywhere', () => {
  expect(parse('filter=userName%20eq%20"ann+test@x.io"')).toEqual({ filter: 'userName eq "ann+test@x.io"' });
  expect(parse('filter=userName+eq+"ann%2Btest@x.io"')).toEqual({ filter: 'userName eq "ann+test@x.io"' });
});

test('a value may hold an equals sign, and no name reaches a prototype', () => {
  expect(parse('filter=a=b&__proto__=x')).toEqual({ filter: 'a=b', ['__proto__']: 'x' });
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test.each(['filter=%', 'filter=%zz', 'filter=%ff'])('%s is refused, saying what is wrong', (text) => {
  expect(() => parseQuery(text)).toThrow(/percent-encoding/);
});
