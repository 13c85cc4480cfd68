import { Component } from 'react';
import type { ReactNode } from 'react';

interface UnbrokenProps {
  readonly children: ReactNode;
  readonly instead: ReactNode;
}

/** Keeps a mistake in one section, such as an answer of another shape, from taking the page along. */
export class Unbroken extends Component<UnbrokenProps, { readonly isBroken: boolean }> {
  override readonly state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? this.props.instead : this.props.children;
  }
}
