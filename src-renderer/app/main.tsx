import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './styles/tokens.css';
import './styles/mantine.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/sides.css';
import './styles/grid.css';
import { openConsole } from '#renderer/console-client/open-console.ts';
import { startConsole } from '#renderer/console-client/start-console.ts';
import { askAhead } from './ask-ahead.ts';

const drawing = import('./draw.tsx');
const running = startConsole(openConsole());
void askAhead(running);
const { draw } = await drawing;
draw(running);
