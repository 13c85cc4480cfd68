/** Texts of the page for developers; English has the same keys as Dutch. */

const nl = {
  lead: 'Uw organisatie kan op Vakgraaf een eigen dashboard maken, op een eigen adres. Deze pagina laat zien hoe, met een dashboard van één arbeidsmarktregio: welke programma’s er lopen, waar plaats is en een bestand met statistiek.',
  tested:
    'De code hieronder is de code zelf. Een test bouwt dit dashboard, zet het op een ander adres en opent het in een browser.',
  prepare: {
    title: 'Begin een map',
    text: 'Zet elk bestand van deze pagina in één lege map. U hebt Node.js 20.20 of nieuwer nodig. Dit script zet de programma’s klaar die de volgende stappen gebruiken; start het met ‘sh prepare.sh’.',
  },
  question: {
    title: 'Schrijf één vraag',
    text: 'Zet alles wat uw pagina laat zien in één vraag. Probeer de vraag uit in de verkenner: die laat ook zien wat de vraag kost. In de naslag staat elk veld met zijn Nederlandse naam.',
  },
  types: {
    title: 'Laat de typen maken',
    text: 'Dit programma leest het schema van de gateway en schrijft de typen van het antwoord. Bijna elk veld kan leeg zijn, want de partner die het heeft kan onbereikbaar zijn; de typen zeggen welke. Het schrijft ook het manifest: uw vraag met een vast nummer. Doe dit opnieuw na elke wijziging van de vraag.',
    schema: 'Het schema',
  },
  ask: {
    title: 'Stuur de vraag en noem wie er ontbreekt',
    text: 'De pagina stuurt het nummer van de vraag, niet de vraag zelf. Geeft een partner geen antwoord, dan komen de gegevens van de andere partners gewoon binnen, met de naam van wie ontbreekt. Zet die naam bij elk totaal. Vraagt u te veel in korte tijd, dan zegt de gateway hoeveel seconden u moet wachten.',
  },
  show: {
    title: 'Laat het antwoord zien',
    text: 'Dit is het hele dashboard. Bestanden van een uitgave van de statistiek veranderen nooit: hun adres is een vaste link, die u kunt bewaren en in een spreadsheet kunt openen.',
    statistics: 'Alle tabellen met hun bestanden',
  },
  build: {
    title: 'Bouw de pagina',
    text: 'Het resultaat is een map met bestanden, die elke webserver kan aanbieden.',
  },
  gateway: {
    title: 'Vraag de beheerder om drie instellingen',
    text: 'De gateway geeft antwoord aan pagina’s van adressen die de beheerder toelaat (CORS). De beheerder voegt ook uw manifest toe aan de lijst met afgesproken vragen, en zegt hoeveel u per minuut mag vragen.',
  },
  file: (name: string) => `Bestand ${name}`,
  reference: 'Naslag van alle velden',
};

type DevelopersTexts = typeof nl;

const en: DevelopersTexts = {
  lead: 'Your organisation can make a dashboard of its own on Vakgraaf, at its own address. This page shows how, with a dashboard of one labour market region: which programmes run there, where there are free seats, and a file of statistics.',
  tested:
    'The code below is the code itself. A test builds this dashboard, serves it at another address and opens it in a browser.',
  prepare: {
    title: 'Start a folder',
    text: 'Put each file of this page in one empty folder. You need Node.js 20.20 or newer. This script installs the programs that the next steps use; start it with ‘sh prepare.sh’.',
  },
  question: {
    title: 'Write one query',
    text: 'Put everything that your page shows in one query. Try it in the explorer, which also shows what the query costs. The reference has every field with its Dutch name.',
  },
  types: {
    title: 'Have the types generated',
    text: 'This program reads the schema of the gateway and writes the types of the response. Nearly every field may be empty, because the partner that has it may be down; the types say which. It also writes the manifest: your query with a fixed number. Run it again after each change of the query.',
    schema: 'The schema',
  },
  ask: {
    title: 'Send the query and name who is missing',
    text: 'The page sends the number of the query, and not the query itself. When a partner gives no answer, the data of the other partners arrives all the same, with the name of the one that is missing. Show that name beside every total. When you ask too much in a short time, the gateway says how many seconds to wait.',
  },
  show: {
    title: 'Show the response',
    text: 'This is the whole dashboard. Files of a release of the statistics never change: their address is a permanent link, which you can keep and open in a spreadsheet.',
    statistics: 'All tables with their files',
  },
  build: {
    title: 'Build the page',
    text: 'The result is a folder of files that any web server can serve.',
  },
  gateway: {
    title: 'Ask the operator for three settings',
    text: 'The gateway answers pages of the addresses that its operator allows (CORS). The operator also adds your manifest to the list of agreed queries, and says how much you may ask in a minute.',
  },
  file: (name) => `File ${name}`,
  reference: 'Reference of all fields',
};

export const texts = { nl, en };
