import { expect, test } from 'vitest';
import { startSso } from './single-sign-on.ts';

test('whoever made the test sign-in is signed in as an administrator once it is enforced', async () => {
  await using sso = await startSso();
  const { signIn } = await sso.enforce();
  const session = await sso.call('session.get', {}, signIn);
  expect(session).toMatchObject({
    sso: 'enforced',
    caller: { kind: 'person', name: 'Ada Admin', administrator: true },
  });
});
