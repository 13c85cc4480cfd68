import { useMemo } from 'react';
import { Chart } from '../parts/chart.tsx';
import { Paragraph } from '../parts/text.tsx';
import { capital, useLocale, useTexts } from '../texts/locale.ts';
import { leadChart, noteOf, partCharts, trendCharts, type PanelChart } from './figure-specs.ts';
import { HiddenNames } from './hidden-names.tsx';
import type { FigureChoices } from './statistics-figure.tsx';
import {
  isHidden,
  PERIOD,
  toDate,
  TOTAL,
  type Category,
  type Selection,
  type StatisticsRow,
  type StatisticsTable,
} from './table.ts';
import { hiddenCategories, trendChoices, trendsOf, viewOf, type TableView } from './table-view.ts';
import { texts as figureTexts } from './texts.ts';

interface FigureChartsProps {
  readonly table: StatisticsTable;
  readonly selection: Selection;
  readonly message: string;
  readonly detailsId: string;
  readonly choices: FigureChoices;
  readonly onChoose: (choices: FigureChoices) => void;
}

/** The numbers over all quarters together, then those of each quarter. */
export function FigureCharts(props: FigureChartsProps) {
  const { selection, choices } = props;
  const view = useMemo(() => viewOf(selection, choices.stap), [selection, choices.stap]);
  return (
    <div className="statistic-charts">
      {view.kind === 'answers' && <Answers rows={view.rows} />}
      {view.kind === 'hidden' && <MostlyHidden selection={selection} />}
      {view.kind === 'number' && <OneNumber view={view} />}
      {view.kind === 'bars' && <Bars {...props} view={view} />}
      <Trends {...props} />
    </div>
  );
}

