import type { ReactNode } from 'react';
import { Mark } from '#renderer/ui/Mark.tsx';

interface FullPageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** When there is no console to show: why, and what to do. */
export const FullPage = ({ title, children }: FullPageProps) => (
  <main className="full-page">
    <Mark size={36} />
    <h1>{title}</h1>
    {children}
  </main>
);
