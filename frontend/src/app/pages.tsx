import { Box, Button, Center, Code, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/api/errors';
import { RequestId } from '@/ui/states';

/** Shown while a page is on its way. */
export function Starting() {
  const { t } = useTranslation();
  return (
    <Center mih={280} role="status" aria-label={t('app.starting')}>
      <Loader size="sm" />
    </Center>
  );
}

/** Shown in place of a page that failed; the shell around it stays. */
export function RouteError({ error: thrown, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const error = toApiError(thrown);
  useDocumentTitle(`${t('app.error.title')} · ${t('app.name')}`);
  return (
    <Box component="main" p="xl">
      <Stack align="center" gap="sm" py={48} ta="center" role="alert">
        <Title order={1}>{t('app.error.title')}</Title>
        <Text c="dimmed" maw={460}>
          {t('app.error.body')}
        </Text>
        <Code style={{ overflowWrap: 'anywhere' }} maw={560}>
          {error.detail}
        </Code>
        {error.requestId && <RequestId id={error.requestId} />}
        <Group mt="xs">
          <Button
            onClick={() => {
              reset();
              void router.invalidate();
            }}
          >
            {t('ui.retry')}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
            {t('app.error.home')}
          </Button>
        </Group>
      </Stack>
    </Box>
  );
}

/** 404: nothing lives at this address. */
export function MissingPage() {
  const { t } = useTranslation();
  useDocumentTitle(`${t('app.missing.title')} · ${t('app.name')}`);
  return (
    <Box component="main" p="xl">
      <Stack align="center" gap="sm" py={64} ta="center">
        <Text fz={44} fw={700} c="dimmed" lh={1} className="numbers">
          404
        </Text>
        <Title order={1}>{t('app.missing.title')}</Title>
        <Text c="dimmed">{t('app.missing.body')}</Text>
        <Button mt="xs" renderRoot={(props) => <Link to="/" {...props} />}>
          {t('app.error.home')}
        </Button>
      </Stack>
    </Box>
  );
}
