/** Headings, paragraphs, links and badges with the CSS classes of NL Design System. */
import type { ReactNode } from 'react';
import { useLocale } from '../texts/locale.ts';

interface Children {
  readonly children: ReactNode;
}

export function Heading({
  level,
  id,
  children,
}: Children & { readonly level: 1 | 2 | 3; readonly id?: string }) {
  const Tag = `h${level}` as const;
  return (
    <Tag id={id} className={`nl-heading nl-heading--level-${level}`}>
      {children}
    </Tag>
  );
}

export function Paragraph({
  isLead = false,
  isQuiet = false,
  children,
}: Children & { readonly isLead?: boolean; readonly isQuiet?: boolean }) {
  const classes = ['nl-paragraph', isLead && 'nl-paragraph--lead', isQuiet && 'quiet'];
  return <p className={classes.filter(Boolean).join(' ')}>{children}</p>;
}

export function Link({
  href,
  lang,
  isCurrent = false,
  children,
}: Children & { readonly href: string; readonly lang?: string; readonly isCurrent?: boolean }) {
  return (
    <a
      className={`nl-link${isCurrent ? ' nl-link--current' : ''}`}
      href={href}
      lang={lang}
      hrefLang={lang}
      aria-current={isCurrent ? 'page' : undefined}
    >
      {children}
    </a>
  );
}

export type Tone = 'plain' | 'good' | 'warning' | 'accent';

export function Badge({ tone = 'plain', children }: Children & { readonly tone?: Tone }) {
  return <span className={`nl-data-badge badge--${tone}`}>{children}</span>;
}

/** Dutch text from partners and sources, marked with `lang` on the English page. */
export function Dutch({ children }: Children) {
  const { address } = useLocale();
  return address.language === 'nl' ? children : <span lang="nl">{children}</span>;
}
