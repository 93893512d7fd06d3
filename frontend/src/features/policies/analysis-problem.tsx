import { Alert, List, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/api/errors';
import { ErrorState } from '@/ui/states';

/**
 * Why there is no answer: a document that cannot be read is a remark on what
 * is being typed, anything else a failure. `names` says what the fields of the
 * question are called on the page.
 */
export function AnalysisProblem({
  error: thrown,
  names,
  onRetry,
}: {
  error: unknown;
  names: Readonly<Record<string, string>>;
  onRetry: () => void;
}) {
  const { t } = useTranslation();
  const error = toApiError(thrown);
  if (error.status !== 422) return <ErrorState error={error} onRetry={onRetry} />;
  const field = error.fields
    .map(({ location }) => names[location.replace(/^body\./, '').replace(/[.[].*$/, '')])
    .find((name) => name !== undefined);
  const remarks = error.code.startsWith('policies.') ? [] : error.fields;
  return (
    <Alert
      color="yellow"
      icon={<IconPencil size={18} />}
      title={field ?? t('compare.notReadable')}
      role="status"
    >
      <Text fz="sm">{error.detail}</Text>
      {remarks.length > 0 && (
        <List fz="sm">
          {remarks.map(({ location, message }) => (
            <List.Item key={location}>{message}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
