/** The URL of a real PostgreSQL server, when whoever runs the tests gives one. */
export function givenPostgres(): string | undefined {
  return process.env['PGTEST_URL'];
}
