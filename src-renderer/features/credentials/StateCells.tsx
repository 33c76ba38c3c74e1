import type { CredentialState as StateName } from '#shared/console-api/credentials.ts';
import { CredentialState } from './CredentialState.tsx';
import { ExpiryCell } from './ExpiryCell.tsx';

interface StateCellsProps {
  readonly state: StateName;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

/** Whether a credential opens anything, and until when. */
export const StateCells = (props: StateCellsProps) => (
  <>
    <td>
      <CredentialState state={props.state} expiresAt={props.expiresAt} />
    </td>
    <ExpiryCell {...props} />
  </>
);
