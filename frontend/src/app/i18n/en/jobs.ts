export const jobs = {
  starting: 'Starting',
  progress: 'Progress',
  background: 'This goes on in the background; you may leave the page.',
  cancelling: 'Cancelling',
  failed: 'This failed',
  cancelled: 'This was cancelled',
  cancelledBody: 'Nothing came of it. You can start it again.',
  again: 'It will be tried again:',
};
