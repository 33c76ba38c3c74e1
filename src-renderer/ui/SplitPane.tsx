import { useHotkeys } from '@mantine/hooks';
import { useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';

interface SplitPaneProps {
  readonly children: ReactNode;
  /** What stands at the right; nothing when null. */
  readonly side: ReactNode | null;
  readonly sideLabel: string;
  readonly resizeLabel: string;
  /** Esc anywhere on the page, except while typing. */
  readonly onEscape: () => void;
}

const narrowest = 360;
const widest = 760;
const keyStep = 24;
const clamp = (width: number): number => Math.min(widest, Math.max(narrowest, width));

/** A list with details at its right, whose width is dragged or set by the arrow keys. */
export function SplitPane({ children, side, sideLabel, resizeLabel, onEscape }: SplitPaneProps) {
  const [width, setWidth] = useState(() => (window.innerWidth >= 1280 ? 480 : 420));
  useHotkeys(side === null ? [] : [['Escape', onEscape]]);
  const drag = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const start = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width };
  };
  const move = (event: PointerEvent): void => {
    if (drag.current !== null) setWidth(clamp(drag.current.width + drag.current.x - event.clientX));
  };
  const key = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: keyStep, ArrowRight: -keyStep }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setWidth((now) => clamp(now + step));
  };
  return (
    <div className="split" style={{ '--side': side === null ? '0px' : `${width}px` } as CSSProperties}>
      {children}
      {side !== null && (
        <aside className="split-side" aria-label={sideLabel} data-region>
          {/* A separator that has the focus is a widget (ARIA 1.2): it moves, and its value is the width. */}
          <div
            className="split-handle"
            role="separator"
            aria-orientation="vertical"
            aria-label={resizeLabel}
            aria-valuenow={width}
            aria-valuemin={narrowest}
            aria-valuemax={widest}
            tabIndex={0}
            onPointerDown={start}
            onPointerMove={move}
            onPointerUp={() => (drag.current = null)}
            onKeyDown={key}
          />
          <div className="split-content">{side}</div>
        </aside>
      )}
    </div>
  );
}
