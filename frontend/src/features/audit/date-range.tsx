import '@mantine/dates/styles.css';
import 'dayjs/locale/de';
import dayjs from 'dayjs';
import localizedFormat from 'dayjs/plugin/localizedFormat';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';

dayjs.extend(localizedFormat);

/** A first and a last day. A module of its own, because the calendar is large and few need it. */
export default function DateRange({
  dates,
  onChange,
}: {
  dates: [string | null, string | null];
  onChange: (dates: [string | null, string | null]) => void;
}) {
  const { t, i18n } = useTranslation();
  return (
    <DatePickerInput
      type="range"
      locale={i18n.language}
      label={t('audit.dates')}
      placeholder={t('audit.datesHint')}
      valueFormat="ll"
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
