export const aws = {
  choose: 'Auswählen …',
  noChoice: 'Nichts gefunden',
  yes: 'Ja',
  no: 'Nein',
  fill: 'Bitte ausfüllen.',
  more_one: '{{count}} weiteres',
  more_other: '{{count}} weitere',
  severity: { high: 'Hoch', medium: 'Mittel', low: 'Niedrig', info: 'Hinweis' },
  findings: {
    title: 'Was man ansehen sollte',
    none: 'Nichts gefunden',
    todo: 'Was zu tun ist:',
    source: 'AWS-Dokumentation: {{page}}',
  },
};
