import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { RunningConsole } from '#renderer/console-client/start-console.ts';
import { App } from './App.tsx';
import './i18n.ts';

/** Draws the console into the page. */
export function draw(running: RunningConsole): void {
  const root = document.querySelector('#root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <App console={running} />
    </StrictMode>,
  );
}
