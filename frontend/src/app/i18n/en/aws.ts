export const aws = {
  choose: 'Choose…',
  noChoice: 'Nothing found',
  yes: 'Yes',
  no: 'No',
  fill: 'Fill this in.',
  more_one: '{{count}} more',
  more_other: '{{count}} more',
  severity: { high: 'High', medium: 'Medium', low: 'Low', info: 'Note' },
  findings: {
    title: 'What should be looked at',
    none: 'Nothing found',
    todo: 'What to do:',
    source: 'AWS documentation: {{page}}',
  },
};
