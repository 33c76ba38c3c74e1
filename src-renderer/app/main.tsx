import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './styles/tokens.css';
import './styles/mantine.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/grid.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openConsole } from '#renderer/console-client/open-console.ts';
import { App } from './App.tsx';
import './i18n.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App client={openConsole()} />
  </StrictMode>,
);
