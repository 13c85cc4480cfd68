import type { ReactNode } from 'react';

interface AlertProps {
  readonly tone: 'info' | 'ok' | 'warning' | 'error';
  readonly children: ReactNode;
}

/** Has the role `note` and not `alert`, so that a screen reader is not interrupted. */
export function Alert({ tone, children }: AlertProps) {
  return (
    <div className={`utrecht-alert utrecht-alert--${tone}`} role="note">
      <div className="utrecht-alert__content">
        <div className="utrecht-alert__message">{children}</div>
      </div>
    </div>
  );
}
