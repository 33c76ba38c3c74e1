import { EventEmitter } from 'node:events';
import { strict } from './strict.ts';

/** Nothing sleeps here: tests emit `suspend`, `resume` and `lock-screen` with app.evaluate(). */
export const powerMonitor = strict('powerMonitor', new EventEmitter());
