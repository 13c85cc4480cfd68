/** Texts and formats of the page in the language of its address. */
import { createContext, useContext } from 'react';
import type { Language } from '../../ui/language.ts';
import type { Address } from '../operations/address.ts';
import type { Money, Period } from '../operations/responses.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';
import type { Texts } from './nl.ts';

/** A text in both languages, as the graph gives it. */
export interface LocalizedText {
  readonly nl: string;
  readonly en: string;
}

export interface Locale {
  readonly address: Address;
  readonly texts: Texts;
  /** The text in the language of the page. */
  readonly text: (both: LocalizedText) => string;
  readonly number: (value: number) => string;
  readonly date: (day: string) => string;
  readonly moment: (at: string) => string;
  readonly money: (money: Money) => string;
  readonly period: (period: Period | null) => string;
  /** `2019Q1` as `1e kwartaal 2019`; another text as it is. */
  readonly quarter: (id: string) => string;
}

const LANGUAGES: Readonly<Record<Language, Texts>> = { nl, en };

export function createLocale(address: Address): Locale {
  const texts = LANGUAGES[address.language];
  const { locale } = texts;
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const moments = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Amsterdam',
  });
  const date = (day: string) => days.format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
  return {
    address,
    texts,
    text: (both) => both[address.language],
    number: (value) => numbers.format(value),
    date,
    moment: (at) => moments.format(new Date(at)),
    money: ({ amount, currency }) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        maximumFractionDigits: Number.isInteger(amount) ? 0 : 2,
      }).format(amount),
    period: (period) => {
      const { start, end } = period ?? { start: null, end: null };
      if (start && end) return `${date(start)} – ${date(end)}`;
      if (start) return `${texts.from} ${date(start)}`;
      return end ? `${texts.until} ${date(end)}` : '';
    },
    quarter: (id) => {
      const [, year, place] = /^(\d{4})Q([1-4])$/.exec(id) ?? [];
      return year === undefined || place === undefined ? id : texts.quarter(Number(place), year);
    },
  };
}

export const LocaleContext = createContext<Locale>(
  createLocale({ page: 'overview', id: '', language: 'nl', choices: {} }),
);

export function useLocale(): Locale {
  return useContext(LocaleContext);
}

/** The texts of one page in the language of its address. English has the same keys as Dutch. */
export function useTexts<PageTexts>(both: Readonly<Record<Language, PageTexts>>): PageTexts {
  return both[useLocale().address.language];
}

/** The text for an enum value; a value without a text is shown as it is. */
export function textFor(texts: Readonly<Record<string, string>>, value: string | null): string {
  return value === null ? '' : (texts[value] ?? value);
}

/** What a number of this unit counts; a unit without a text is shown as it is. */
export function unitText({ units }: Texts, unit: string, value: number | null): string {
  const [one = unit, many = one] =
    (units as Readonly<Record<string, readonly string[]>>)[unit] ?? [];
  return value === 1 ? one : many;
}

/** Begins a sentence or a table head with a text that was written for the middle of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