/** Yes or no in words, with a mark that has another shape for each. */
function Answers({ rows }: { readonly rows: readonly StatisticsRow[] }) {
  const { text } = useLocale();
  const texts = useTexts(figureTexts);
  return (
    <ul className="answers">
      {rows.map((row) => (
        <li key={row.keys.map(({ code }) => code).join(' ')}>
          <span>{capital(text(row.keys.at(-1)?.title ?? { nl: '', en: '' }))}</span>
          {row.answer === null ? (
            <span className="hidden-word">{texts.hidden}</span>
          ) : (
            <strong className={row.answer ? 'answer answer--yes' : 'answer'}>
              {row.answer ? texts.yes : texts.no}
            </strong>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The few visible numbers, and the names of what is hidden. */
function MostlyHidden({ selection }: { readonly selection: Selection }) {
  const { text, number } = useLocale();
  const texts = useTexts(figureTexts);
  const rows = toDate(selection.rows);
  const visible = rows.filter((row) => !isHidden(row));
  const hidden = hiddenCategories(selection);
  const [dimension] = selection.dimensions;
  const groups = dimension ? (texts.named[dimension.id] ?? texts.otherGroups) : texts.stepsNamed;
  const minimum = Math.min(...rows.map(({ count }) => count.threshold));
  const nameOf = ({ keys }: StatisticsRow) =>
    capital(
      keys
        .filter(({ dimension: id, code }) => id !== PERIOD && code !== TOTAL)
        .map(({ title }) => text(title))
        .join(', '),
    );
  return (
    <>
      {visible.length > 0 && (
        <Paragraph>
          {visible.map((row) => `${nameOf(row)}: ${number(row.count.value ?? 0)}`).join('. ')}.
        </Paragraph>
      )}
      {hidden.length > 0 && (
        <HiddenNames
          names={hidden.map(({ title }) => capital(text(title)))}
          sentence={(names) => texts.hiddenGroups(hidden.length, groups, minimum, names)}
        />
      )}
    </>
  );
}

function OneNumber({ view }: { readonly view: Extract<TableView, { kind: 'number' }> }) {
  const { text, number } = useLocale();
  const texts = useTexts(figureTexts);
  return (
    <p className="one-number">
      <strong>{noteOf(view.bar, { text, number, texts })}</strong> {text(view.bar.title)}
    </p>
  );
}

function Bars({
  view,
  selection,
  message,
  detailsId,
  onChoose,
}: FigureChartsProps & { readonly view: Extract<TableView, { kind: 'bars' }> }) {
  const { text, number } = useLocale();
  const texts = useTexts(figureTexts);
  const lead = useMemo(() => leadChart(view, { text, number, texts }), [view, text, number, texts]);
  const parts = useMemo(
    () => partCharts(view, { text, number, texts }),
    [view, text, number, texts],
  );
  const hasParts = parts.length > 0;
  const split = selection.dimensions[1] ?? selection.dimensions[0];
  return (
    <>
      {view.steps.length > 0 && (
        <Choice
          label={texts.stepChoice}
          options={view.steps}
          chosen={view.step?.code ?? ''}
          onChange={(stap) => onChoose({ stap })}
        />
      )}
      {lead !== null && (
        <div className="panel panel--lead">
          {hasParts && <p className="panel-title">{texts.whole}</p>}
          <PanelOf chart={lead} label={`${message} ${lead.label}`} detailsId={detailsId} />
        </div>
      )}
      {hasParts && (
        <>
          <p className="panel-title panels-title">
            {split && `${capital(text(split.title))}.`} <span>{texts.ownScale}</span>
          </p>
          <div className={parts.length % 3 === 0 ? 'panels panels--three' : 'panels'}>
            {parts.map((chart) => (
              <div key={chart.title} className="panel">
                <p className="panel-title">{chart.title}</p>
                <PanelOf
                  chart={chart}
                  label={`${chart.title}: ${chart.label}`}
                  detailsId={detailsId}
                />
              </div>
            ))}
          </div>
        </>
      )}
      {view.hidden.length > 0 && (
        <HiddenNames
          names={view.hidden.map((title) => capital(text(title)))}
          sentence={texts.allHiddenNames}
        />
      )}
    </>
  );
}

function PanelOf({
  chart,
  label,
  detailsId,
}: {
  readonly chart: PanelChart;
  readonly label: string;
  readonly detailsId: string;
}) {
  const texts = useTexts(figureTexts);
  return (
    <>
      <Chart spec={chart.spec} label={label} detailsId={detailsId} />
      {chart.folded.length > 0 && <HiddenNames names={chart.folded} sentence={texts.hiddenNames} />}
    </>
  );
}

function Trends({ table, selection, detailsId, choices, onChoose }: FigureChartsProps) {
  const { text, number, quarter } = useLocale();
  const texts = useTexts(figureTexts);
  const options = useMemo(() => trendChoices(selection), [selection]);
  const chosen = options.find(({ code }) => code === choices.groep) ?? options[0];
  const code = chosen?.code ?? TOTAL;
  const charts = useMemo(
    () => trendCharts(trendsOf(selection, code), { text, number, texts }, quarter),
    [selection, code, text, number, texts, quarter],
  );
  if (charts.length === 0) return null;
  return (
    <div className="trends">
      {options.length > 1 && (
        <Choice
          label={texts.categoryChoice}
          options={options}
          chosen={code}
          onChange={(groep) => onChoose({ groep })}
        />
      )}
      <div className="panels panels--trend">
        {charts.map(({ title, spec, label }) =>
          spec === null ? (
            <HiddenNames
              key={text(title)}
              names={[text(title)]}
              sentence={texts.allQuartersHidden}
            />
          ) : (
            <div key={text(title)} className="panel">
              <p className="panel-title">{texts.perQuarterOf(text(title))}</p>
              <Chart
                spec={spec}
                label={`${text(table.title)}, ${texts.perQuarterOf(text(title))}. ${label}`}
                detailsId={detailsId}
              />
            </div>
          ),
        )}
      </div>
    </div>
  );
}

function Choice({
  label,
  options,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly Category[];
  readonly chosen: string;
  readonly onChange: (code: string) => void;
}) {
  const { text } = useLocale();
  return (
    <label className="choice">
      <span>{label}</span>
      <select value={chosen} onChange={({ target }) => onChange(target.value)}>
        {options.map(({ code, title }) => (
          <option key={code} value={code}>
            {capital(text(title))}
          </option>
        ))}
      </select>
    </label>
  );
}
