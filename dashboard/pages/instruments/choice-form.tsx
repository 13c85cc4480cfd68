import { useEffect, useState, type ReactNode } from 'react';
import { useChoices } from '../../operations/use-choices.ts';
import { useQuery } from '../../operations/use-query.ts';
import { capital, useLocale, useTexts } from '../../texts/locale.ts';
import { LEVELS, MAX_AGE, SECTORS, SITUATIONS } from './find.ts';
import { regionNamesQuery } from './queries.ts';
import { instrumentTexts } from './texts.ts';

/** Who, where and for what. Every change is at once in the address and in the result. */
export function ChoiceForm() {
  const { texts } = useLocale();
  const own = useTexts(instrumentTexts);
  const { choices, choose } = useChoices();
  const age = choices['leeftijd'] ?? '';
  return (
    <form className="choices" onSubmit={(event) => event.preventDefault()}>
      <Who />
      <RegionField />
      <Field label={own.sector} id="sector" isWide>
        <select
          id="sector"
          value={choices['sector'] ?? ''}
          onChange={({ target }) => choose({ sector: target.value })}
        >
          <option value="">{own.allSectors}</option>
          {SECTORS.map((sector) => (
            <option key={sector} value={sector}>
              {capital(texts.sectors[sector])}
            </option>
          ))}
        </select>
      </Field>
      <Field
        label={own.age}
        id="leeftijd"
        hint={isAge(age) ? own.optional : own.ageAtMost(MAX_AGE)}
      >
        <input
          id="leeftijd"
          type="text"
          inputMode="numeric"
          maxLength={String(MAX_AGE).length}
          autoComplete="off"
          aria-invalid={!isAge(age)}
          value={age}
          onChange={({ target }) => choose({ leeftijd: target.value.replaceAll(/\D/g, '') })}
        />
      </Field>
      <Field label={own.level} id="niveau" hint={own.optional}>
        <select
          id="niveau"
          value={choices['niveau'] ?? ''}
          onChange={({ target }) => choose({ niveau: target.value })}
        >
          <option value="">{own.anyLevel}</option>
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {own.levels[level]}
            </option>
          ))}
        </select>
      </Field>
    </form>
  );
}

/** Another age narrows nothing, and the field says so. */
const isAge = (text: string) => /^\d*$/.test(text) && Number(text) <= MAX_AGE;

function Who() {
  const own = useTexts(instrumentTexts);
  const { situations } = useLocale().texts;
  const { choices, choose } = useChoices();
  const chosen = SITUATIONS.find((situation) => situation === choices['wie']) ?? '';
  const options = [
    ['', own.everyone] as const,
    ...SITUATIONS.map((situation) => [situation, situations[situation]] as const),
  ];
  return (
    <fieldset className="who">
      <legend>{own.who}</legend>
      {options.map(([value, label]) => (
        <label key={value} className="who-option">
          <input
            type="radio"
            name="wie"
            value={value}
            checked={value === chosen}
            onChange={() => choose({ wie: value })}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** A name is searched when the field is left, on Enter, or at once when it is a name of the list. */
function RegionField() {
  const own = useTexts(instrumentTexts);
  const { choices, choose } = useChoices();
  const chosen = choices['regio'] ?? '';
  const [typed, setTyped] = useState(chosen);
  useEffect(() => setTyped(chosen), [chosen]);
  const names = useRegionNames();
  const search = (name: string) => {
    if (name.trim() !== chosen) choose({ regio: name.trim() });
  };
  return (
    <Field label={own.region} id="regio" isWide>
      <input
        id="regio"
        type="text"
        list="regionamen"
        autoComplete="off"
        maxLength={100}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          if (target.value === '' || names.includes(target.value)) search(target.value);
        }}
        onBlur={() => search(typed)}
        onKeyDown={({ key }) => {
          if (key === 'Enter') search(typed);
        }}
      />
      <datalist id="regionamen">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Field>
  );
}

/** Names to choose from; a municipality can be typed. */
function useRegionNames(): readonly string[] {
  const data = useQuery(regionNamesQuery, {})?.data;
  const kinds = [
    data?.provinces,
    data?.labourMarketRegions,
    data?.cooperationRegions,
    data?.countryParts,
  ];
  const names = kinds.flatMap((kind) => kind?.nodes ?? []).flatMap(({ name }) => name ?? []);
  return [...new Set(names)];
}

interface FieldProps {
  readonly label: string;
  readonly id: string;
  readonly hint?: string;
  /** Takes the whole width on a phone. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

function Field({ label, id, hint, isWide = false, children }: FieldProps) {
  return (
    <div className={isWide ? 'choice choice--wide' : 'choice'}>
      <label htmlFor={id}>
        {label}
        {hint !== undefined && <span className="choice-hint"> {hint}</span>}
      </label>
      {children}
    </div>
  );
}
