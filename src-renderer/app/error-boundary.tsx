import { Component, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  /** What stands in place of what could not be drawn. */
  readonly renderFault: (error: Error, retry: () => void) => ReactNode;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
}

/** Keeps a fault of one page from taking the console with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override readonly state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(error: Error): ErrorBoundaryState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return this.props.renderFault(error, () => this.setState({ error: null }));
  }
}
