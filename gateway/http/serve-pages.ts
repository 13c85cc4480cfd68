/** Pages without a script, shown until the built pages are there. */

const STYLE = `
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f6f7f9;
    color: #1d2733; font: 1.05rem/1.6 system-ui, sans-serif }
  main { max-width: 34rem; padding: 2rem }
  h1 { font-size: 1.5rem; margin: 0 0 .5rem }
  p { margin: .25rem 0 } .en { color: #54616f } code { background: #e8ebef; padding: .1em .35em;
    border-radius: .25em }
  @media (prefers-color-scheme: dark) {
    body { background: #14181d; color: #e6eaee } .en { color: #a4b0bc } code { background: #262d35 } }`;

/** Reloads itself until the explorer has been built. */
export function buildingPage(): string {
  return page(
    '<meta http-equiv="refresh" content="2">',
    `<h1>De verkenner wordt gebouwd</h1>
    <p>Dit gebeurt eenmaal, bij de eerste start. Deze pagina ververst vanzelf.</p>
    <p class="en" lang="en">The explorer is being built, once, at the first start. This page reloads
    by itself. The graph can be queried already at <code>POST /graphql</code>.</p>`,
  );
}

/** Reloads itself until the dashboard has been built. */
export function dashboardBuildingPage(): string {
  return page(
    '<meta http-equiv="refresh" content="2">',
    `<h1>De eerste pagina wordt gebouwd</h1>
    <p>Dit gebeurt eenmaal, bij de eerste start. Deze pagina ververst vanzelf.</p>
    <p class="en" lang="en">The first page is being built, once, at the first start. This page reloads
    by itself.</p>`,
  );
}

/** For a gateway without an explorer. */
export function noExplorerPage(): string {
  return page(
    '',
    `<h1>Hier staat een GraphQL-adres</h1>
    <p>Stel een vraag met <code>POST /graphql</code>; het schema staat op
    <a href="/schema.graphql">/schema.graphql</a>.</p>
    <p class="en" lang="en">This is a GraphQL address: ask with <code>POST /graphql</code>; the schema
    is at <a href="/schema.graphql">/schema.graphql</a>.</p>`,
  );
}

function page(head: string, body: string): string {
  return `<!doctype html>
<html lang="nl">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Vakgraaf</title>
    ${head}
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
    ${body}
    </main>
  </body>
</html>
`;
}
