import { Modal, SegmentedControl, Select, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyError } from '@/ui/notify';
import { useDensity } from '@/ui/preferences';
import { speak } from '../i18n/i18n';
import { languages, wishedLanguage, wishLanguage } from '../i18n/languages';

/** Language, colours and density, kept on this computer. */
export default function PreferencesDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('app.preferences.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Content />
    </Modal>
  );
}

function Content() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density, setDensity] = useDensity();
  const [wish, setWish] = useState(wishedLanguage);
  return (
    <Stack gap="md">
      <Select
        label={t('app.preferences.language')}
        data-autofocus
        value={wish}
        onChange={(value) => {
          const next = value ?? '';
          setWish(next);
          wishLanguage(next);
          speak(next).catch(notifyError);
        }}
        data={[
          { value: '', label: t('app.preferences.systemLanguage') },
          ...Object.entries(languages).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Choice
        label={t('app.preferences.scheme')}
        value={colorScheme}
        onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
        data={[
          { value: 'auto', label: t('app.header.system') },
          { value: 'light', label: t('app.header.light') },
          { value: 'dark', label: t('app.header.dark') },
        ]}
      />
      <Choice
        label={t('app.preferences.density')}
        value={density}
        onChange={(value) => setDensity(value === 'compact' ? 'compact' : 'comfortable')}
        data={[
          { value: 'comfortable', label: t('app.preferences.comfortable') },
          { value: 'compact', label: t('app.preferences.compact') },
        ]}
      />
      <Text fz="xs" c="dimmed">
        {t('app.preferences.note')}
      </Text>
    </Stack>
  );
}

function Choice({
  label,
  ...control
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  data: { value: string; label: string }[];
}) {
  return (
    <Stack gap={4}>
      <Text fz="sm" fw={550} aria-hidden>
        {label}
      </Text>
      <SegmentedControl fullWidth aria-label={label} {...control} />
    </Stack>
  );
}
