/** A ref that takes the focus when its element appears, for what replaces the control that had it. */
export const focusOnMount = (element: HTMLElement | null): void => element?.focus({ preventScroll: true });
