/* oxlint-disable import/no-unassigned-import -- styles are imported for their effect */
import { useLocale } from '../../texts/locale.ts';
import './statistics.css';
import { TableList } from './table-list.tsx';
import { TablePage } from './table-page.tsx';

/** The tables of the newest release, by topic or question; or one of them. */
export function StatisticsPage() {
  const { address } = useLocale();
  return address.id === '' ? <TableList /> : <TablePage id={address.id} />;
}
