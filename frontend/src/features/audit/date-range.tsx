import '@mantine/dates/styles.css';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';

/** A first and a last day. A module of its own, because the calendar is large and few need it. */
export default function DateRange({
  dates,
  onChange,
}: {
  dates: [string | null, string | null];
  onChange: (dates: [string | null, string | null]) => void;
}) {
  const { t } = useTranslation();
  return (
    <DatePickerInput
      type="range"
      label={t('audit.dates')}
      placeholder={t('audit.datesHint')}
      valueFormat="MMM D, YYYY"
      allowSingleDateInRange
      clearable
      clearButtonProps={{ 'aria-label': t('audit.clearDates') }}
      previousLabel={t('audit.previousMonth')}
      nextLabel={t('audit.nextMonth')}
      ariaLabels={{ monthLevelControl: t('audit.chooseMonth'), yearLevelControl: t('audit.chooseYear') }}
      maxDate={new Date()}
      w={220}
      value={dates}
      onChange={onChange}
    />
  );
}
