import type { PublishedRelease, PublishedTable } from './records.ts';
import type { ReleaseRow } from './release/release-file.ts';

export type ReleaseModel = PublishedRelease;

/** A table, and the release that it is part of. */
export interface StatisticsTableModel {
  readonly release: PublishedRelease;
  readonly table: PublishedTable;
}

/** A row, and the table that says what it means. */
export interface StatisticsRowModel extends StatisticsTableModel {
  readonly row: ReleaseRow;
}

export type StatisticsSourceModel = PublishedTable['sources'][number];
