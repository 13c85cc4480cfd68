/** Texts and formats of the page in the language of its address. */
import { createContext, useContext } from 'react';
import type { Address, Language } from '../app/address.ts';
import type { Money, Period } from '../operations/responses.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';
import type { Texts } from './nl.ts';

export interface Locale {
  readonly address: Address;
  readonly texts: Texts;
  readonly number: (value: number) => string;
  readonly date: (day: string) => string;
  readonly moment: (at: string) => string;
  readonly money: (money: Money) => string;
  readonly period: (period: Period | null) => string;
}

const LANGUAGES: Readonly<Record<Language, Texts>> = { nl, en };

export function createLocale(address: Address): Locale {
  const texts = LANGUAGES[address.language];
  const { locale } = texts;
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const moments = new Intl.DateTimeFormat(locale, {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Europe/Amsterdam',
  });
  const date = (day: string) => days.format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
  return {
    address,
    texts,
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
  };
}

export const LocaleContext = createContext<Locale>(createLocale({ programme: '', language: 'nl' }));

export function useLocale(): Locale {
  return useContext(LocaleContext);
}

/** The text for an enum value; a value without a text is shown as it is. */
export function textFor(texts: Readonly<Record<string, string>>, value: string | null): string {
  return value === null ? '' : (texts[value] ?? value);
}
