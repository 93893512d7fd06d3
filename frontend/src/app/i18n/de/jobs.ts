export const jobs = {
  starting: 'Wird gestartet',
  progress: 'Fortschritt',
  background: 'Das läuft im Hintergrund weiter; Sie können die Seite verlassen.',
  cancelling: 'Wird abgebrochen',
  failed: 'Das ist fehlgeschlagen',
  cancelled: 'Das wurde abgebrochen',
  cancelledBody: 'Es gibt kein Ergebnis. Sie können es erneut starten.',
  again: 'Es wird noch einmal versucht:',
};
