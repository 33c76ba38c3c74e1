// What a conformance run plays: the folders of test/idp that are true of any SCIM service.
import { join } from 'node:path';
import { loadConversations, type Conversation } from '../idp/conversation.ts';

export interface Suite {
  readonly id: string;
  readonly title: string;
  /** A feature the service says it has not skips a case; a published acceptance test asks for all it uses. */
  readonly skipsMissingFeatures: boolean;
}

export const suites: readonly Suite[] = [
  { id: 'microsoft-validator', title: 'Microsoft SCIM Validator', skipsMissingFeatures: false },
  { id: 'microsoft-gallery', title: 'Microsoft gallery validation, direct SCIM tests', skipsMissingFeatures: false },
  { id: 'okta-spec', title: 'Okta SCIM 2.0 SPEC test', skipsMissingFeatures: false },
  { id: 'corpus', title: 'Requests that identity providers send', skipsMissingFeatures: true },
  { id: 'rules', title: 'Rules of a compatible SCIM service', skipsMissingFeatures: true },
];

const root = join(import.meta.dirname, '..', 'idp');

/** The cases of a suite in their order. */
export const casesOf = (suite: Suite): readonly Conversation[] =>
  loadConversations(root, suite.id).flatMap(({ conversations }) => conversations);
