export const aws = {
  choose: 'Choose…',
  noChoice: 'Nothing found',
  yes: 'Yes',
  no: 'No',
};
