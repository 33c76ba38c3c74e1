import { assertNever } from '#shared/lang/assert-never.ts';
import type { ProbeOutcome } from '../ports/tunnel-probe.ts';
import type { TunnelEffect, TunnelEvent, TunnelMachine } from './machine.ts';
import { Step } from './step.ts';
import { linkLost, neverConnected } from './supervisor-errors.ts';

const missesUntilDown = 2;

function start(step: Step, { autoStopMs, pace }: Extract<TunnelEvent, { on: 'start' }>): void {
  const { draft } = step;
  if (draft.state !== 'stopped' && draft.state !== 'failed' && draft.state !== 'stopping') return;
  Object.assign(draft, { pace, failures: 0, cameUp: false, reconnects: 0, lastError: null, probe: null });
  draft.state = 'starting';
  if (autoStopMs === null) step.cancel('autoStop');
  else step.wait('autoStop', autoStopMs);
  // Otherwise the session before is still closing, and its end opens the next one.
  if (draft.session === 'none') step.open();
}

function recheck(step: Step): void {
  if (step.draft.timers.retry !== undefined) {
    step.cancel('retry');
    step.open();
  } else step.probe();
}

function closed(step: Step): void {
  const { draft } = step;
  draft.session = 'none';
  if (draft.state === 'stopping') draft.state = 'stopped';
  else if (draft.state === 'starting') step.open();
  else if (draft.state === 'down') step.waitForRetry();
}

function urlGiven(step: Step, url: string): void {
  const { draft } = step;
  if (draft.url === url) return;
  step.dropProbe();
  draft.url = url;
  draft.misses = 0;
  if (draft.state === 'up') step.connect();
  step.probe();
}

function linked(step: Step, now: boolean): void {
  const { draft } = step;
  if (draft.linked === now) return;
  draft.linked = now;
  if (now) {
    step.probe();
    return;
  }
  step.dropProbe();
  if (draft.state !== 'up') return;
  draft.state = 'down';
  draft.lastError = linkLost;
}

function passed(step: Step): void {
  const { draft } = step;
  draft.misses = 0;
  draft.lastError = null;
  step.cancel('deadline');
  if (draft.state === 'up') {
    // Only now, so that a tunnel that falls down as soon as it is up is tried at a slower and slower pace.
    draft.failures = 0;
  } else {
    draft.reconnects += draft.cameUp ? 1 : 0;
    draft.cameUp = true;
    draft.state = 'up';
  }
  step.wait('check', draft.pace.passed);
}

function probed(step: Step, outcome: ProbeOutcome): void {
  const { draft } = step;
  draft.probing = null;
  draft.probe = outcome;
  if (outcome.ok) {
    passed(step);
    return;
  }
  draft.misses += 1;
  if (draft.state === 'up') {
    if (draft.misses < missesUntilDown) {
      step.wait('check', draft.pace.firstMiss);
      return;
    }
    draft.state = 'down';
  }
  draft.lastError = outcome.error;
  step.wait('check', draft.state === 'connecting' ? draft.pace.connecting : draft.pace.down);
}

function due(step: Step, timer: Extract<TunnelEvent, { on: 'due' }>['timer']): void {
  const { draft } = step;
  const { [timer]: _elapsed, ...others } = draft.timers;
  draft.timers = others;
  switch (timer) {
    case 'retry':
      return step.open();
    case 'check':
      return step.probe();
    case 'autoStop':
      return step.stop();
    case 'deadline':
      draft.state = 'down';
      draft.lastError ??= neverConnected;
      return;
    default:
      assertNever(timer, 'timer');
  }
}

/** Whether it still counts: what an older session, probe or timer reports does not. */
function isCurrent({ generation, session, probing, timers }: TunnelMachine, event: TunnelEvent): boolean {
  switch (event.on) {
    case 'start':
    case 'stop':
    case 'recheck':
      return true;
    case 'opened':
    case 'openFailed':
      return event.generation === generation && session === 'opening';
    case 'closed':
      return event.generation === generation && session === 'closing';
    case 'url':
    case 'linked':
    case 'ended':
      return event.generation === generation && (session === 'opening' || session === 'open');
    case 'probed':
      return event.ticket === probing;
    case 'due':
      return event.ticket === timers[event.timer];
    default:
      return assertNever(event, 'event');
  }
}

function apply(step: Step, event: TunnelEvent): void {
  switch (event.on) {
    case 'start':
      return start(step, event);
    case 'stop':
      return step.stop();
    case 'recheck':
      return recheck(step);
    case 'opened':
      step.draft.session = 'open';
      step.connect();
      return step.probe();
    case 'openFailed':
      return step.lose(event.error, 'nothing');
    case 'closed':
      return closed(step);
    case 'url':
      return urlGiven(step, event.url);
    case 'linked':
      return linked(step, event.linked);
    case 'ended':
      return step.lose(event.error, 'session');
    case 'probed':
      return probed(step, event.outcome);
    case 'due':
      return due(step, event.timer);
    default:
      assertNever(event, 'event');
  }
}

/** The machine after the event, and what is to be done now, in this order. */
export function reduce(
  machine: TunnelMachine,
  event: TunnelEvent,
): { readonly machine: TunnelMachine; readonly effects: readonly TunnelEffect[] } {
  if (!isCurrent(machine, event)) return { machine, effects: [] };
  const step = new Step(machine);
  apply(step, event);
  return { machine: step.draft, effects: step.effects };
}
