/** Today's date in the Netherlands, as `YYYY-MM-DD`. */
export function todayInNetherlands(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date());
}
