import type { EntraClient, Unexpected } from './entra-client.ts';
import type { Anchors } from './provisioning.ts';

/** What happened, in a few lines; every unexpected answer with its reasons. */
export function summary(
  { requests, unexpected }: Pick<EntraClient, 'requests' | 'unexpected'>,
  anchors: Anchors,
  durationMs: number,
): string {
  const facts = [
    `${requests} requests`,
    `${anchors.users.size} people`,
    `${anchors.groups.size} groups`,
    `${unexpected.length} unexpected answers`,
    `${(durationMs / 1000).toFixed(1)} s`,
  ];
  return `\n${unexpected.map(described).join('')}${facts.join(' · ')}\n`;
}

const described = ({ purpose, request, problems }: Unexpected): string =>
  `Unexpected when trying to ${purpose}: ${request}\n${problems.map((problem) => `  - ${problem}\n`).join('')}`;
