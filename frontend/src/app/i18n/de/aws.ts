export const aws = {
  choose: 'Auswählen …',
  noChoice: 'Nichts gefunden',
  yes: 'Ja',
  no: 'Nein',
};
