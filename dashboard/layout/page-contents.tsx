import { Link } from '../parts/text.tsx';
import { useLocale } from '../texts/locale.ts';
import { useIsWide } from './use-is-wide.ts';

/** The id of a section and its title. */
export type Content = readonly [id: string, title: string];

/** Links to the sections: beside the content on a wide page, collapsed above it on a narrow one. */
export function PageContents({ contents }: { readonly contents: readonly Content[] }) {
  const { texts } = useLocale();
  return (
    <div className="page-nav">
      <details open={useIsWide()}>
        <summary>{texts.contents}</summary>
        <nav aria-label={texts.contents}>
          <ul>
            {contents.map(([id, title]) => (
              <li key={id}>
                <Link href={`#${id}`}>{title}</Link>
              </li>
            ))}
          </ul>
        </nav>
      </details>
    </div>
  );
}
